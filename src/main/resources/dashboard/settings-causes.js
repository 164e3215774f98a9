/** The root causes that cases are closed with. */
import { cross } from "./editor-fields.js";
import { action, h, replace } from "./html.js";
import { settingsPart, storeIn } from "./settings-part.js";
import { LANGUAGES, t } from "./words.js";

const MOST = 50;

/** @param causes as they are offered now: the workspace's, or the usual ones */
export function causesPart(state, causes) {
  let rows = causes.map(({ key, text }) => ({ key, text: { ...text } }));
  const host = h("ol", { class: "pairs" });

  const draw = () => replace(host, rows.map(row));

  function row(cause, i) {
    const inputs = Object.entries(LANGUAGES).map(([tag, name]) => h("input", {
      lang: tag,
      maxlength: 100,
      placeholder: name,
      "aria-label": t("causeIn", { n: i + 1, language: name }),
      value: cause.text[tag] ?? "",
      oninput: ({ target }) => {
        cause.text[tag] = target.value.trim();
      },
    }));
    const remove = () => {
      rows = rows.filter((each) => each !== cause);
      draw();
    };
    const label = `${t("remove")}: ${Object.values(cause.text).find(Boolean) ?? i + 1}`;
    return h("li", {}, inputs,
      h("button", { type: "button", class: "button icon quiet", "aria-label": label, onclick: remove }, cross()));
  }

  const add = async () => {
    if (rows.length >= MOST) return;
    rows.push({ key: null, text: {} });
    draw();
    host.lastElementChild.querySelector("input").focus();
  };

  draw();
  return settingsPart({
    title: t("causes"),
    note: t("causesNote"),
    fields: [host, action(t("addCause"), add, { class: "small" })],
    written: () => ({ causes: storable(rows) }),
    store: storeIn(state),
  });
}

/** Without texts that are empty; a new cause gets a key from its text. */
function storable(rows) {
  const named = rows.map(({ key, text }) => ({
    key, text: Object.fromEntries(Object.entries(text).filter(([, words]) => words)),
  })).filter(({ text }) => Object.keys(text).length);
  const taken = new Set(named.map(({ key }) => key));
  for (const cause of named) {
    cause.key ??= keyFor(Object.values(cause.text)[0], taken);
    taken.add(cause.key);
  }
  return named;
}

function keyFor(text, taken) {
  const plain = text.normalize("NFD").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 36);
  const stem = plain || "cause";
  let key = stem;
  for (let n = 2; taken.has(key); n++) key = `${stem}_${n}`;
  return key;
}
