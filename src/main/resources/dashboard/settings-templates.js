/** The texts from which replies to respondents begin. */
import { call, getChanged } from "./api.js";
import { action, field, h, replace } from "./html.js";
import { languageName } from "./languages.js";
import { settingsPart } from "./settings-part.js";
import { LANGUAGES, t } from "./words.js";

const PATH = "/api/v1/cases/templates";

const MOST = 50;

export async function templatesPart() {
  const read = await getChanged(PATH);
  let { etag } = read;
  let templates = read.body.items;
  const host = h("ol", { class: "replies" });

  async function store(body) {
    await call("PUT", PATH, body, { "If-Match": etag });
    ({ etag } = await getChanged(PATH));
  }

  const draw = () => replace(host, templates.map(row));

  function row(template, i) {
    const tags = [...new Set([...Object.keys(LANGUAGES), ...Object.keys(template.texts)])];
    const written = tags.filter((tag) => template.texts[tag]);
    const name = h("input", { maxlength: 100, required: true, value: template.name,
      oninput: ({ target }) => { template.name = target.value; } });
    const remove = async () => {
      templates = templates.filter((each) => each !== template);
      draw();
    };
    const languages = h("small", {}, ` ${written.map(languageName).join(", ")}`);
    return h("li", {}, h("details", { open: !written.length },
      h("summary", { "data-key": `template-${i}` }, template.name || t("newTemplate"), languages),
      h("div", { class: "stacked" },
        field(t("templateName"), name),
        tags.map((tag) => textsIn(template, tag)),
        action(t("removeTemplate"), remove, { class: "small" }))));
  }

  const add = async () => {
    if (templates.length >= MOST) return;
    templates.push({ name: "", texts: {} });
    draw();
    host.lastElementChild.querySelector("input").focus();
  };

  draw();
  return settingsPart({
    title: t("replyTemplates"),
    note: t("templatesNote", { fields: "{name}, {score}, {comment}, {number}, {me}" }),
    fields: [host, action(t("addTemplate"), add, { class: "small" })],
    written: () => ({ items: templates.map(({ name, texts }) => ({ name: name.trim(), texts: filled(texts) })) }),
    store,
  });
}

const filled = (texts) =>
  Object.fromEntries(Object.entries(texts).filter(([, { subject, text }]) => subject.trim() || text.trim()));

function textsIn(template, tag) {
  const write = (part) => ({ target }) => {
    template.texts[tag] = { subject: "", text: "", ...template.texts[tag], [part]: target.value };
  };
  const given = template.texts[tag] ?? { subject: "", text: "" };
  const label = (what) => t("inLanguageOf", { what: t(what), language: languageName(tag) });
  return h("fieldset", {}, h("legend", {}, languageName(tag)),
    h("input", { lang: tag, maxlength: 200, placeholder: t("subject"), "aria-label": label("subject"),
      value: given.subject, oninput: write("subject") }),
    h("textarea", { lang: tag, rows: 4, maxlength: 10_000, placeholder: t("message"), "aria-label": label("message"),
      value: given.text, oninput: write("text") }));
}
