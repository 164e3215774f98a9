/** The thanks after the last answer, per class. */
import { checkbox, summaryOf } from "./controls.js";
import { field, h } from "./html.js";
import { classesOfAll } from "./question-types.js";
import { textsEditor } from "./texts-editor.js";
import { t } from "./words.js";

export function thanksEditor(survey, languages) {
  return [h("h2", {}, t("thanks")), classesOfAll(survey.questions).map((name) => classEditor(survey, languages, name))];
}

function classEditor(survey, languages, name) {
  const thanks = survey.thanks?.[name] ?? {};
  const at = `/thanks/${name}`;
  const label = (what) => `${t(what)}: ${t(`class.${name}`)}`;
  const write = (what, value) => put(survey, name, what, value);
  const texts = (what, title, rows) => textsEditor({
    label: title, languages, texts: thanks[what], rows, at: `${at}/${what}`, changed: (given) => write(what, given),
  });
  return h("div", { class: "thanked", "data-at": at },
    texts("text", t(`class.${name}`), 2),
    h("details", {},
      h("summary", { "data-key": `thanks-${name}` }, summaryOf(t("thanksMore"), t(`class.${name}`))),
      linkField(thanks.link, label("thanksLink"), `${at}/link`, (link) => write("link", link)),
      texts("voucher", label("voucher"), 1),
      checkbox(t("contact"), {
        "aria-label": label("contact"),
        checked: thanks.contact,
        onchange: ({ target }) => write("contact", target.checked),
      })));
}

function linkField(link, label, at, write) {
  const oninput = ({ target }) => write(target.value.trim());
  const input = h("input", { type: "url", "aria-label": label, value: link ?? "", maxlength: 500, oninput });
  const made = field(t("thanksLink"), input);
  made.dataset.at = at;
  return made;
}

/** What is empty is not there, nor a class without anything. */
function put(survey, name, what, value) {
  const empty = !value || (typeof value === "object" && !Object.keys(value).length);
  const now = { ...survey.thanks?.[name] };
  if (empty) delete now[what];
  else now[what] = value;
  survey.thanks = { ...survey.thanks };
  if (Object.keys(now).length) survey.thanks[name] = now;
  else delete survey.thanks[name];
}
