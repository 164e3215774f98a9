/** Who will be asked, and who is skipped or refused and why, before anything is sent. */
import { openDialog } from "./dialog.js";
import { action, h, replace } from "./html.js";
import { count, counted, dateIn, day, decimal, moment } from "./numbers.js";
import { capital } from "./sentences.js";
import { t } from "./words.js";

/** How many are listed at once. */
const MOST = 500;

export function skipsCard() {
  const place = h("div", {});
  const element = h("section", { class: "card flush", "aria-labelledby": "who", hidden: true },
    h("div", { class: "bar" }, h("h2", { id: "who", class: "title" }, t("whoWillBeAsked")),
      h("p", { class: "small muted end" }, t("noMailSentYet"))),
    place);

  /** @param outcome of a trial; nothing where nobody is meant */
  function show(outcome) {
    element.hidden = !outcome;
    if (!outcome) return;
    const groups = groupsOf(outcome);
    const left = outcome.rows - outcome.scheduled;
    replace(place,
      h("p", { class: "who-gets" }, t("askedOfRows", { n: count(outcome.scheduled), rows: count(outcome.rows) })),
      left > 0 && h("p", { class: "muted who-not" }, counted("areSkipped", left)),
      left > 0 && h("ol", { class: "rows skips" }, groups.map(group)),
      left > 0 && h("p", { class: "foot small" },
        action(t("downloadSkipped"), async () => save(groups), { class: "link under" })));
  }

  return { element, show };
}

/** Those who are not asked, by the rule that says so; rows with flaws last. */
export function groupsOf({ skips = {}, skippedRows = [], known, rejected, errors = [] }) {
  const skipped = Object.entries(skips).filter(([, n]) => n).sort(([, one], [, other]) => other - one)
    .map(([rule, n]) => ({ rule, n, rows: skippedRows.filter((row) => row.rule === rule) }));
  const rest = [{ rule: "KNOWN", n: known, rows: [] }, { rule: "FLAW", n: rejected, rows: errors }];
  return [...skipped, ...rest.filter(({ n }) => n)];
}

function group({ rule, n, rows }) {
  const title = t(`skip.${rule}`);
  const see = () => openDialog({
    title: `${count(n)} · ${title}`,
    narrow: true,
    content: () => h("div", { class: "pad" }, h("ul", { class: "skipped" }, rows.slice(0, MOST).map(line)),
      n > MOST && h("p", { class: "muted" }, t("firstOnly", { n: count(MOST) }))),
    acts: (close) => h("button", { type: "button", class: "button end", onclick: () => close() }, t("close")),
  });
  const label = `${t("seeWho")}: ${title}`;
  return h("li", {}, h("b", {}, count(n)),
    h("p", {}, title, h("small", { class: "muted" }, untilOf(rule, rows))),
    rows.length > 0 && action(t("seeWho"), see, { class: "link small under", "aria-label": label }));
}

/** What there is to say of a rule; a quarantine ends for one after the other. */
function untilOf(rule, rows) {
  const ends = rows.map(({ until }) => until).filter(Boolean).sort();
  if (!ends.length) return t(`skipNote.${rule}`);
  const [first, last] = [ends[0], ends.at(-1)].map((instant) => day(dateIn(undefined, instant)));
  return t(first === last ? "freeFrom" : "freeFromTo", { first, last });
}

const line = ({ line: row, email, until, detail }) =>
  h("li", {}, h("span", { class: "muted" }, t("rowNumber", { n: count(row) })), " ", email ?? capital(detail ?? ""),
    until && h("small", { class: "muted" }, ` ${t("untilMoment", { time: moment(until) })}`));

/** For a spreadsheet of the reader's language, which takes the semicolon where the comma is in numbers. */
function save(groups) {
  const quote = (value) => `"${String(value ?? "").replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;
  const rows = groups.flatMap(({ rule, rows: each }) =>
    each.map(({ line: row, email, until, detail }) => [row, email, t(`skip.${rule}`), until ? moment(until) : detail]));
  const headings = ["skippedRow", "email", "reason", "skippedDetail"].map((key) => t(key));
  const separator = decimal(0.5).includes(",") ? ";" : ",";
  const text = [headings, ...rows].map((row) => row.map(quote).join(separator)).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  link.download = `${t("skippedFile")}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
