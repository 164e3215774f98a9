/** Changes what is known of a person. */
import { call } from "./api.js";
import { select } from "./controls.js";
import { openDialog } from "./dialog.js";
import { attributeName } from "./figure-filters.js";
import { action, field, h } from "./html.js";
import { languageName } from "./languages.js";
import { t } from "./words.js";

/** The languages of Voce's own mails. */
const USUAL = ["en", "it", "de", "fr", "es"];

const MOST_ATTRIBUTES = 20;

/**
 * @param person as the person is known
 * @returns a promise of the stored person, or of undefined where the dialog was left
 */
export function editPerson(person) {
  const inputs = fields(person);
  return openDialog({
    title: t("editPerson"),
    narrow: true,
    content: () => h("div", { class: "pad" }, inputs),
    acts: (close) => [
      h("button", { type: "button", class: "button end", onclick: () => close() }, t("cancel")),
      action(t("save"), async () => {
        if (!inputs.reportValidity()) return;
        close(await call("PUT", `/api/v1/people/${person.id}`, described(person, inputs.elements)));
      }, { class: "primary" }),
    ],
  });
}

function fields({ name, email, respondent, locale, zone, attributes }) {
  const text = (key, value, more) => h("input", { name: key, maxlength: 200, value: value ?? "", ...more });
  const own = Object.entries(attributes).map(([key, value]) =>
    field(attributeName(key), text(`attributes.${key}`, String(value))));
  const rest = h("div", { class: "stacked" });
  const add = async () => {
    if (own.length + rest.children.length >= MOST_ATTRIBUTES) return;
    rest.append(another());
    rest.lastElementChild.querySelector("input").focus();
  };
  return h("form", { class: "stacked person-form", onsubmit: (event) => event.preventDefault() },
    field(t("personPart.name"), text("name", name, { maxlength: 100 })),
    field(t("email"), text("email", email, { type: "email", maxlength: 254 }), email && t("newAddressHint")),
    field(t("personPart.respondent"), text("respondent", respondent), t("respondentHint")),
    field(t("language"), select({ name: "locale" }, languages(locale), locale ?? "")),
    field(t("personPart.zone"), text("zone", zone, { list: "zones", placeholder: "Europe/Rome" })),
    h("datalist", { id: "zones" }, Intl.supportedValuesOf("timeZone").map((each) => h("option", { value: each }))),
    own, rest,
    action(t("addAttribute"), add, { class: "small" }));
}

const languages = (locale) => [["", t("notKnown")],
  ...[...new Set([locale, ...USUAL])].filter(Boolean).map((tag) => [tag, languageName(tag)])];

const another = () => h("div", { class: "pair" },
  h("input", { name: "key", maxlength: 40, "aria-label": t("attributeKey"), placeholder: t("attributeKey") }),
  h("input", { name: "value", maxlength: 200, "aria-label": t("attributeValue"), placeholder: t("attributeValue") }));

/** All that the form says; what it does not show stays. */
export function described({ attributes, consent }, elements) {
  const said = (name) => elements[name].value.trim() || null;
  const kept = Object.entries(attributes).map(([key, value]) => [key, valueOf(value, said(`attributes.${key}`))]);
  const all = [...elements];
  const keys = all.filter(({ name }) => name === "key").map(({ value }) => value.trim());
  const values = all.filter(({ name }) => name === "value").map(({ value }) => value.trim());
  const added = keys.map((key, i) => [key, values[i]]);
  return {
    ...Object.fromEntries(["name", "email", "respondent", "locale", "zone"].map((part) => [part, said(part)])),
    attributes: Object.fromEntries([...kept, ...added].filter(([key, value]) => key && value !== null && value !== "")),
    consent: consent?.text ?? null,
  };
}

/** A number stays one, and so do true and false. */
function valueOf(before, text) {
  if (text === String(before)) return before;
  if (typeof before === "boolean" && ["true", "false"].includes(text)) return text === "true";
  return typeof before === "number" && text && !Number.isNaN(Number(text)) ? Number(text) : text;
}
