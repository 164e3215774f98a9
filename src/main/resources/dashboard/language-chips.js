/** The languages of a survey as chips, with what is missing in each; the chosen one is written and previewed. */
import { select } from "./controls.js";
import { askFirst, openDialog } from "./dialog.js";
import { h, replace } from "./html.js";
import { menu } from "./menu.js";
import { missingIn, textsOf } from "./missing-texts.js";
import { counted } from "./numbers.js";
import { languageName } from "./languages.js";
import { language as readers, t } from "./words.js";

/** What is offered at once, then what is offered behind "Another…", each as BCP 47 tags. */
const COMMON = ["en", "it", "de", "fr", "es"];
const FURTHER = ("ar bg bs ca cs cy da el et eu fa fi ga gl he hi hr hu id is ja ka ko lb lt lv mk mt nb nl pl pt "
  + "pt-BR ro ru sk sl sq sr sv th tr uk vi zh-Hans zh-Hant").split(" ");

export function languageChips(editor) {
  const chips = h("fieldset", { class: "langs" });

  const chip = (tag) => {
    const missing = missingIn(editor.survey, tag).length;
    const radio = h("input", {
      class: "hidden",
      type: "radio",
      name: "lang",
      value: tag,
      checked: tag === editor.language,
      "data-key": `lang-${tag}`,
      onchange: () => editor.speak(tag),
    });
    const said = missing
      ? h("small", { class: "late" }, counted("textsMissing", missing))
      : h("small", {}, t("complete"));
    return h("label", { class: "lang" }, radio, languageName(tag), said);
  };

  const draw = () => {
    const { languages, language, survey } = editor;
    const missing = languages.map((tag) => missingIn(survey, tag).length);
    const state = JSON.stringify([languages, language, missing]);
    if (chips.dataset.state === state) return;
    chips.dataset.state = state;
    replace(chips,
      h("legend", { class: "hidden" }, t("languageWritten")),
      languages.map(chip),
      menu(t("addLanguage"), offers(editor), { class: "small quiet", "data-key": "add-language" }));
  };
  draw();
  return { element: chips, draw };
}

const offer = (label, onclick) => h("button", { type: "button", onclick }, label);

function offers(editor) {
  const { languages, language, survey } = editor;
  const common = COMMON.filter((tag) => !languages.includes(tag));
  return [
    common.map((tag) => offer(languageName(tag), () => editor.speak(tag))),
    h("hr"),
    offer(t("anotherLanguage"), () => chooseLanguage(editor)),
    language !== survey.defaultLocale
      && offer(t("removeLanguage", { language: languageName(language) }), () => removeLanguage(editor, language)),
  ];
}

async function chooseLanguage(editor) {
  const free = [...COMMON, ...FURTHER].filter((tag) => !editor.languages.includes(tag));
  const byName = ([, one], [, other]) => one.localeCompare(other, readers());
  const named = free.map((tag) => [tag, languageName(tag)]).sort(byName);
  const choice = select({ "aria-label": t("language") }, named);
  const tag = await openDialog({
    title: t("addLanguage"),
    narrow: true,
    content: () => h("div", { class: "pad" }, choice),
    acts: (close) => [
      h("button", { type: "button", class: "button primary end", onclick: () => close(choice.value) }, t("add")),
    ],
  });
  if (tag) editor.speak(tag);
}

/** Its texts go with it. */
function removeLanguage(editor, tag) {
  const written = textsOf(editor.survey).filter(({ texts }) => texts[tag]).length;
  const name = languageName(tag);
  const first = languageName(editor.survey.defaultLocale);
  return askFirst({
    title: t("removeLanguageSure", { language: name }),
    lines: [counted("textsGo", written), t("visitorsSeeFirst", { language: first })],
    act: t("remove"),
    run: async () => editor.forgetLanguage(tag),
  });
}
