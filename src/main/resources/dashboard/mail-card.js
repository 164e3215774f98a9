/** The mail as one of the people gets it, before it is sent: on a phone or a desktop, on light or dark, or as text. */
import { call } from "./api.js";
import { checkbox, select } from "./controls.js";
import { action, explanation, h, replace } from "./html.js";
import { languageName, languagesOf } from "./languages.js";
import { mailView } from "./mail-view.js";
import { segmented } from "./segmented.js";
import { t } from "./words.js";

/** How long after the last change it is drawn anew, in milliseconds. */
const PAUSE = 400;

/** Whom one sees it as until there are people. */
const examples = (survey) => languagesOf(survey).map((locale) => ({ name: t("exampleName"), locale, attributes: {} }));

/**
 * @param settings gives the texts and rules as they are written now, or nothing where those that are stored hold
 * @returns the card, `show`, which takes the people to choose from, `speak` and `refresh`
 */
export function mailCard(survey, settings = () => undefined) {
  const path = `/api/v1/surveys/${survey.id}/invitation`;
  const who = h("span", { class: "end" });
  const head = h("dl", { class: "mailhead" });
  const missing = h("p", { class: "problem", role: "status", hidden: true });
  const place = h("div", { class: "mailplace", "aria-live": "polite" });
  const result = h("p", { class: "small", role: "status" });
  const looks = { as: "phone", dark: matchMedia("(prefers-color-scheme: dark)").matches };
  let people = examples(survey);
  let chosen = 0;
  let shown = null;
  let waiting;

  const body = () => {
    const { name, locale, attributes } = people[chosen];
    return { name, locale, attributes, settings: settings() };
  };

  function show(others) {
    people = others?.length ? others : examples(survey);
    chosen = 0;
    const onchange = ({ target }) => {
      chosen = Number(target.value);
      load();
    };
    const options = people.map((each, i) => [String(i), label(each)]);
    replace(who, select({ "aria-label": t("previewFor"), onchange }, options));
    load();
  }

  /** Shows it as somebody gets it who reads a language. */
  function speak(tag) {
    const at = people.findIndex(({ locale }) => locale === tag);
    if (at < 0) return;
    chosen = at;
    who.firstChild.value = String(at);
    refresh();
  }

  function refresh() {
    clearTimeout(waiting);
    waiting = setTimeout(load, PAUSE);
  }

  async function load() {
    result.textContent = "";
    try {
      shown = await call("POST", `${path}/preview`, body());
      draw();
    } catch (problem) {
      replace(place, h("p", { class: "problem", role: "alert" }, explanation(problem)));
    }
  }

  function draw() {
    if (!shown) return;
    missing.hidden = !shown.missing;
    replace(missing, shown.missing && [t("noMailYet", { missing: shown.missing }), " ",
      h("a", { href: "/settings" }, t("mailSettings"))]);
    replace(head,
      shown.from && [h("dt", {}, t("mailFrom")), h("dd", { class: "cut" }, shown.from)],
      h("dt", {}, t("subject")), h("dd", { class: "cut", lang: shown.language, title: shown.subject }, shown.subject));
    replace(place, looks.as === "text" ? h("pre", { class: "mailed", lang: shown.language, tabindex: 0 }, shown.text)
      : mailView(shown.html, { dark: looks.dark, phone: looks.as === "phone" }));
  }

  const look = (change) => {
    Object.assign(looks, change);
    draw();
  };

  async function test() {
    const { sent, reason } = await call("POST", `${path}/test`, body());
    result.className = sent ? "small" : "small late";
    result.textContent = sent ? t("testInvitationSent") : t("testMailFailed", { reason });
  }

  const as = segmented(t("previewAs"), ["phone", "desktop", "text"].map((each) => [each, t(`mailAs.${each}`)]),
    looks.as, (each) => look({ as: each }));
  const darken = ({ target }) => look({ dark: target.checked });
  const dark = checkbox(t("darkMail"), { checked: looks.dark, onchange: darken });
  const element = h("section", { class: "card", "aria-labelledby": "mail" },
    h("div", { class: "bar" }, h("h2", { id: "mail", class: "title" }, t("theMail")), who),
    missing, head, place,
    h("div", { class: "bar under-mail" }, as, dark, h("span", { class: "end" }, action(t("sendMeATest"), test))),
    result);
  return { element, show, speak, refresh };
}

const label = ({ name, email, locale }) =>
  [name ?? email, locale && languageName(locale)].filter(Boolean).join(", ");
