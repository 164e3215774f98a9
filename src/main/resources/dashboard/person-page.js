/** One person over all surveys: what happened, what is known, whether the person may be asked again. */
import { call, get, query } from "./api.js";
import { select } from "./controls.js";
import { askFirst, openDialog } from "./dialog.js";
import { attributeName, placeName } from "./figure-filters.js";
import { action, field, h, refresh, replace } from "./html.js";
import { languageName } from "./languages.js";
import { beside } from "./list-order.js";
import { lifeEntries, lifeList } from "./life.js";
import { count, counted, dateIn, day, zoneName } from "./numbers.js";
import { editPerson } from "./person-edit.js";
import { scoresChart } from "./person-scores.js";
import { loadQuestionTypes } from "./question-types.js";
import { contactLink } from "./response-facts.js";
import { isForPage } from "./row-keys.js";
import { t } from "./words.js";

const KINDS = ["all", "response", "invitation", "case"];

export async function personPage({ can, go, signal }, id) {
  const path = `/api/v1/people/${id}`;
  const [found, first, surveys] = await Promise.all([
    get(path), get(`${path}/timeline`), get("/api/v1/surveys?limit=200"), loadQuestionTypes(),
  ]);
  let person = found;
  let timeline = first;
  const entries = lifeEntries(timeline, new Map(surveys.items.map((survey) => [survey.id, survey])));
  const life = h("section", { class: "card flush c8", "aria-labelledby": "timeline" });
  const asking = h("section", { class: "card loose", "aria-labelledby": "asking" });
  const side = h("div", { class: "c4 pile" });
  const heading = h("h1", {});
  let kind = "all";

  const name = () => person.name ?? person.email ?? person.respondent;

  function draw() {
    replace(life,
      h("div", { class: "bar" }, h("h2", { id: "timeline", class: "title" }, t("whatHappened")), tabs()),
      lifeList(entries.filter((entry) => kind === "all" || entry.kind === kind)));
  }

  function tabs() {
    const n = (each) => entries.filter((entry) => each === "all" || entry.kind === each).length;
    const choose = (each) => {
      kind = each;
      draw();
    };
    const tab = (each) => h("button", {
      type: "button", class: "link", "aria-pressed": String(each === kind), "data-key": `life-${each}`,
      onclick: () => choose(each),
    }, t(`life.${each}`), " ", h("small", {}, count(n(each))));
    return h("div", { class: "kinds end", role: "group", "aria-label": t("show") }, KINDS.map(tab));
  }

  function drawSide() {
    heading.textContent = name();
    drawAsking();
    const scores = scoresChart(timeline.responses, surveys.items);
    replace(side, known(person, edit), scores, asking, can("EDITOR") && data(person, entries, go));
  }

  async function edit() {
    const stored = await editPerson(person);
    if (!stored) return;
    person = stored;
    await reload();
    drawSide();
  }

  async function reload() {
    timeline = await get(`${path}/timeline`);
    drawAsking();
  }

  const drawAsking = () => refresh(asking,
    askingParts(person.email, timeline, { forbid: () => never(person, name(), reload), reload }));

  draw();
  drawSide();
  const open = timeline.cases.filter(({ closedAt }) => !closedAt);
  return {
    title: name(),
    content: [
      h("div", { class: "bar head" },
        h("a", { class: "plain muted", href: "/people" }, t("people")),
        heading,
        open.length > 0 && h("span", { class: "tag wide" }, counted("openCases", open.length)),
        h("span", { class: "onward end" }, neighbours(id, go, signal), acts(person, open, surveys.items, go))),
      h("div", { class: "grid person" }, life, side),
    ],
  };
}

/** The people before and after in the list, also under the keys of lists. */
function neighbours(id, go, signal) {
  const { before, after } = beside("people", id);
  const keys = { j: after, k: before };
  const heard = (event) => {
    if (!keys[event.key] || !isForPage(event)) return;
    event.preventDefault();
    go(`/people/${keys[event.key]}`);
  };
  document.addEventListener("keydown", heard, { signal });
  const link = (key, label) => keys[key]
    && h("a", { class: "plain small muted", href: `/people/${keys[key]}` }, h("kbd", {}, key), ` ${label}`);
  return [link("j", t("nextPerson")), link("k", t("personBefore"))];
}

