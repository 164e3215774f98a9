/** The settings of the workspace: what visitors see of the owner, when people work, and how they reply. */
import { call, get } from "./api.js";
import { checkbox, submit } from "./controls.js";
import { linkRoot } from "./copy.js";
import { action, field, form, h, replace } from "./html.js";
import { logoFile } from "./logo-file.js";
import { causesPart } from "./settings-causes.js";
import { hoursPart } from "./settings-hours.js";
import { mailPart } from "./settings-mail.js";
import { settingsPart, storeIn } from "./settings-part.js";
import { quarantinePart } from "./settings-quarantine.js";
import { templatesPart } from "./settings-templates.js";
import { t } from "./words.js";

/** What the colour is until another is chosen: that of the widget. */
const ACCENT = "#0f4c96";

export async function settingsPage({ user }) {
  const [workspace, mail, reports, { root }, { causes }, replies] = await Promise.all([
    get("/api/v1/workspace"),
    get("/api/v1/workspace/mail"),
    get("/api/v1/bounces"),
    linkRoot(),
    get("/api/v1/cases/choices"),
    templatesPart(),
  ]);
  const state = { stored: workspace };
  const main = visitorsPart(state);
  const parts = [
    hoursPart(state), causesPart(state, causes), mailPart(state, mail, user, reports.path, root),
    quarantinePart(state), replies,
  ];
  return {
    title: t("settings"),
    changed: () => [main, ...parts].some(({ changed }) => changed()),
    content: h("div", { class: "settings-page" },
      h("h1", {}, t("settings")),
      main.card,
      h("section", { class: "card" },
        h("h2", { class: "title" }, t("logo")),
        h("p", { class: "muted" }, t("logoHint")),
        logoPart(state)),
      parts.map(({ card }) => card)),
  };
}

/** The name of the workspace, and what visitors see of the owner. */
function visitorsPart(state) {
  const { name, brand } = state.stored;
  const accent = accentField(brand.accent);
  const text = (attributes) => h("input", { type: "text", maxlength: 100, ...attributes });
  const fields = [
    field(t("brandName"), text({ name: "brandName", value: brand.name ?? "" }), t("brandNameHint")),
    accent.element,
    field(t("workspaceName"), text({ name: "name", value: name, required: true }), t("workspaceNameHint")),
  ];
  const written = (given) => ({
    name: given.get("name").trim(),
    brand: { name: given.get("brandName").trim() || null, accent: accent.value() },
  });
  return settingsPart({ title: t("whatVisitorsSee"), fields, written, store: storeIn(state) });
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
