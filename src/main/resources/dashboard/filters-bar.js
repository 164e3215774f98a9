/** The row of filters under a survey's title, which stays in sight. */
import { select } from "./controls.js";
import { EARLIEST, RANGES, WINDOWS } from "./figure-filters.js";
import { h, replace } from "./html.js";
import { chevron, menu } from "./menu.js";
import { zoneName } from "./numbers.js";
import { owners, t } from "./words.js";

export function filtersBar(survey, filters, { responses }) {
  const bar = h("div", { class: "bar" });
  const flaw = h("p", { class: "problem", role: "alert" });
  const stay = (event) => event.preventDefault();
  const element = h("form", { class: "filters", "aria-label": t("filters"), onsubmit: stay }, bar, flaw);

  function refuse(text) {
    flaw.textContent = text ?? "";
    for (const input of bar.querySelectorAll("[type=date]")) input.setAttribute("aria-invalid", String(Boolean(text)));
  }

  return {
    element,
    draw() {
      const chips = filters.chips();
      replace(bar,
        rangePicker(filters),
        filters.rangeKey() === "custom" && datePickers(filters, refuse),
        filters.scored.length > 1 && questionPicker(survey, filters),
        chips.length > 0 && h("ul", { "aria-label": t("filteredBy") }, chips.map(chip)),
        chips.length > 0 && quiet(t("clear"), filters.clear, "clear"),
        responses && chips.some(({ only }) => only) && quiet(t("seeResponses"), responses, "see"),
        h("div", { class: "time end" },
          h("span", { class: "small muted wide" }, filters.flaw() ? null : filters.rangeDays()),
          timeMenu(survey, filters)));
      refuse(filters.flaw());
      bar.querySelector(".chip:last-child")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
  };
}

const quiet = (label, onclick, key) =>
  h("button", { type: "button", class: "button quiet", "data-key": key, onclick }, label);

function rangePicker(filters) {
  const onpointerenter = filters.foresee;
  const each = (key) => h("label", { title: t(`range.${key}`), ...(key === "all" && { onpointerenter }) },
    h("input", {
      class: "hidden",
      type: "radio",
      name: "range",
      checked: key === filters.rangeKey(),
      "aria-label": t(`rangeShort.${key}`),
      "data-key": `range-${key}`,
      onchange: () => filters.chooseRange(key),
    }),
    t(`rangeShort.${key}`));
  return h("fieldset", { class: "segmented" }, h("legend", { class: "hidden" }, t("dateRange")), RANGES.map(each));
}

/** Both days are taken together: moving a range needs two steps, of which the first may be reversed. */
function datePickers(filters, refuse) {
  const picker = (name, label) => h("input", {
    type: "date", "aria-label": label, "data-key": name, min: EARLIEST, value: filters.state[name] ?? "", onchange,
  });
  const inputs = [picker("from", t("firstDay")), picker("to", t("lastDay"))];
  function onchange() {
    const [from, to] = inputs.map((input) => input.validity.valid && input.value);
    if (from && to) refuse(filters.chooseDates(from, to));
  }
  return inputs;
}

function questionPicker(survey, filters) {
  const options = filters.scored.map((each) => [each.key, owners(each.text, survey)]);
  const onchange = ({ target }) => filters.change({ question: target.value, score: null, class: null });
  return select({ "aria-label": t("question"), "data-key": "question", onchange }, options, filters.question());
}

function chip({ label, only, remove }) {
  return h("li", { class: "chip" },
    label,
    only && h("small", {}, t("responsesOnly")),
    h("button", { type: "button", "aria-label": t("removeFilter", { label }), onclick: remove }, "×"));
}

/** In which periods and whose days. */
function timeMenu(survey, filters) {
  const { state } = filters;
  const by = t(`by.${filters.unit()}`);
  const counted = state.window ? t("overDays", { by, n: state.window }) : by;
  const label = t("zoned", { by: counted, zone: zoneName(filters.zone()) });
  const option = (text, chosen, values) => h("button", {
    type: "button",
    "aria-pressed": String(chosen),
    onclick: () => filters.change(values),
  }, text);
  const unit = (key) => option(t(`by.${key}`), key === filters.unit(), { period: key, at: null, until: null });
  const window = (n) => option(t("daysBefore", { n }), state.window === String(n), { window: n });
  const zone = (name) => option(name === survey.zone ? t("surveysZone", { zone: zoneName(name) }) : zoneName(name),
    name === filters.zone(), { zone: name === survey.zone ? null : name });
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([survey.zone, own, "UTC", filters.zone()])];
  return menu([label, chevron()], [
    h("h2", {}, t("groupBy")), filters.units().map(unit),
    h("h2", {}, t("eachPoint")), option(t("ownPeriod"), !state.window, { window: null }), WINDOWS.map(window),
    h("h2", {}, t("timeZone")), zones.map(zone),
  ], { class: "quiet", "data-key": "time" });
}