/** What can be done with a person: a question, or an answer to what the person said. */
function acts({ id, email }, open, surveys, go) {
  const live = surveys.filter(({ status }) => status === "LIVE");
  const [latest] = open.toSorted((one, other) => other.number - one.number);
  return [
    email && live.length > 0 && action(t("askPerson"), () => ask(id, live, go)),
    latest && h("a", { class: "button primary", href: `/cases/${latest.id}` },
      t("replyInCase", { n: latest.number })),
  ];
}

async function ask(id, surveys, go) {
  const survey = select({}, surveys.map((each) => [each.id, each.name]), surveys[0].id);
  const chosen = await openDialog({
    title: t("askPersonTitle"),
    narrow: true,
    content: () => h("div", { class: "pad" }, field(t("survey"), survey),
      h("p", { class: "muted" }, t("askPersonText"))),
    acts: (close) => h("button", { type: "button", class: "button primary end", onclick: () => close(survey.value) },
      t("askPersonGo")),
  });
  if (chosen) go(`/surveys/${chosen}/invite?person=${id}`);
}

const known = (person, edit) => h("section", { class: "card", "aria-labelledby": "known" },
  h("div", { class: "bar" }, h("h2", { id: "known" }, t("whatIsKnown")),
    action(t("edit"), edit, { class: "small quiet end", "data-key": "edit" })),
  h("dl", { class: "facts" }, facts(person).map(fact)));

function facts({ email, respondent, locale, zone, attributes, consent }) {
  return [
    [t("email"), email && contactLink(email)],
    [t("customer"), respondent],
    [t("language"), [locale && languageName(locale), zone && zoneName(zone)].filter(Boolean).join(", ")],
    ...Object.entries(attributes ?? {})
      .map(([key, value]) => [attributeName(key), placeName(key, value) ?? String(value)]),
    [t("consent"), consent && agreed(consent)],
  ].filter(([, value]) => value);
}

const agreed = ({ text, at }) => [t("quoted", { text }), h("small", {}, day(dateIn(undefined, at)))];

const fact = ([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value));

/** When the person may be asked again, and what forbids it. */
function askingParts(email, { suppressed, askAgainFrom }, { forbid, reload }) {
  const heading = h("h2", { id: "asking" }, t("askingAgain"));
  if (!email) return [heading, h("p", { class: "muted" }, t("noAddressKnown"))];
  if (suppressed) {
    return [heading, h("p", {}, t(`suppressed.${suppressed}`)),
      suppressed === "MANUAL" && h("p", {}, action(t("askAgainAllowed"), () => allow(email, reload)))];
  }
  const later = askAgainFrom && new Date(askAgainFrom) > new Date();
  return [
    heading,
    h("p", {}, later ? t("askAgainFromDay", { day: day(dateIn(undefined, askAgainFrom)) }) : t("askAgainNow")),
    h("p", {}, action(t("neverAskAgain"), forbid)),
  ];
}

async function never({ email }, name, reload) {
  const done = await askFirst({
    title: t("neverAskTitle", { name }),
    lines: [t("neverAskGoes", { email }), t("neverAskBack")],
    act: t("neverAsk"),
    run: () => call("POST", "/api/v1/suppressions", { email, kind: "MANUAL" }),
  });
  if (done) await reload();
}

async function allow(email, reload) {
  const { items } = await get(`/api/v1/suppressions${query({ email })}`);
  const mine = items.filter(({ kind }) => kind === "MANUAL");
  await Promise.all(mine.map(({ id }) => call("DELETE", `/api/v1/suppressions/${id}`)));
  await reload();
}

function data({ id, email, respondent }, entries, go) {
  const request = `/privacy${query({ respondent: respondent ?? email })}`;
  const waiting = entries.filter(({ kind, open }) => kind === "invitation" && open).length;
  const remove = async () => {
    const done = await askFirst({
      title: t("removePersonTitle"),
      lines: [t("removePersonGoes", { n: count(waiting) }), t("removePersonStays")],
      act: t("removePerson"),
      run: () => call("DELETE", `/api/v1/people/${id}`),
    });
    if (done) go("/people");
  };
  return h("section", { class: "card loose" },
    h("h2", {}, t("dataOfPerson")),
    (respondent ?? email) && h("p", {}, h("a", { class: "button", href: request }, t("exportOrErase"))),
    h("p", {}, action(t("removePersonMore"), remove, { class: "danger" })),
    h("p", { class: "small muted" }, t("removePersonNote")));
}
