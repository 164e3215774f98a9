/** Who changed what. */
import { ago } from "./ago.js";
import { get, query } from "./api.js";
import { column, table } from "./controls.js";
import { action, h, replace } from "./html.js";
import { counted } from "./numbers.js";
import { t } from "./words.js";

export async function activityPage() {
  const rows = h("tbody", {});
  const more = h("p", {});
  const names = new Map();

  async function load(cursor) {
    const { items, next } = await get("/api/v1/activity" + query({ cursor }));
    await learn(items.map((entry) => entry.survey), names);
    rows.append(...items.map((entry) => row(entry, names)));
    replace(more, next && action(t("olderEntries"), () => load(next), { "data-key": "more" }));
  }

  await load();
  const columns = [t("when"), t("who"), t("action"), t("object")];
  const list = table(t("activityLog"), columns, rows, { class: "records close" });
  const intro = h("p", { class: "muted" }, t("activityLogText"));
  return {
    title: t("activityLog"),
    content: column(h("h1", {}, t("activityLog")), h("section", { class: "card" }, intro, list, more)),
  };
}

/** Those of deleted surveys are gone with them. */
async function learn(surveys, names) {
  const unknown = [...new Set(surveys)].filter((id) => id && !names.has(id));
  await Promise.all(unknown.map(async (id) => {
    const survey = await get(`/api/v1/surveys/${id}`).catch((problem) => {
      if (problem.status !== 404) throw problem;
    });
    names.set(id, survey?.name);
  }));
}

function row(entry, names) {
  const cell = (content) => h("td", {}, content);
  return h("tr", {},
    h("th", { scope: "row" }, ago(entry.at)),
    cell(named(entry.actor)),
    cell(done(entry)),
    cell(object(entry, names)));
}

/** What is named by its kind alone. */
const KINDS = /^(person|suppression|sending|address for bounces|subscription to bounces)\b/;

function kindOf(subject) {
  const [, people] = /^(\d+) people$/.exec(subject) ?? [];
  const [kind] = KINDS.exec(subject) ?? [];
  return people ? counted("peopleCount", Number(people)) : kind && t(`subject.${kind}`);
}

function object({ subject, survey, responses }, names) {
  if (subject === "workspace") return t("settings");
  const kind = kindOf(subject);
  if (!survey) return kind ?? named(subject);
  const name = names.get(survey);
  const link = name ? h("a", { href: `/surveys/${survey}` }, name) : t("deletedSurvey");
  return [responses && `${counted("answers", responses)} · `, kind && `${kind} · `, link];
}

/** Keys stand with their id, users with their e-mail. */
function named(who) {
  const [, kind, name] = /^(key|user) (.*?)(?: \([0-9a-f-]{36}\))?$/.exec(who) ?? [null, null, who];
  return kind === "key" ? [name, " ", h("small", {}, t("apiKey"))] : name;
}

function done({ action, subject }) {
  const [, role] = /^made (.*)$/.exec(action) ?? [];
  if (role) return `${t("role")}: ${t(`role.${role}`)}`;
  const name = subject === "respondent" ? "erased person" : action;
  return t(`action.${name}`);
}
