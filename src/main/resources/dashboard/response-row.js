/** A response in a list: what was said, who said it, when, and what can be done with it. */
import { ago } from "./ago.js";
import { due, readersZone } from "./case-words.js";
import { placeName } from "./figure-filters.js";
import { h } from "./html.js";
import { dots, menu } from "./menu.js";
import { tone } from "./metrics.js";
import { chosenOptions, contactLink, nameOf, voidness } from "./response-facts.js";
import { marked } from "./search-words.js";
import { t } from "./words.js";

/**
 * @param score the key of the question whose score stands at the row, and its classes
 * @param acts what can be done with a response: show it, and, for those who may, select, mark and erase it
 * @param about the case about it; null for none, undefined for who doesn't work on cases
 */
export function responseRow(response, { survey, score, q, acts, selected, about }) {
  return h("li", { tabindex: "-1", "data-key": response.id, class: voidness(response) ? "void" : null },
    acts.select && picker(response, acts, selected),
    badge(response, score),
    said(response, survey, q),
    who(response),
    h("p", { class: "when small muted" }, ago(response.submittedAt)),
    h("p", { class: "doing small muted" }, voidness(response) || following(response, about, score, acts)),
    actions(response, about, acts));
}

/** The case of a response; where there is none, and somebody is not content, how it gets one. */
function following(response, about, { key, classOf }, { openCase }) {
  if (about === undefined) return null;
  if (!about) {
    if (tone(classOf(response.answers[key])) === "good") return null;
    const label = `${t("openCase")}: ${nameOf(response)}`;
    const open = () => openCase(response);
    return h("button", { type: "button", class: "button small", "aria-label": label, onclick: open }, t("openCase"));
  }
  const { id, number, status } = about;
  const link = h("a", { class: "plain", href: `/cases/${id}` }, t("caseNumber", { n: number }));
  const state = ["NEW", "OPEN"].includes(status) && `${t(`caseStatus.${status}`)} · `;
  return [link, h("small", {}, state, due(about, readersZone()))];
}

function picker(response, acts, selected) {
  const onchange = ({ target }) => acts.select(response, target.checked);
  const box = h("input", { type: "checkbox", checked: selected, onchange });
  const label = t("selectResponse", { who: nameOf(response) });
  return h("label", { class: "pick" }, box, h("span", { class: "hidden" }, label));
}

function badge(response, { key, classOf, max }) {
  const value = response.answers[key];
  if (value === undefined) return h("span", {});
  const name = classOf(value);
  const full = [t("ofScale", { max }), name && t(`classOne.${name}`)].filter(Boolean).join(", ");
  return h("span", { class: `score ${tone(name)}` }, value, h("span", { class: "hidden" }, ` ${full}`));
}

function said(response, survey, q) {
  const texts = survey.questions.filter(({ type, key }) => type === "TEXT" && response.answers[key]);
  const comments = texts.map(({ key }) => comment(response.answers[key], response.locale, q));
  const tags = tagsOf(response, survey);
  return h("div", { class: "said" },
    comments.length ? comments : h("p", { class: "muted" }, t("noComment")),
    tags.length > 0 && h("p", { class: "small muted" }, tags.join(" · ")));
}

function comment(text, locale, q) {
  const part = ([words, found]) => (found ? h("mark", {}, words) : words);
  return h("p", { dir: "auto", lang: locale ?? null }, marked(text, q).map(part));
}

/** Reasons, and the groups that the owner counts by. */
function tagsOf({ answers, attributes, touchpoint }, survey) {
  const choices = survey.questions.filter(({ type }) => type === "CHOICE");
  const reasons = choices.flatMap(({ key }) => chosenOptions(survey, key, answers[key]));
  const groups = survey.segments.map((segment) => placeName(segment, attributes[segment]) ?? attributes[segment]);
  return [...reasons, ...groups, touchpoint].filter((tag) => tag !== undefined && tag !== "").map(String);
}

function who({ respondent, contact }) {
  if (contact && contact === respondent) return h("p", { class: "who" }, contactLink(contact));
  const person = respondent ? h("a", { class: "plain", href: personPage(respondent) }, respondent)
    : h("span", { class: "muted" }, t("nobodyNamed"));
  const address = contact ? contactLink(contact) : respondent && t("noContactLeft");
  return h("p", { class: "who" }, person, address && h("small", {}, address));
}

const personPage = (respondent) => `/privacy?respondent=${encodeURIComponent(respondent)}`;

function actions(response, about, acts) {
  const who = nameOf(response);
  const does = (label, run, kind) =>
    h("button", { type: "button", class: kind, onclick: () => run(response) }, label);
  const marking = (set, label) => does(label, () => acts.mark(response, set));
  const marks = response.mark ? marking("NONE", t("unmark"))
    : !response.test && [marking("SPAM", t("markAsSpam")), marking("TEST", t("markAsTest"))];
  const items = [
    does(t("wholeResponse"), acts.show),
    response.respondent && h("a", { href: personPage(response.respondent) }, t("allSaidBy", { who })),
    about === null && !voidness(response) && does(t("openCase"), acts.openCase),
    acts.mark && marks,
    acts.erase && does(`${t("eraseForGood")}…`, acts.erase, "late"),
  ];
  const attributes = { class: "icon quiet", "aria-label": t("moreFor", { who }), "data-key": `more-${response.id}` };
  return menu(dots(), items.flat().filter(Boolean), attributes);
}
