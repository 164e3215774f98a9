/** What is known of a person: to look at, to hand out, and to erase. */
import { call, download, get } from "./api.js";
import { action, field, form, h, replace } from "./html.js";
import { count, moment } from "./numbers.js";
import { answers } from "./sentences.js";
import { owners, t } from "./words.js";

export async function peoplePage({ can }) {
  const found = h("div", { class: "stackless" });
  const told = h("p", { role: "status" });
  const asking = form({ class: "row", role: "search" }, async ({ respondent }) => {
    told.textContent = "";
    replace(found);
    await look(respondent);
  }, field(t("respondent"), h("input", { name: "respondent", required: true, maxlength: "200", autocomplete: "off" })), h("button", { type: "submit", class: "primary" }, t("lookUp")));

  async function look(respondent) {
    const path = `/api/v1/respondents?respondent=${encodeURIComponent(respondent)}`;
    let dossier;
    try {
      dossier = await get(path);
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      told.textContent = t("nothingKnown", { respondent });
      return;
    }
    const ids = [...new Set(dossier.responses.map((response) => response.survey))];
    const surveys = await Promise.all(ids.map((id) => get(`/api/v1/surveys/${id}`)));
    replace(found,
      h("section", { class: "card" }, h("div", { class: "card-head" }, h("h2", {}, `${respondent}: ${answers(dossier.responses.length)}`),
        action(t("saveJson"), () => download(path, "application/json", "respondent.json"))),
      h("ul", { class: "dossier" }, dossier.responses.map((response) => known(response, surveys.find((survey) => survey.id === response.survey))))),
      can("EDITOR") && erasing(path, respondent));
  }

  const erasing = (path, respondent) => h("section", { class: "card" }, h("h2", {}, t("erasePerson")),
    form({}, async ({ figures }) => {
      if (!confirm(t("erasePersonSure", { respondent }))) return;
      const erased = await call("DELETE", `${path}&figures=${figures}`);
      replace(found);
      asking.reset();
      told.textContent = t("erasedPerson", { respondent, responses: answers(erased.responses), n: count(erased.surveys) });
    }, h("fieldset", {}, h("legend", {}, t("erasePersonText")), ["keep", "remove"].map((value) => h("label", { class: "check choice" },
      h("input", { type: "radio", name: "figures", value, checked: value === "keep" }), t(`${value}Figures`)))),
    h("button", { type: "submit", class: "danger" }, t("erase"))));

  return { title: t("people"), content: h("div", { class: "stackless" }, h("h1", {}, t("people")),
    h("section", { class: "card" }, h("p", { class: "muted" }, t("peopleText")), asking, told), found) };
}

/** A response in words: each question as it reads, each answer as it was given. */
function known(response, survey) {
  const question = (key) => survey.questions.find((each) => each.key === key);
  const answered = (key, value) => Array.isArray(value)
    ? value.map((option) => owners(question(key)?.options?.find((each) => each.key === option)?.text, survey) || option).join(", ") : value;
  const facts = [
    ...Object.entries(response.answers).map(([key, value]) => [owners(question(key)?.text, survey) || key, answered(key, value)]),
    ...Object.entries(response.attributes),
    ...["channel", "touchpoint", "locale"].filter((key) => response[key]).map((key) => [t(key), response[key]]),
  ];
  return h("li", {}, h("h3", {}, h("a", { href: `/surveys/${survey.id}` }, survey.name)),
    h("p", { class: "meta" }, moment(response.submittedAt), response.mark && ` · ${t(`marked${response.mark}`)}`),
    h("dl", {}, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, String(value))))));
}
