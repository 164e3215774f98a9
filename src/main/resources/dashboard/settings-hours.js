/** When people work: zone, hours of each weekday and holidays, by which the due times of cases are counted. */
import { select } from "./controls.js";
import { cross } from "./editor-fields.js";
import { action, field, h, replace } from "./html.js";
import { day } from "./numbers.js";
import { settingsPart, storeIn } from "./settings-part.js";
import { language, t } from "./words.js";

const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

const TIME = "\\d{1,2}[:.]\\d{2}";
const SPAN = `${TIME} *[\\-–] *${TIME}`;

export function hoursPart(state) {
  const { zone, businessHours, holidays = [] } = state.stored;
  const free = holidayList([...holidays].sort());
  const fields = [
    field(t("timeZone"), select({ name: "zone" }, zones(zone).map((each) => [each, each]), zone ?? "UTC")),
    h("fieldset", { class: "week" },
      h("legend", {}, t("hoursHint")),
      DAYS.map((name, i) => weekday(name, i, businessHours?.[name] ?? []))),
    free.element,
  ];
  const written = (given) => ({
    zone: given.get("zone"),
    businessHours: hoursOf(given),
    holidays: free.days(),
  });
  return settingsPart({ title: t("businessHours"), note: t("businessHoursNote"), fields, written,
    store: storeIn(state) });
}

/** All that the browser knows, and the one that is set. */
const zones = (zone) => [...new Set(["UTC", ...(zone ? [zone] : []), ...Intl.supportedValuesOf("timeZone")])];

function weekday(name, i, spans) {
  // The first of January 2024 was a Monday.
  const label = new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" })
    .format(new Date(Date.UTC(2024, 0, 1 + i)));
  return h("label", {},
    h("span", {}, label.charAt(0).toLocaleUpperCase(language()) + label.slice(1)),
    h("input", { name, value: textOf(spans), placeholder: t("dayOff"), title: t("hoursForm"),
      pattern: ` *(${SPAN}( *, *${SPAN})*)? *` }));
}

/** "09:00–13:00, 14:00–18:00" */
const textOf = (spans) => spans.map(([from, to]) => `${from}–${to}`).join(", ");

/** The pairs of times in such a text. */
export function spansIn(text) {
  const times = [...text.matchAll(/(\d{1,2})[:.](\d{2})/g)]
    .map(([, hour, minute]) => `${hour.padStart(2, "0")}:${minute}`);
  return times.flatMap((time, i) => (i % 2 ? [[times[i - 1], time]] : []));
}

/** Nothing where no day has hours: then all count. */
function hoursOf(given) {
  const week = DAYS.map((name) => [name, spansIn(given.get(name))]).filter(([, spans]) => spans.length);
  return week.length ? Object.fromEntries(week) : null;
}

function holidayList(found) {
  const host = h("div", { class: "chips" });
  const choice = h("input", { type: "date", "aria-label": t("holiday"), "data-key": "holiday" });
  const add = () => {
    if (!choice.value) return;
    found = [...new Set([...found, choice.value])].sort();
    choice.value = "";
    draw();
  };
  const chip = (date) => h("span", { class: "chip" }, day(date), h("button", {
    type: "button", "aria-label": `${t("remove")}: ${day(date)}`,
    onclick: () => {
      found = found.filter((each) => each !== date);
      draw();
    },
  }, cross()));
  const draw = () => replace(host, found.map(chip));
  draw();
  const element = h("fieldset", {}, h("legend", {}, t("holidays")), host,
    h("div", { class: "bar" }, choice, action(t("addHoliday"), async () => add())));
  return { element, days: () => found };
}
