/** What invitations say, and by which rules they go out, with the mail beside it as it is being written. */
import { Problem, call, getChanged } from "./api.js";
import { checkbox, select, submit } from "./controls.js";
import { field, form, h, replace } from "./html.js";
import { DAYS, daysIn, ofDays, weekday } from "./invitation-rules.js";
import { languageName, languagesOf, preferredOf } from "./languages.js";
import { mailCard } from "./mail-card.js";
import { sentence } from "./phrase.js";
import { segmented } from "./segmented.js";
import { shareTabs } from "./share-tabs.js";
import { surveyHead } from "./survey-head.js";
import { t } from "./words.js";

/** The texts, each with its longest length; the opening has several lines. */
const TEXTS = [["subject", 200], ["opening", 2000], ["button", 100], ["reason", 500]];

const MOST_REMINDERS = 3;

export async function invitationPage({ can }, id) {
  const path = `/api/v1/surveys/${id}/invitation`;
  const [{ body: survey }, read] = await Promise.all([getChanged(`/api/v1/surveys/${id}`), getChanged(path)]);
  let { etag } = read;
  let kept = JSON.stringify(read.body);
  const settings = read.body;
  settings.texts ??= {};
  const done = h("span", { class: "small muted", role: "status" });
  const mail = mailCard(survey, () => settings);

  const edited = () => {
    done.textContent = "";
    mail.refresh();
  };

  async function save() {
    try {
      await call("PUT", path, settings, { "If-Match": etag });
    } catch (problem) {
      throw problem.status === 412 ? new Problem(412, t("invitationChanged")) : problem;
    }
    ({ etag } = await getChanged(path));
    kept = JSON.stringify(settings);
    done.textContent = t("saved");
  }

  mail.show();
  mail.speak(preferredOf(languagesOf(survey)));
  return {
    title: `${t("textsAndRules")}: ${survey.name}`,
    changed: () => JSON.stringify(settings) !== kept,
    content: h("div", { class: "share-page invite-page" },
      surveyHead(survey, "share", can),
      shareTabs(survey, "texts", can),
      h("div", { class: "grid" },
        form({ class: "c7 pile", oninput: edited }, save,
          textsCard(survey, settings, { edited, speak: mail.speak }),
          scheduleCard(settings, edited),
          recurringCard(survey, settings, edited),
          h("div", { class: "does" }, submit(t("save"), { class: "primary" }), done)),
        h("div", { class: "c5 side" }, mail.element))),
  };
}

/** What is empty is not there. */
function put(owner, name, value) {
  if (value === null || value === undefined || value === "") delete owner[name];
  else owner[name] = value;
}

function textsCard(survey, settings, { edited, speak }) {
  const tags = languagesOf(survey);
  const place = h("div", { class: "stacked" });

  const draw = (tag) => replace(place, TEXTS.map(([name, maxlength]) => text(tag, name, maxlength)));

  function text(tag, name, maxlength) {
    const oninput = ({ target }) => {
      const now = { ...settings.texts[tag] };
      put(now, name, target.value.trim() ? target.value : null);
      put(settings.texts, tag, Object.keys(now).length ? now : null);
    };
    const given = { name, lang: tag, maxlength, value: settings.texts[tag]?.[name] ?? "", oninput,
      placeholder: t("ownWords") };
    const control = name === "opening" ? h("textarea", { rows: 4, ...given }) : h("input", given);
    return field(t(`mailText.${name}`), control, t(`mailText.${name}.hint`));
  }

  const write = (tag) => {
    draw(tag);
    speak(tag);
  };
  const chosen = preferredOf(tags);
  draw(chosen);
  const languages = tags.length > 1
    && segmented(t("language"), tags.map((tag) => [tag, languageName(tag)]), chosen, write);
  const links = ({ target }) => {
    settings.scoreLinks = target.checked;
    edited();
  };
  return h("section", { class: "card", "aria-labelledby": "texts" },
    h("div", { class: "bar" },
      h("h2", { id: "texts", class: "title" }, t("texts")), h("span", { class: "end" }, languages)),
    h("p", { class: "small muted" }, t("fieldsNote", { fields: "{first_name}, {name}, {attributes.order}, {brand}" })),
    place,
    checkbox(t("scoreLinks"), { checked: settings.scoreLinks !== false, onchange: links }));
}

/** A number of something, or nothing where it is left empty. */
const number = (label, value, write, attributes) =>
  h("input", { type: "number", min: 1, "aria-label": label, value: value ?? "", ...attributes,
    oninput: ({ target }) => write(target.valueAsNumber > 0 ? target.valueAsNumber : null) });

