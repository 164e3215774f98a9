/** Which responses to a survey get a case, whose it is and until when: rules that are stored apart from the survey. */
import { call, get, getChanged } from "./api.js";
import { select } from "./controls.js";
import { action, h, replace } from "./html.js";
import { sentence } from "./phrase.js";
import { isScored, rangesOf, scaleOf } from "./question-types.js";
import { valuesField } from "./rule-values.js";
import { durationOf, hoursOf, scoresIn, scoresOf, whoCan } from "./rules.js";
import { owners, t } from "./words.js";

/** How many rules a survey can have. */
const MOST = 20;

/** The business time until a case is due where nothing else is chosen. */
const USUAL = "PT24H";

/** What the service says in terms of JSON. */
const FLAWS = { due: "ruleHours", after: "ruleHours", where: "ruleValues" };

const SOURCES = ["channel", "touchpoint", "locale"];

const keyOf = ({ id }) => `voce.rules.${id}`;

/** Rules that an earlier visit left in this browser, with the tag of what they are based on. */
function kept(survey) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(survey)));
  } catch {
    return null;
  }
}

/**
 * @param editor has the survey as it is edited; without an id it has no rules yet
 * @returns the card, `load` to read the rules, and `draw` for other questions
 */
export function rulesEditor(editor) {
  const element = h("section", { class: "card rules", "aria-labelledby": "rules", hidden: true });
  const list = h("ol", {});
  const steps = h("p", { class: "does" });
  const status = h("p", { class: "small muted", role: "status" });
  let colleagues = [];
  let rules = [];
  let stored = "[]";
  let etag;

  const path = () => `/api/v1/surveys/${editor.survey.id}/follow-up`;

  const scored = () => editor.survey.questions.filter(isScored);

  const changed = () => JSON.stringify(rules) !== stored;

  async function load() {
    if (!editor.survey.id) return;
    const [read, choices] = await Promise.all([getChanged(path()), get("/api/v1/cases/choices")]);
    colleagues = choices.owners;
    take(read, kept(editor.survey));
    element.hidden = false;
  }

  /** What was left here is based on what was stored then: if somebody else changed that, saving is refused. */
  function take({ body, etag: tag }, left) {
    etag = left?.etag ?? tag;
    rules = left?.rules ?? body.rules;
    stored = JSON.stringify(body.rules);
    draw();
  }

  function keep() {
    try {
      if (changed()) localStorage.setItem(keyOf(editor.survey), JSON.stringify({ rules, etag }));
      else localStorage.removeItem(keyOf(editor.survey));
    } catch {
      // Without storage what is chosen is on this page alone.
    }
  }

  async function discard() {
    localStorage.removeItem(keyOf(editor.survey));
    await load();
  }

  async function save() {
    status.textContent = "";
    for (const problem of list.querySelectorAll(".problem")) problem.remove();
    try {
      await call("PUT", path(), { rules }, { "If-Match": etag });
      take(await getChanged(path()));
      status.textContent = t("saved");
    } catch (problem) {
      problem.shown = show(problem.errors ?? []);
      throw problem.status === 412 ? new Error(t("rulesChanged")) : problem;
    }
  }

  /** Shows beneath each rule what is wrong with it; tells whether each flaw has its place. */
  function show(flaws) {
    const unplaced = flaws.filter(({ pointer, detail }) => {
      const [, index, part] = /^\/rules\/(\d+)(?:\/(?:handOver\/)?(\w+))?/.exec(pointer ?? "") ?? [];
      const name = part ? `${t(`rule.${part}`)}: ` : "";
      const text = FLAWS[part] ? t(FLAWS[part]) : detail;
      list.children[index]?.append(h("p", { class: "problem", role: "alert" }, name, text));
      return !list.children[index];
    });
    return flaws.length > 0 && !unplaced.length;
  }

  function add() {
    const { key } = scored()[0];
    rules.push({ question: key, classes: whoCan(scored()[0])[0], due: USUAL });
    draw();
    list.lastElementChild.querySelector("select").focus();
  }

  /** Changes a rule; what is not there is not sent. */
  function edit(rule, change, whole = true) {
    Object.assign(rule, change);
    for (const [name, value] of Object.entries(rule)) if (value === null || value === undefined) delete rule[name];
    status.textContent = "";
    if (whole) draw();
    else drawSteps();
  }

  /** What is not stored is kept here, and can be. */
  function drawSteps() {
    if (etag) keep();
    replace(steps, changed() && [
      action(t("saveRules"), save, { class: "primary", "data-key": "save-rules" }),
      action(t("discardRules"), discard),
    ].flat());
  }

  function draw() {
    const able = scored().length > 0;
    const more = able && rules.length < MOST
      && action(t("addRule"), add, { class: "small quiet end", "data-key": "add-rule" });
    replace(element,
      h("div", { class: "bar" },
        h("h2", { id: "rules", class: "title" }, t("cases")),
        h("p", { class: "small muted" }, t("rulesNote")),
        more),
      !able && h("p", { class: "muted" }, t("noScoreNoRule")),
      able && !rules.length && h("p", { class: "muted" }, t("noRules")),
      list, steps, status);
    replace(list, rules.map(row));
    drawSteps();
  }

  function row(rule, i) {
    const remove = () => {
      rules.splice(i, 1);
      draw();
      element.querySelector("[data-key=add-rule]")?.focus();
    };
    const parts = { survey: editor.survey, rule, colleagues, n: i + 1, edit: (...given) => edit(rule, ...given) };
    return h("li", {},
      opening(parts, scored()),
      conditions(parts),
      handingOver(parts),
      h("p", { class: "does" },
        addCondition(parts),
        !rule.handOver && colleagues.length > 0 && h("button", {
          type: "button", class: "link small muted", "data-key": `hand-${i}`,
          onclick: () => edit(rule, { handOver: { to: colleagues[0].id, after: USUAL } }),
        }, t("addHandOver")),
        h("button", { type: "button", class: "link small muted", onclick: remove }, t("removeRule"))));
  }

  return { element, load, draw };
}

