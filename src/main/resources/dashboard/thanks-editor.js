/** What is said after the answer, to each class its own. */
import { classesOfAll } from "./classes.js";
import { field, h } from "./html.js";
import { textsEditor } from "./texts-editor.js";
import { t } from "./words.js";

export function thanksEditor(survey, languages) {
  return [h("h2", {}, t("thanks")), classesOfAll(survey.questions).map((name) => {
    const said = survey.thanks?.[name] ?? {};
    const label = (what) => `${t(what)}: ${t(name)}`;
    const write = (what, value) => {
      const empty = !value || (typeof value === "object" && !Object.keys(value).length);
      const now = { ...survey.thanks?.[name] };
      if (empty) delete now[what];
      else now[what] = value;
      survey.thanks = { ...survey.thanks };
      if (Object.keys(now).length) survey.thanks[name] = now;
      else delete survey.thanks[name];
    };
    const at = `/thanks/${name}`;
    const link = field(t("thanksLink"), h("input", { type: "url", "aria-label": label("thanksLink"), value: said.link ?? "", maxlength: 500, oninput: (event) => write("link", event.target.value.trim()) }));
    link.dataset.at = `${at}/link`;
    return h("div", { class: "thanked", "data-at": at },
      textsEditor(t(name), languages, said.text ?? {}, (texts) => write("text", texts), 2, `${at}/text`),
      h("details", {}, h("summary", { "data-key": `thanks-${name}` }, t("thanksMore"), h("span", { class: "hidden" }, `: ${t(name)}`)),
        link,
        textsEditor(label("voucher"), languages, said.voucher ?? {}, (texts) => write("voucher", texts), 1, `${at}/voucher`),
        h("label", { class: "check" }, h("input", { type: "checkbox", "aria-label": label("contact"), checked: said.contact, onchange: (event) => write("contact", event.target.checked) }), t("contact"))));
  })];
}