function scheduleCard(settings, edited) {
  const days = (name, label) =>
    number(label, daysIn(settings[name]), (n) => put(settings, name, ofDays(n)), { max: 365 });
  const fast = number(t("perHourLabel"), settings.perHour, (n) => put(settings, "perHour", n), { max: 100_000 });
  return h("section", { class: "card rules-of", "aria-labelledby": "rules" },
    h("h2", { id: "rules", class: "title" }, t("rules")),
    remindersField(settings),
    sentence("expiresSentence", { days: days("expires", t("expiresLabel")) }),
    sentence("quarantineSentence", { days: days("quarantine", t("quarantineLabel")) }),
    sentence("perHourSentence", { n: fast }),
    windowField(settings, edited));
}

function remindersField(settings) {
  const given = (settings.reminders ?? []).map(daysIn);
  const write = (i) => (n) => {
    given[i] = n;
    const all = given.filter(Boolean);
    settings.reminders = all.map(ofDays);
  };
  const fields = Array.from({ length: MOST_REMINDERS }, (_, i) =>
    number(t("reminderLabel", { n: i + 1 }), given[i], write(i), { max: 90 }));
  return h("fieldset", {}, h("legend", {}, t("remindersLegend")),
    h("p", { class: "sentence" }, fields, h("span", {}, t("daysWord"))));
}

function windowField(settings, edited) {
  const place = h("div", { class: "stacked" });
  const draw = () => replace(place, settings.window && [daysOf(settings.window), timesOf(settings.window)]);
  const tick = ({ target }) => {
    put(settings, "window", target.checked ? { days: DAYS.slice(0, 6), from: "09:00", to: "19:00" } : null);
    draw();
    edited();
  };
  draw();
  return h("fieldset", { class: "stacked" }, h("legend", { class: "hidden" }, t("sendingWindow")),
    checkbox(t("sendingWindowOn"), { checked: Boolean(settings.window), onchange: tick }), place);
}

function daysOf(window) {
  const day = (name) => {
    const onchange = ({ target }) => {
      const now = new Set(window.days);
      if (target.checked) now.add(name);
      else now.delete(name);
      window.days = DAYS.filter((each) => now.has(each));
    };
    return checkbox(weekday(name, "short"), { checked: window.days.includes(name), onchange });
  };
  return h("div", { class: "week-days" }, DAYS.map(day));
}

function timesOf(window) {
  const time = (name) => h("input", {
    type: "time", required: true, "aria-label": t(`window.${name}`), value: window[name],
    oninput: ({ target }) => { window[name] = target.value; },
  });
  return sentence("windowSentence", { from: time("from"), to: time("to") });
}

/** Asking those who are known every so many days, by itself. */
function recurringCard(survey, settings, edited) {
  const place = h("div", { class: "stacked" });
  const tick = ({ target }) => {
    put(settings, "recurring", target.checked ? { every: "P90D" } : null);
    draw();
    edited();
  };
  const draw = () => replace(place, settings.recurring && recurring(settings.recurring, survey.segments));
  draw();
  return h("section", { class: "card", "aria-labelledby": "recurring" },
    h("h2", { id: "recurring", class: "title" }, t("recurring")),
    h("p", { class: "muted" }, t("recurringNote")),
    checkbox(t("recurringOn"), { checked: Boolean(settings.recurring), onchange: tick }),
    place);
}

function recurring(rule, segments) {
  const every = number(t("everyLabel"), daysIn(rule.every), (n) => { rule.every = ofDays(n); }, { required: true });
  const [[key, values] = ["", []]] = Object.entries(rule.where ?? {});
  const now = { key, values };
  const write = (change) => {
    Object.assign(now, change);
    put(rule, "where", now.key && now.values.length ? { [now.key]: now.values } : null);
  };
  const which = select({ "aria-label": t("whereLabel"), onchange: ({ target }) => write({ key: target.value }) },
    [["", t("everybodyKnown")], ...segments.map((each) => [each, each])], key);
  const list = ({ target }) => write({ values: target.value.split(",").map((each) => each.trim()).filter(Boolean) });
  return [
    sentence("everySentence", { days: every }),
    segments.length > 0 && h("p", { class: "sentence" }, which, h("input", {
      "aria-label": t("whereValues"), placeholder: t("whereValues"), value: values.join(", "), oninput: list,
    })),
  ];
}
