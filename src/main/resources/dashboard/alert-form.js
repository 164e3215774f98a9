/** An alert as a sentence: when which figure does what, and whom to tell, with a preview over the last 12 months. */
import { call, get, query } from "./api.js";
import { hours, wouldTell } from "./alert-words.js";
import { checkbox, folded, select, submit } from "./controls.js";
import { askFirst } from "./dialog.js";
import { attributeName, placeName } from "./figure-filters.js";
import { action, explanation, form, h, replace } from "./html.js";
import { counted, percent, plusDays, today } from "./numbers.js";
import { nameOf } from "./webhook-words.js";
import { owners, t } from "./words.js";

const KINDS = ["DROP", "BELOW", "SURGE", "SILENCE"];

const PLACES = ["channel", "touchpoint", "locale"];

/** After so many milliseconds without a change the preview is made. */
const PAUSE = 400;

/** More times a year say that the limits may be wrong. */
const MANY = 12;

/** The usual business time of silence, in hours: three days of nine, and how many answers come in it at least. */
const USUAL_SILENCE = 27;
const USUAL_RATE = 3;

/** How many false alarms are accepted: a surge looks at many times, each a test of its own. */
const ALPHAS = [0.1, 0.05, 0.01, 0.001];
const usualAlpha = (kind) => (kind === "SURGE" ? 0.01 : 0.05);

const classed = (survey) => survey.questions.filter(({ type }) => ["NPS", "CSAT", "CES"].includes(type));

/** The surveys of which there can be alerts. */
export const alertable = (surveys) => surveys.filter((survey) => survey.status !== "DRAFT" && classed(survey).length);

/**
 * @param surveys those of which there can be alerts, at least one
 * @param people who can get it
 * @param hooks the webhooks that can get it
 * @param user who makes the alert
 * @param alert what is edited, or null for a new one
 * @param done is called when it was stored, removed or left
 */