/** "Detractors (0–6) open a case for Giulia Ferri, due in 24 business hours." */
function opening({ survey, rule, colleagues, n, edit }, questions) {
  const question = questions.find(({ key }) => key === rule.question);
  const named = (name) => ({ "aria-label": t("ofRule", { what: t(`rule.${name}`), n }), "data-key": `${name}-${n}` });
  const pick = ({ target }) => {
    const [first] = whoCan(questions.find(({ key }) => key === target.value));
    edit({ question: target.value, classes: first, scores: null });
  };
  const which = (questions.length > 1 || !question) && select({ ...named("question"), onchange: pick },
    [...(question ? [] : [[rule.question, rule.question]]),
      ...questions.map((each) => [each.key, owners(each.text, survey) || each.key])], rule.question);
  return sentence(which ? "ruleOfQuestion" : "ruleOpens", {
    scores: h("span", { class: "who" }, question && scores(rule, question, named, edit)),
    question: which,
    owner: select({ ...named("owner"), onchange: ({ target }) => edit({ owner: target.value || null }, false) },
      [["", t("nobodyYet")], ...people(colleagues, rule.owner)], rule.owner ?? ""),
    hours: hours(rule.due, named("due"), (due) => edit({ due }, false)),
  });
}

/** Those of a class or two, or certain scores. */
function scores(rule, question, named, edit) {
  const chosen = rule.scores ? "" : JSON.stringify(rule.classes);
  const choices = whoCan(question).map((classes) => [JSON.stringify(classes), classNames(classes, question)]);
  if (!rule.scores && !choices.some(([value]) => value === chosen)) {
    choices.push([chosen, classNames(rule.classes, question)]);
  }
  const { min, max } = scaleOf(question);
  const choose = ({ target }) => edit(target.value
    ? { classes: JSON.parse(target.value), scores: null } : { classes: null, scores: [min] });
  const type = ({ target }) => edit({ scores: scoresIn(target.value, min, max) }, false);
  return [
    select({ ...named("classes"), onchange: choose }, [...choices, ["", t("certainScores")]], chosen),
    rule.scores && [" ", h("input", { ...named("scores"), class: "amount", value: scoresOf(rule.scores),
      placeholder: `${min}–${max}`, oninput: type })],
  ];
}

