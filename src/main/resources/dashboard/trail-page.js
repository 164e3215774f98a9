/** Who changed what. */
import { get, query } from "./api.js";
import { action, h, replace } from "./html.js";
import { moment } from "./numbers.js";
import { answers } from "./sentences.js";
import { t } from "./words.js";

export async function trailPage() {
  const rows = h("tbody", {});
  const more = h("p", {});
  const names = new Map();

  /** Those of deleted surveys are gone with them. */
  async function learn(surveys) {
    await Promise.all([...new Set(surveys)].filter((id) => id && !names.has(id)).map(async (id) => {
      const survey = await get(`/api/v1/surveys/${id}`).catch((problem) => {
        if (problem.status !== 404) throw problem;
      });
      names.set(id, survey?.name);
    }));
  }

  const subject = ({ subject, survey, responses }) => survey
    ? [responses && `${answers(responses)} · `, names.get(survey) ? h("a", { href: `/surveys/${survey}` }, names.get(survey)) : t("deletedSurvey")] : named(subject);

  async function load(cursor) {
    const page = await get("/api/v1/activity" + query({ cursor }));
    await learn(page.items.map((change) => change.survey));
    rows.append(...page.items.map((change) => h("tr", {}, h("th", { scope: "row" }, moment(change.at)),
      h("td", { "data-name": t("who") }, named(change.actor)), h("td", { "data-name": t("did") }, done(change)), h("td", { "data-name": t("toWhat") }, subject(change)))));
    replace(more, page.next && action(t("older"), () => load(page.next), { "data-key": "more" }));
  }

  await load();
  return { title: t("trail"), content: h("div", { class: "stackless" }, h("h1", {}, t("trail")), h("section", { class: "card" }, h("p", { class: "muted" }, t("trailText")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("trail") }, h("table", { class: "wide" },
      h("thead", {}, h("tr", {}, [t("when"), t("who"), t("did"), t("toWhat")].map((name) => h("th", { scope: "col" }, name)))), rows)), more)) };
}

/** Keys stand with their id, users with their e-mail. */
function named(who) {
  const [, kind, name] = /^(key|user) (.*?)(?: \([0-9a-f-]{36}\))?$/.exec(who) ?? [null, null, who];
  return kind === "key" ? [name, " ", h("small", {}, t("aKey"))] : name;
}

function done({ action, subject }) {
  const [, role] = /^made (.*)$/.exec(action) ?? [];
  if (role) return `${t("role")}: ${t(role)}`;
  return t(subject === "respondent" ? "did erased person" : `did ${action}`);
}
