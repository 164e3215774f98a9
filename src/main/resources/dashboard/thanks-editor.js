/** What is said after the last answer, by class. */
import { flawPlace, put, putIn, textField, tickBox } from "./editor-fields.js";
import { h } from "./html.js";
import { ofClass } from "./question-card.js";
import { classesOfAll } from "./question-types.js";
import { t } from "./words.js";

/** What a thank-you can have besides its text; the widget asks for an address where contact is set. */
const EXTRAS = { voucher: {}, link: "" };

export function thanksEditor(editor) {
  const { questions } = editor.survey;
  const classes = classesOfAll(questions);
  if (!classes.length) return null;
  const sorting = (name) => questions.find((question) => classesOfAll([question]).includes(name));
  return [
    h("div", { class: "bar" },
      h("h2", { class: "title" }, t("thanks")),
      h("p", { class: "small muted" }, t("thanksNote"))),
    classes.map((name) => ofClass(sorting(name), name, classFields(editor, name))),
  ];
}

function classFields(editor, name) {
  const { survey } = editor;
  const thanks = survey.thanks?.[name] ?? {};
  const at = `/thanks/${name}`;
  const of = t(`class.${name}`).toLowerCase();
  const write = (what, value) => {
    const now = { ...survey.thanks?.[name] };
    put(now, what, value);
    putIn(survey, "thanks", name, now);
  };
  const part = { editor, thanks, at, of, name, write };
  return [
    textField(editor, {
      at: `${at}/text`,
      label: t("thanksOf", { class: of }),
      texts: thanks.text,
      rows: 2,
      write: (texts) => write("text", texts),
    }),
    h("div", { class: "extras" },
      tickBox(t("contact"), thanks.contact, (checked) => editor.change(() => write("contact", checked)),
        { "data-key": `contact-${name}`, "aria-label": t("extraOf", { what: t("contact"), class: of }) }),
      extra(part, "voucher", voucherField(part)),
      extra(part, "link", linkField(part))),
    flawPlace(at),
  ];
}

/** A tick, and the field that is there once it is set. */
function extra({ editor, thanks, at, of, name, write }, what, field) {
  const key = `${at}/${what}`;
  const on = thanks[what] !== undefined || editor.open.has(key);
  const tick = (checked) => {
    editor.change(() => {
      editor.open[checked ? "add" : "delete"](key);
      if (!checked) write(what, EXTRAS[what]);
    });
    if (checked) editor.focus(key);
  };
  const attributes = { "data-key": `${what}-${name}`, "aria-label": t("extraOf", { what: t(what), class: of }) };
  return h("span", { class: on ? `${what} on` : what }, tickBox(t(what), on, tick, attributes), on && field);
}

const voucherField = ({ editor, thanks, at, of, write }) => textField(editor, {
  tag: "input",
  at: `${at}/voucher`,
  label: t("voucherFor", { class: of }),
  texts: thanks.voucher,
  "data-key": `${at}/voucher`,
  write: (texts) => write("voucher", texts),
});

function linkField({ thanks, at, of, write }) {
  const oninput = ({ target }) => write("link", target.value.trim());
  return h("input", {
    type: "url",
    maxlength: 500,
    placeholder: "https://shop.example/…",
    "aria-label": t("linkFor", { class: of }),
    "data-at": `${at}/link`,
    "data-key": `${at}/link`,
    value: thanks.link ?? "",
    oninput,
  });
}
