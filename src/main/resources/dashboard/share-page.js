/** How a survey reaches people: one way at a time. */
import { call, get } from "./api.js";
import { linkRoot } from "./copy.js";
import { action, h, replace, svg } from "./html.js";
import { dots, menu } from "./menu.js";
import { SCORED } from "./metrics.js";
import { counted } from "./numbers.js";
import { codePanel } from "./share-code.js";
import { kioskPanel } from "./share-kiosk.js";
import { linkPanel } from "./share-link.js";
import { mailPanel } from "./share-mail.js";
import { scriptPanel } from "./share-script.js";
import { shareTabs } from "./share-tabs.js";
import { seenCard, seenSign, watchSightings } from "./sightings-card.js";
import { duplicateSurvey } from "./start-survey.js";
import { surveyHead } from "./survey-head.js";
import { t } from "./words.js";

/** Each with its sign, the name of its text, what makes its panel, and the channel that its answers have. */
const WAYS = [
  ["script", "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14", "shareScript", scriptPanel],
  ["link", "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3",
    "shareLink", linkPanel, "link"],
  ["qr", "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2",
    "shareCode", codePanel, "qr"],
  ["mail", "M3 6h18v13H3zM3 7l9 7 9-7", "shareMail", mailPanel, "email"],
  ["kiosk", "M5 3h14v14H5zM12 17v4M8 21h8", "shareKiosk", kioskPanel, "kiosk"],
];

export async function sharePage({ can, go, signal, ahead }, id) {
  const [survey] = await ahead;
  const published = survey.status !== "DRAFT";
  const scored = survey.questions.find((question) => SCORED.includes(question.type));
  const [{ root, note, only }, used, sightings] = await Promise.all([
    linkRoot(),
    published && scored && !survey.channel ? answersByChannel(id, scored) : null,
    published ? watchSightings(survey, signal, () => drawWays()) : null,
  ]);
  const given = { survey, root, published, scored };
  const ways = h("ul", { class: "card flush ways" });
  const panel = h("div", { class: "c8 panel" });
  const seen = sightings && seenCard(survey, sightings, can("EDITOR"));
  let chosen = WAYS.find(([name]) => `#${name}` === location.hash) ?? WAYS[0];

  function drawWays() {
    replace(ways, WAYS.map((way) => h("li", {}, link(way))));
  }

  function link(way) {
    const [name, path, title, , channel] = way;
    const onclick = (event) => {
      event.preventDefault();
      history.replaceState(null, "", `#${name}`);
      choose(way);
    };
    const says = channel ? usedText(used, channel) : sightings?.latest();
    const attributes = { href: `#${name}`, "aria-current": way === chosen ? "true" : null, "data-key": `way-${name}` };
    return h("a", { ...attributes, onclick }, sign(path),
      h("span", {}, h("b", {}, t(title)), h("small", {}, says)),
      !channel && sightings?.seen() && seenSign(true));
  }

  function choose(way) {
    chosen = way;
    drawWays();
    drawPanel();
    panel.querySelector("h2").scrollIntoView({ block: "nearest" });
  }

  function drawPanel() {
    const [name, , title, make] = chosen;
    const card = h("section", { class: "card" }, h("h2", { class: "title" }, t(title)), make(given));
    replace(panel, card, name === "script" && seen);
  }

  drawWays();
  drawPanel();
  return {
    title: `${t("share")}: ${survey.name}`,
    content: h("div", { class: "share-page" },
      surveyHead(survey, "share", can, can("EDITOR") && moreMenu(survey, go)),
      shareTabs(survey, "pages", can),
      stateCard(survey, can("EDITOR"), go),
      note && h("section", { class: "card state-card" }, only && h("h2", {}, t("onlyHere")), h("p", {}, note)),
      h("div", { class: "grid share" }, h("nav", { class: "c4", "aria-label": t("waysToAsk") }, ways), panel)),
  };
}

const sign = (d) =>
  svg("svg", { class: "way", width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d }));

/** How many answers came by each channel, ever. */
async function answersByChannel(id, { key }) {
  const all = `question=${key}&segment=channel&period=year&from=2000-01-01`;
  const { segments } = await get(`/api/v1/surveys/${id}/kpis?${all}`);
  return new Map(segments.map(({ value, responses }) => [value, responses]));
}

function usedText(used, channel) {
  const n = used?.get(channel);
  return n ? counted("answers", n) : used && t("notUsedYet");
}

/** What stops answers from coming in, and the one thing to do about it. */
function stateCard({ id, status }, mayEdit, go) {
  if (status === "LIVE") return null;
  const resume = async () => {
    await call("POST", `/api/v1/surveys/${id}/publish`);
    go(`/surveys/${id}/share`);
  };
  const act = {
    DRAFT: () => h("a", { class: "button primary", href: `/surveys/${id}/edit` }, t("toPublish")),
    PAUSED: () => action(t("resume"), resume, { class: "primary" }),
  }[status];
  return h("section", { class: "card state-card" },
    h("h2", {}, t(`stopped.${status}`)),
    h("p", {}, t(`stoppedText.${status}`)),
    mayEdit && act && h("p", { class: "does" }, act()));
}

function moreMenu(survey, go) {
  const duplicate = action(t("duplicateSurvey"), () => duplicateSurvey(survey, go), { class: "link" });
  return menu(dots(), [duplicate], { class: "icon", "aria-label": t("moreActions") });
}
