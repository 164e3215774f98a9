/** The alerts of all surveys: what was raised, what is quiet, and how one is made. */
import { get } from "./api.js";
import { alertable, alertForm } from "./alert-form.js";
import { looksFor, narrowed, quietFor, raisedOn, saw, tells } from "./alert-words.js";
import { clearAlert } from "./clear-alert.js";
import { action, h, refresh, replace } from "./html.js";
import { live } from "./live.js";
import { t } from "./words.js";

/** How often they are read again, in milliseconds. */
const PAUSE = 30_000;

export async function alertsSection({ user, signal }) {
  const [surveys, { owners: people }, { items: hooks }] = await Promise.all([
    get("/api/v1/surveys?limit=200").then(({ items }) => alertable(items)),
    get("/api/v1/cases/choices"),
    get("/api/v1/webhooks"),
  ]);
  const list = h("div", { class: "card flush" });
  const host = h("div", {});
  const begin = h("div", { class: "end" });
  let open = null;

  async function load() {
    const { items } = await get("/api/v1/alerts");
    refresh(list, items.length
      ? h("ol", { class: "rows alerts" }, items.map(row))
      : h("p", { class: "pad muted" }, t(surveys.length ? "noAlerts" : "noAlertable")));
  }

  async function close() {
    open = null;
    replace(host);
    drawBegin();
    await load();
  }

  function edit(alert) {
    open = alertForm({ surveys, people, hooks, user, alert, done: close });
    replace(host, open.element);
    drawBegin();
    open.element.querySelector("select:not(:disabled)").focus();
  }

  const drawBegin = () => replace(begin,
    !open && surveys.length > 0 && h("button", {
      type: "button", class: "button", "data-key": "new-alert", onclick: () => edit(null),
    }, t("newAlert")));

  function row(alert) {
    const said = `${saw(alert)} · ${tells(alert)}`;
    const name = [h("b", {}, `${alert.survey.name}${narrowed(alert)}:`), ` ${looksFor(alert)}`];
    const of = { "aria-label": t("alertOf", { act: t("edit"), survey: alert.survey.name }) };
    return h("li", {},
      h("p", {}, name, h("small", { class: "muted" }, said)),
      h("p", { class: "small" }, alert.raisedAt ? h("span", { class: "late" }, raisedOn(alert)) : quiet(alert)),
      h("p", { class: "does" },
        alert.raisedAt && action(t("clearAlertMore"), () => clearAlert(alert, load), { class: "small" }),
        action(t("edit"), () => edit(alert), { class: "small", "data-key": alert.id, ...of })));
  }

  function quiet(alert) {
    const [since, lately] = quietFor(alert);
    return [since, lately && h("small", { class: "muted" }, lately)];
  }

  await load();
  drawBegin();
  live(signal, load, PAUSE);
  const element = h("section", { class: "notifications", id: "alerts", "aria-labelledby": "alerting" },
    h("div", { class: "bar head" },
      h("h2", { id: "alerting", class: "title" }, t("alerts")),
      h("p", { class: "small muted wide" }, t("alertsNote")),
      begin),
    list,
    host);
  return { element, changed: () => Boolean(open?.changed()) };
}