function classNames(classes, question) {
  if (classes.length > 1) return classes.map((name) => t(`class.${name}`)).join(" + ");
  const range = rangesOf(question).find(({ name }) => name === classes[0]);
  const span = range && (range.from === range.to ? String(range.from) : `${range.from}–${range.to}`);
  return span ? `${t(`class.${classes[0]}`)} (${span})` : t(`class.${classes[0]}`);
}

/** Users by name; one who is named by the rule and may no longer work on cases stays to be seen. */
function people(colleagues, id) {
  const known = colleagues.map((each) => [each.id, each.name]);
  return id && !colleagues.some((each) => each.id === id) ? [...known, [id, t("formerUser")]] : known;
}

function hours(duration, attributes, write) {
  const oninput = ({ target }) => write(durationOf(Number(target.value)));
  return h("input", { type: "number", class: "amount", step: "any", ...attributes, value: hoursOf(duration), oninput });
}

/** Only some responses: each condition with its values. */
function conditions({ survey, rule, n, edit }) {
  return Object.entries(rule.where ?? {}).map(([name, values]) => {
    const write = (now) => edit({ where: { ...rule.where, [name]: now } }, false);
    const remove = () => {
      const { [name]: gone, ...others } = rule.where;
      edit({ where: Object.keys(others).length ? others : null });
    };
    const label = t("valuesOf", { what: nameOf(survey, name), n });
    return h("div", { class: "condition" }, sentence("ruleOnly", {
      name: nameOf(survey, name),
      values: valuesField({ survey, name, what: nameOf(survey, name), values, label, write }),
      remove: h("button", { type: "button", class: "link small muted", onclick: remove }, t("remove")),
    }));
  });
}

function nameOf(survey, name) {
  if (SOURCES.includes(name)) return t(name);
  return owners(survey.questions.find(({ key }) => key === name)?.text, survey) || name;
}

function addCondition({ survey, rule, n, edit }) {
  const choices = survey.questions.filter(({ type }) => type === "CHOICE").map(({ key }) => key);
  const left = [...survey.segments, ...choices, ...SOURCES]
    .filter((name, i, all) => !rule.where?.[name] && all.indexOf(name) === i);
  const choose = ({ target }) => edit({ where: { ...rule.where, [target.value]: [] } });
  const label = t("ofRule", { what: t("onlySome"), n });
  return left.length > 0 && select({ class: "quiet", "aria-label": label, "data-key": `only-${n}`, onchange: choose },
    [["", t("onlySome")], ...left.map((name) => [name, nameOf(survey, name)])], "");
}

/** Who gets a case that is still overdue. */
function handingOver({ rule, colleagues, n, edit }) {
  const { handOver } = rule;
  if (!handOver) return null;
  const named = (name) => ({ "aria-label": t("ofRule", { what: t(`rule.${name}`), n }), "data-key": `${name}-${n}` });
  const change = (now) => edit({ handOver: { ...rule.handOver, ...now } }, false);
  const remove = () => edit({ handOver: null });
  return sentence("ruleHandsOver", {
    hours: hours(handOver.after, named("after"), (after) => change({ after })),
    owner: select({ ...named("to"), onchange: ({ target }) => change({ to: target.value }) },
      people(colleagues, handOver.to), handOver.to),
    remove: h("button", { type: "button", class: "link small muted", onclick: remove }, t("remove")),
  });
}
