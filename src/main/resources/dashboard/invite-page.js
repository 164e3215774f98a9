/** Inviting people by mail: whom, who would be skipped, when, the mail itself, and one button. */
import { call, get, query } from "./api.js";
import { action, explanation, h, replace } from "./html.js";
import { afterWords, paceWords } from "./invitation-rules.js";
import { skipsCard } from "./invite-skips.js";
import { whomCard } from "./invite-whom.js";
import { mailCard } from "./mail-card.js";
import { count, counted } from "./numbers.js";
import { fieldsIn } from "./people-table.js";
import { segmented } from "./segmented.js";
import { isOpen, sendingCard } from "./sending-card.js";
import { shareTabs } from "./share-tabs.js";
import { surveyHead } from "./survey-head.js";
import { t } from "./words.js";

/** How many people the mail can be looked at for. */
const SAMPLES = 20;

/** What Voce's own words name. */
const ORDER = "order";

export async function invitePage({ can, signal }, id) {
  const base = `/api/v1/surveys/${id}`;
  const person = new URLSearchParams(location.search).get("person");
  const [survey, settings, sendings, first] = await Promise.all([
    get(base), get(`${base}/invitation`), get(`${base}/sendings`),
    person && get(`/api/v1/people/${encodeURIComponent(person)}`),
  ]);
  const keys = [...new Set([...survey.segments, ORDER, ...fieldsIn(settings.texts ?? {})])];
  const asking = h("div", { class: "pile" },
    sendings.filter(isOpen).map((each) => sendingCard(id, each, settings.perHour, signal)));
  const status = h("p", { role: "status" });
  const skips = skipsCard();
  const whom = whomCard(keys, first, () => trial());
  const mail = mailCard(survey);
  const when = whenCard(survey, settings);
  const go = h("div", { class: "go", hidden: true });
  let turn = 0;

  const list = (people) =>
    new Blob(people.map((each) => `${JSON.stringify(asked(each))}\n`), { type: "application/x-ndjson" });

  /** Counts who would be asked, each time others are meant; an older reply is dropped. */
  async function trial() {
    const mine = ++turn;
    const people = whom.people();
    status.textContent = "";
    go.hidden = true;
    if (!people.length) return skips.show(null);
    try {
      const outcome = await call("POST", `${base}/invitations${query({ dryRun: true })}`, list(people));
      if (mine !== turn) return null;
      skips.show(outcome);
      drawGo(people, outcome);
      mail.show(people.slice(0, SAMPLES));
    } catch (problem) {
      if (mine !== turn) return null;
      skips.show(null);
      replace(status, h("span", { class: "problem", role: "alert" }, explanation(problem)));
    }
    return null;
  }

  function drawGo(people, { rows, scheduled }) {
    go.hidden = scheduled === 0;
    const label = t("askPeople", { people: counted("peopleCount", scheduled) });
    const send = action(label, () => start(people), { class: "primary" });
    replace(go, send, h("p", { class: "small muted" },
      t("skippedOf", { n: count(rows - scheduled), rows: count(rows) })));
  }

  async function start(people) {
    const sendAt = when.sendAt();
    const given = sendAt ? people.map((each) => ({ ...each, sendAt })) : people;
    const { sending } = await call("POST", `${base}/invitations`, list(given));
    whom.clear();
    skips.show(null);
    go.hidden = true;
    const card = sendingCard(id, await get(`${base}/sendings/${sending}`), settings.perHour, signal);
    asking.prepend(card);
    card.scrollIntoView({ block: "start" });
  }

  mail.show();
  if (first) trial();
  return {
    title: `${t("inviteByMail")}: ${survey.name}`,
    changed: () => whom.people().length > (first ? 1 : 0),
    content: h("div", { class: "share-page invite-page" },
      surveyHead(survey, "share", can),
      shareTabs(survey, "invite", can),
      survey.status !== "LIVE" && notLive(survey),
      asking,
      h("div", { class: "grid" },
        h("div", { class: "c7 pile" }, whom.element, status, skips.element, when.element),
        h("div", { class: "c5 side" }, mail.element)),
      go),
  };
}

/** Of somebody who is known the service knows the rest. */
const asked = ({ person, sendAt, ...said }) => (person ? { person, sendAt } : { sendAt, ...said });

const notLive = ({ status }) => h("section", { class: "card state-card" },
  h("h2", {}, t(`stopped.${status}`)), h("p", {}, t("inviteWhenLive")));

/** Now, or from a time on; how fast, and what follows. */
function whenCard(survey, settings) {
  const field = h("input", { type: "datetime-local", "aria-label": t("sendAt"), hidden: true });
  const choose = (way) => {
    field.hidden = way === "now";
  };
  const ways = segmented(t("whenMailsGo"), [["now", t("now")], ["later", t("atATime")]], "now", choose);
  const element = h("section", { class: "card", "aria-labelledby": "when" },
    h("div", { class: "bar" }, h("h2", { id: "when", class: "title" }, t("when")), h("span", { class: "end" }, ways)),
    field,
    h("p", {}, paceWords(settings)),
    h("p", { class: "muted" }, afterWords(settings), " ",
      h("a", { href: `/surveys/${survey.id}/invitation` }, t("changeRules"))));
  return { element, sendAt: () => (!field.hidden && field.value ? new Date(field.value).toISOString() : null) };
}
