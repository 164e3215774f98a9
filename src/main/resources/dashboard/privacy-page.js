/** The data of a person: shows, exports and erases it. */
import { ago } from "./ago.js";
import { call, download, get } from "./api.js";
import { card, submit } from "./controls.js";
import { askFirst } from "./dialog.js";
import { action, field, form, h, replace } from "./html.js";
import { counted } from "./numbers.js";
import { facts, voidness } from "./response-facts.js";
import { t } from "./words.js";

export async function privacyPage({ can }) {
  const found = h("div", { class: "stackless" });
  const status = h("p", { role: "status" });

  const lookUp = async ({ respondent }) => {
    status.textContent = "";
    replace(found);
    const path = `/api/v1/respondents?respondent=${encodeURIComponent(respondent)}`;
    const person = await known(path);
    if (!person) {
      status.textContent = t("nothingKnown", { respondent });
      return;
    }
    const surveys = await surveysOf(person);
    const numbers = [counted("answers", person.responses.length), counted("surveyCount", surveys.size)];
    replace(found,
      personCard(person, surveys, t("knownOf", { respondent, responses: numbers[0], surveys: numbers[1] }), path),
      can("EDITOR") && erasing({ path, respondent, numbers, erased }));
  };

  const erased = (respondent, counts) => {
    replace(found);
    asking.reset();
    status.textContent = t("erasedPerson", {
      respondent, responses: counted("answers", counts.responses), surveys: counted("surveyCount", counts.surveys),
    });
  };

  const asked = new URLSearchParams(location.search).get("respondent");
  const bounds = { required: true, maxlength: "200", autocomplete: "off" };
  const input = h("input", { name: "respondent", ...bounds, value: asked ?? "" });
  const asking = form({ class: "row", role: "search" }, lookUp,
    field(t("personOrAddress"), input),
    submit(t("lookUp"), { class: "primary" }));
  if (asked) await lookUp({ respondent: asked });
  return {
    title: t("privacyRequests"),
    content: h("div", { class: "stackless people" },
      h("h1", {}, t("privacyRequests")),
      h("section", { class: "card pile" }, h("p", {}, t("privacyRequestsText")), asking, status),
      found),
  };
}

/** Returns null where no data is stored. */
const known = (path) => get(path).catch((problem) => {
  if (problem.status !== 404) throw problem;
  return null;
});

/** The surveys that a person has answered, by their ids; deleted ones are known from their list. */
async function surveysOf({ responses }) {
  const ids = [...new Set(responses.map((response) => response.survey))];
  const surveys = await Promise.all(ids.map((id) => known(`/api/v1/surveys/${id}`)));
  const deleted = surveys.includes(null) ? (await get("/api/v1/surveys?deleted=true&limit=200")).items : [];
  return new Map(ids.map((id, i) => [id, surveys[i] ?? deleted.find((survey) => survey.id === id)]));
}

function personCard({ responses }, surveys, title, path) {
  const file = () => download(path, "application/json", "respondent.json");
  const each = (response) => given(response, surveys.get(response.survey));
  return h("section", { class: "card flush" },
    h("div", { class: "bar" }, h("h2", {}, title), action(t("downloadJson"), file, { class: "end" })),
    h("ol", { class: "rows still said-by" }, responses.map(each)));
}

/** A response in words. */
function given(response, survey) {
  const name = survey?.name ?? t("deletedSurvey");
  const heading = survey && !survey.deletedAt ? h("a", { href: `/surveys/${survey.id}` }, name) : name;
  const states = [survey?.deletedAt && t("inDeletedSurvey"), voidness(response)].filter(Boolean);
  return h("li", {},
    h("div", {},
      h("h3", {}, heading),
      h("p", { class: "small muted" }, ago(response.submittedAt), states.map((state) => ` · ${state}`))),
    facts(response, survey ?? { questions: [] }));
}

function erasing({ path, respondent, numbers: [responses, surveys], erased }) {
  const erase = async ({ figures }) => {
    let counts;
    const done = await askFirst({
      title: t("erasePersonTitle", { respondent }),
      lines: [t("erasePersonGoes", { responses, surveys }), t(`erasePersonFigures.${figures}`), t("eraseCannotUndo")],
      act: t("eraseForGood"),
      run: async () => {
        counts = await call("DELETE", `${path}&figures=${figures}`);
      },
    });
    if (done) erased(respondent, counts);
  };
  return card(t("erasePerson"), form({}, erase,
    h("fieldset", {}, h("legend", {}, t("erasePersonText")), scoresChoice("keep"), scoresChoice("remove")),
    submit(`${t("erase")}…`, { class: "danger" })));
}

function scoresChoice(value) {
  const radio = h("input", { type: "radio", name: "figures", value, checked: value === "keep" });
  return h("label", { class: "check choice" }, radio, t(`figures.${value}`));
}
