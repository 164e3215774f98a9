/** The settings of the workspace: its name, and what visitors see of the owner. */
import { call, get } from "./api.js";
import { checkbox, submit } from "./controls.js";
import { action, field, form, h, replace } from "./html.js";
import { logoFile } from "./logo-file.js";
import { t } from "./words.js";

/** What the colour is until another is chosen: that of the widget. */
const ACCENT = "#0f4c96";

export async function settingsPage() {
  const state = { stored: await get("/api/v1/workspace") };
  const main = mainForm(state);
  return {
    title: t("settings"),
    changed: main.changed,
    content: h("div", { class: "settings-page" },
      h("h1", {}, t("settings")),
      h("section", { class: "card" }, h("h2", { class: "title" }, t("whatVisitorsSee")), main.element),
      h("section", { class: "card" },
        h("h2", { class: "title" }, t("logo")),
        h("p", { class: "muted" }, t("logoHint")),
        logoPart(state))),
  };
}

/** What is kept by a button; `changed` says whether something is not kept yet. */
function mainForm(state) {
  const done = h("span", { class: "small muted", role: "status" });
  const { name, brand } = state.stored;
  const accent = accentField(brand.accent);

  const written = () => {
    const given = new FormData(element);
    const shown = { name: given.get("brandName").trim() || null, accent: accent.value() };
    return { name: given.get("name").trim(), brand: shown };
  };

  const changed = () => {
    const now = written();
    const before = state.stored;
    return now.name !== before.name
      || now.brand.name !== (before.brand.name ?? null)
      || now.brand.accent !== (before.brand.accent ?? null);
  };

  async function save() {
    done.textContent = "";
    const body = { ...state.stored, ...written() };
    state.stored = await call("PUT", `/api/v1/workspace?revision=${state.stored.revision}`, body);
    done.textContent = t("saved");
  }

  const text = (attributes) => h("input", { type: "text", maxlength: 100, ...attributes });
  const element = form({ class: "stacked", oninput: () => { done.textContent = ""; } }, save,
    field(t("brandName"), text({ name: "brandName", value: brand.name ?? "" }), t("brandNameHint")),
    accent.element,
    field(t("workspaceName"), text({ name: "name", value: name, required: true }), t("workspaceNameHint")),
    h("div", { class: "does" }, submit(t("save"), { class: "primary" }), done));
  return { element, changed };
}

/** The owner's colour, or that of Voce. */
function accentField(accent) {
  const color = h("input", { type: "color", value: accent ?? ACCENT, disabled: !accent, "aria-label": t("accent") });
  const onchange = ({ target }) => {
    color.disabled = !target.checked;
  };
  const box = checkbox(t("customAccent"), { name: "customAccent", checked: accent, onchange });
  return { element: h("div", { class: "bar" }, box, color), value: () => (color.disabled ? null : color.value) };
}

/** Kept as soon as it is chosen. */
function logoPart(state) {
  const host = h("div", { class: "logo" });

  async function send(method, file) {
    const { revision, brand: { logo } } = await call(method, "/api/v1/workspace/logo", file);
    const { name, accent } = state.stored.brand;
    state.stored = { ...state.stored, revision, brand: { name, accent, logo } };
    draw();
  }

  function draw() {
    const { logo } = state.stored.brand;
    const choice = h("input", {
      type: "file", accept: "image/*", "data-key": "logo-file", onchange: () => upload.requestSubmit(),
    });
    const upload = form({ class: "stacked" }, async () => send("PUT", await logoFile(choice.files[0])),
      field(t(logo ? "replaceLogo" : "chooseLogo"), choice),
      submit(t("save"), { hidden: true }));
    replace(host, logo && samples(logo), upload,
      logo && h("p", { class: "does" }, action(t("removeLogo"), () => send("DELETE"))));
  }

  draw();
  return host;
}

/** The logo on a light page and on a dark one. */
const samples = ({ path, width, height }) => h("div", { class: "samples" },
  ["light", "dark"].map((scheme) => h("div", { class: scheme },
    h("img", { src: path, width, height, alt: t(scheme === "light" ? "logoOnLight" : "logoOnDark") }))));
