/** What has changed, on Home: raised alerts, and the surveys with a clear change. */
import { get, query } from "./api.js";
import { looksFor, narrowed, raisedOn, saw } from "./alert-words.js";
import { clearAlert } from "./clear-alert.js";
import { action, h } from "./html.js";
import { counted, figure } from "./numbers.js";
import { capital, change } from "./sentences.js";
import { hasClearChange } from "./survey-card.js";
import { t } from "./words.js";

/** How many alerts have a line of their own. */
const MOST = 5;

export const readAlerts = async () => (await get("/api/v1/alerts?raised=true")).items;

/**
 * @param alerts those that are raised
 * @param cleared what is done when one was cleared
 * @returns a card as its heading and width say, or nothing where there is no news
 */
export function newsCard(surveys, alerts, cleared) {
  const clear = surveys.filter(hasClearChange);
  if (!clear.length && !alerts.length) return null;
  const all = alerts.length > 0 && h("a", { class: "end", href: "/notifications#alerts" }, t("allAlerts"));
  return (heading, width = "") => h("section", { class: `card flush ${width}`, "aria-labelledby": "changes" },
    h("div", { class: "bar" }, h(heading, { id: "changes" }, t(alerts.length ? "alertsAndChanges" : "clearChanges")),
      all),
    h("ol", { class: "rows news" },
      alerts.slice(0, MOST).map((alert) => alertRow(alert, cleared)),
      clear.map(changeRow)));
}

const survey = (id, name) => h("a", { class: "plain", href: `/surveys/${id}` }, h("b", {}, name));

const tag = (text) => h("span", { class: "tag" }, text);

function alertRow(alert, cleared) {
  const { id, name } = alert.survey;
  const label = t("alertOf", { act: t("clearAlertMore"), survey: name });
  const clear = () => clearAlert(alert, cleared);
  return h("li", {},
    h("p", {}, survey(id, name), " ", tag(t("alert"))),
    h("p", {}, `${capital(looksFor(alert))}${narrowed(alert)}`),
    h("p", { class: "small muted" }, `${raisedOn(alert)} · ${saw(alert)}`),
    h("p", { class: "does" },
      look(alert),
      action(t("clearAlertMore"), clear, { class: "link", "aria-label": label, "data-key": `clear-${alert.id}` })));
}

/** Where one sees more of what an alert saw: the figures since then, or where it asks, as far as nothing comes in. */
function look({ kind, finding, segment, value, survey: { id, name } }) {
  const link = (href, says) => h("a", { href, "aria-label": t("alertOf", { act: says, survey: name }) }, says);
  if (kind === "SILENCE") return link(`/surveys/${id}/share`, t("seeWhereItAsks"));
  return link(`/surveys/${id}${query({ from: finding?.from, segment, value })}`, t("seeWhy"));
}

function changeRow({ id, name, headline }) {
  const { metric, responses, value } = headline;
  const before = headline.change;
  const figures = {
    value: figure(metric, value),
    answers: counted("answers", responses),
    before: figure(metric, before.value),
    answersBefore: counted("answers", before.responses),
  };
  return h("li", {},
    h("p", {}, survey(`${id}?range=r90`, name), " ", tag(t("change"))),
    h("p", {}, change(metric, before)),
    h("p", { class: "small muted" }, t("changeFigures", figures)));
}