export function alertForm({ surveys, people, hooks, user, alert, done }) {
  const first = surveys.find(({ id }) => id === alert?.survey.id) ?? surveys[0];
  const mailed = new Set(alert ? alert.notify.users.map(({ id }) => id) : [user.id]);
  const posted = new Set(alert?.notify.webhooks.map(({ id }) => id));
  const state = {
    survey: first.id,
    question: alert?.question ?? classed(first)[0].key,
    segment: alert?.segment ?? "",
    value: alert?.value ?? "",
    kind: alert?.kind ?? "DROP",
    threshold: alert?.threshold ?? 0,
    hours: alert?.after ? hours(alert.after) : USUAL_SILENCE,
    rate: alert?.rate ?? USUAL_RATE,
    within: alert?.within ?? "P7D",
    since: alert?.since ?? "",
    from: alert?.baseline?.from ?? "",
    to: alert?.baseline ? plusDays(alert.baseline.to, -1) : "",
    alpha: alert?.alpha ?? null,
  };
  const sentence = h("div", { class: "sentence" });
  const preview = h("div", { class: "preview small", role: "status" });
  let asked;
  let edited = false;

  const survey = () => surveys.find(({ id }) => id === state.survey);

  const dimensionName = (key) =>
    owners(survey().questions.find((question) => question.key === key)?.text, survey()) || attributeName(key);

  const body = () => ({
    survey: state.survey,
    question: state.question,
    ...(state.segment && state.value && { segment: state.segment, value: state.value }),
    kind: state.kind,
    ...(state.kind === "BELOW" && { threshold: Number(state.threshold) }),
    ...(state.kind === "SILENCE" && { after: `PT${Math.round(state.hours * 3_600)}S`, rate: Number(state.rate) }),
    ...(state.kind === "SURGE" && { within: state.within }),
    ...(dated(state) && state.since && { since: state.since }),
    ...(compares(state) && state.from && state.to && { baseline: { from: state.from, to: plusDays(state.to, 1) } }),
    ...(state.kind !== "SILENCE" && { alpha: Number(state.alpha ?? usualAlpha(state.kind)) }),
    notify: { users: [...mailed], webhooks: [...posted] },
  });

  function change(values) {
    Object.assign(state, values);
    edited = true;
    draw();
    clearTimeout(asked);
    asked = setTimeout(look, PAUSE);
  }

  async function look() {
    try {
      const { raised } = await call("POST", "/api/v1/alerts/preview", body());
      replace(preview, previewed(raised));
    } catch (problem) {
      replace(preview, h("p", {}, explanation(problem)));
    }
  }

  function previewed(raised) {
    const { type } = survey().questions.find(({ key }) => key === state.question);
    const times = raised.length ? counted("alertPreview", raised.length) : t("alertPreviewNever");
    const doubtful = raised.length === 0 || raised.length > MANY;
    return [
      h("b", {}, times),
      raised.slice(-MANY).map((each) => h("small", {}, wouldTell(state.kind, type, each))),
      doubtful && h("small", { class: "muted" }, t(raised.length ? "alertPreviewMany" : "alertPreviewNone")),
    ];
  }

  function limits() {
    const { type } = survey().questions.find(({ key }) => key === state.question);
    switch (state.kind) {
      case "BELOW":
        return [number("threshold", "alertFormThreshold", { min: type === "NPS" ? -100 : 0, max: 100, step: "any" }),
          h("span", {}, t(type === "NPS" ? "alertFormPoints" : "alertFormPercent")), sinceChoice(), alphaChoice()];
      case "SILENCE":
        return [number("hours", "alertFormHours", { min: 1, max: 2_160, step: "any" }),
          h("span", {}, t("alertFormBusinessHours")),
          number("rate", "alertFormRate", { min: 1, max: 1_000_000 }), h("span", {}, t("alertFormCome"))];
      case "SURGE":
        return [withinChoice(), baselineChoice(), alphaChoice()];
      default:
        return [sinceChoice(), baselineChoice(), alphaChoice()];
    }
  }

  const choice = (key, name, options) => select(
    { "aria-label": t(name), "data-key": key, onchange: ({ target }) => change({ [key]: target.value }) },
    options, state[key]);

  const number = (key, name, limits) => h("input", {
    type: "number", "aria-label": t(name), "data-key": key, value: state[key], required: true, ...limits,
    onchange: ({ target }) => change({ [key]: target.value }),
  });

  function draw() {
    replace(sentence,
      h("span", {}, t("alertFormTell")),
      surveyChoice(),
      classed(survey()).length > 1 && choice("question", "alertFormQuestion",
        classed(survey()).map(({ key, text }) => [key, owners(text, survey())])),
      h("span", {}, t("alertFormIn")),
      choice("segment", "alertFormSegment",
        [["", t("alertFormAllAnswers")], ...dimensions(survey()).map((key) => [key, dimensionName(key)])]),
      state.segment && valueChoice(),
      choice("kind", "alertFormKind", KINDS.map((kind) => [kind, t(`alertKind.${kind}`)])),
      limits());
  }

  function surveyChoice() {
    const chose = ({ target }) => {
      const chosen = surveys.find(({ id }) => id === target.value);
      change({ survey: chosen.id, question: classed(chosen)[0].key, segment: "", value: "" });
    };
    const options = surveys.map(({ id, name }) => [id, name]);
    return select({ "aria-label": t("survey"), "data-key": "survey", disabled: Boolean(alert), onchange: chose },
      options, state.survey);
  }

  /** The values that responses of the last year have. */
  function valueChoice() {
    const host = h("span", {}, choice("value", "alertFormValue", [[state.value, state.value || "…"]]));
    const now = today(survey().zone);
    const path = `/api/v1/surveys/${state.survey}/kpis`;
    const { question, segment } = state;
    const wanted = { question, segment, from: plusDays(now, -365), to: plusDays(now, 1) };
    get(path + query({ ...wanted, period: "year" })).then(({ segments }) => {
      const values = segments.map(({ value }) => value).filter((value) => !value.startsWith("("));
      const names = values.map((value) => [value, placeName(state.segment, value) ?? value]);
      replace(host, choice("value", "alertFormValue", [["", t("alertFormChoose")], ...names]));
    }, () => {});
    return host;
  }

  const withinChoice = () => choice("within", "alertFormWithin",
    [["P1D", t("alertFormDay")], ["P7D", t("alertFormWeek")], ["P28D", t("alertFormFourWeeks")]]);

  const dayChoice = (key, name) => h("input", {
    type: "date", "aria-label": t(name), "data-key": key, value: state[key], required: true,
    onchange: ({ target }) => change({ [key]: target.value }),
  });

  /** A choice between what is usual and days that are entered. */
  const either = (key, name, usual, other, chosen, toggle) => select(
    { "aria-label": t(name), "data-key": key, onchange: ({ target }) => change(toggle(target.value === "own")) },
    [["", t(usual)], ["own", t(other)]], chosen ? "own" : "");

  function sinceChoice() {
    const toggle = (own) => ({ since: own ? today(survey().zone) : "" });
    return [h("span", {}, t("alertFormSince")),
      either("since-when", "alertFormSinceWhen", "alertFormMonth", "alertFormADay", state.since, toggle),
      state.since && dayChoice("since", "alertFormFirstDay")];
  }

  function baselineChoice() {
    const start = state.since || `${today(survey().zone).slice(0, 7)}-01`;
    const toggle = (own) => ({ from: own ? plusDays(start, -90) : "", to: own ? plusDays(start, -1) : "" });
    return [h("span", {}, t("alertFormAgainst")),
      either("against", "alertFormAgainstWhat", "alertFormBefore", "alertFormOtherDays", state.from, toggle),
      state.from && [dayChoice("from", "alertFormFrom"), "–", dayChoice("to", "alertFormTo")]];
  }

  function alphaChoice() {
    const chosen = Number(state.alpha ?? usualAlpha(state.kind));
    const alphas = ALPHAS.includes(chosen) ? ALPHAS : [chosen, ...ALPHAS];
    const options = alphas.map((alpha) => [String(alpha), percent(100 * alpha, alpha < 0.01 ? 1 : 0)]);
    const chose = ({ target }) => change({ alpha: target.value });
    return [h("span", {}, t("alertFormAccepting")),
      select({ "aria-label": t("alertFormAlpha"), "data-key": "alpha", onchange: chose }, options, String(chosen)),
      h("span", {}, t("alertFormPeriods"))];
  }

  function recipients() {
    const box = (chosen, id, name) => checkbox(name, {
      checked: chosen.has(id),
      onchange: ({ target }) => {
        edited = true;
        if (target.checked) chosen.add(id);
        else chosen.delete(id);
      },
    });
    const users = people.map(({ id, name }) => box(mailed, id, name));
    const programs = hooks.map((hook) => box(posted, hook.id, nameOf(hook)));
    return folded("alert-people", t("alertFormPeople"),
      h("div", { class: "choices" }, users),
      programs.length > 0 && [h("p", { class: "small muted" }, t("alertFormWebhooks")),
        h("div", { class: "choices" }, programs)]);
  }

  async function store() {
    if (alert) await call("PUT", `/api/v1/alerts/${alert.id}`, body(), { "If-Match": `"${alert.revision}"` });
    else await call("POST", "/api/v1/alerts", body());
    edited = false;
    await done();
  }

  const remove = () => askFirst({
    title: t("removeAlert"),
    lines: [t("removeAlertNote")],
    act: t("removeAlertAct"),
    run: async () => {
      await call("DELETE", `/api/v1/alerts/${alert.id}`);
      edited = false;
      await done();
    },
  });

  draw();
  look();
  const id = alert ? "edit-alert" : "new-alert";
  const element = form({ class: "card loose", "aria-labelledby": id }, store,
    h("h3", { id }, t(alert ? "editAlert" : "newAlert")),
    sentence,
    recipients(),
    preview,
    h("p", { class: "does" },
      submit(t(alert ? "saveAlert" : "makeAlert"), { class: "primary" }),
      h("button", { type: "button", class: "button quiet", onclick: () => done() }, t("cancel")),
      alert && action(t("removeAlertAct"), remove, { class: "danger end" })));
  return { element, changed: () => edited };
}

/** Whether an alert is about a figure since a day, and whether it compares with earlier days. */
const dated = ({ kind }) => kind === "DROP" || kind === "BELOW";
const compares = ({ kind }) => kind === "DROP" || kind === "SURGE";

const dimensions = ({ segments, questions }) =>
  [...PLACES, ...segments, ...questions.filter(({ type }) => type === "CHOICE").map(({ key }) => key)];
