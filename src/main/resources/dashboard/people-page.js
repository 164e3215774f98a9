/** The data of a person: shows, exports and erases it. */
import { call, download, get } from "./api.js";
import { chosenOptions } from "./comments-card.js";
import { card, column, submit } from "./controls.js";
import { action, field, form, h, replace } from "./html.js";
import { counted, moment } from "./numbers.js";
import { owners, t } from "./words.js";

export async function peoplePage({ can }) {
  const found = column();
  const status = h("p", { role: "status" });

  const lookUp = async ({ respondent }) => {
    status.textContent = "";
    replace(found);
    const path = `/api/v1/respondents?respondent=${encodeURIComponent(respondent)}`;
    const person = await known(path);
    if (!person) status.textContent = t("nothingKnown", { respondent });
    else replace(found, await personCard(person, respondent, path), can("EDITOR") && erasing(path, respondent, erased));
  };

  const erased = (respondent, counts) => {
    replace(found);
    asking.reset();
    status.textContent = t("erasedPerson", {
      respondent, responses: counted("answers", counts.responses), surveys: counted("surveyCount", counts.surveys),
    });
  };

  const input = h("input", { name: "respondent", required: true, maxlength: "200", autocomplete: "off" });
  const asking = form({ class: "row", role: "search" }, lookUp,
    field(t("respondent"), input),
    submit(t("lookUp"), { class: "primary" }));
  const intro = h("p", { class: "muted" }, t("privacyRequestsText"));
  return {
    title: t("privacyRequests"),
    content: column(
      h("h1", {}, t("privacyRequests")),
      h("section", { class: "card" }, intro, asking, status),
      found),
  };
}

/** Returns null where no data is stored. */
const known = (path) => get(path).catch((problem) => {
  if (problem.status !== 404) throw problem;
  return null;
});

async function personCard({ responses }, respondent, path) {
  const ids = [...new Set(responses.map((response) => response.survey))];
  const surveys = await Promise.all(ids.map((id) => get(`/api/v1/surveys/${id}`)));
  const surveyOf = (response) => surveys.find((survey) => survey.id === response.survey);
  const title = `${respondent}: ${counted("answers", responses.length)}`;
  const export_ = action(t("downloadJson"), () => download(path, "application/json", "respondent.json"));
  return h("section", { class: "card" },
    h("div", { class: "card-head" }, h("h2", {}, title), export_),
    h("ul", { class: "dossier" }, responses.map((response) => given(response, surveyOf(response)))));
}

function erasing(path, respondent, erased) {
  const erase = async ({ figures }) => {
    if (!confirm(t("erasePersonSure", { respondent }))) return;
    erased(respondent, await call("DELETE", `${path}&figures=${figures}`));
  };
  return card(t("erasePerson"), form({}, erase,
    h("fieldset", {}, h("legend", {}, t("erasePersonText")), scoresChoice("keep"), scoresChoice("remove")),
    submit(t("erase"), { class: "danger" })));
}

function scoresChoice(value) {
  const radio = h("input", { type: "radio", name: "figures", value, checked: value === "keep" });
  return h("label", { class: "check choice" }, radio, t(`figures.${value}`));
}

/** A response in words: each question as it reads, each answer as it was given. */
function given(response, survey) {
  const answered = ([key, value]) => {
    const question = survey.questions.find((each) => each.key === key);
    const words = Array.isArray(value) ? chosenOptions(survey, key, value).join(", ") : value;
    return [owners(question?.text, survey) || key, words];
  };
  const { channel, touchpoint, locale } = response;
  const source = [[t("channel"), channel], [t("touchpoint"), touchpoint], [t("locale"), locale]];
  const facts = [
    ...Object.entries(response.answers).map(answered),
    ...Object.entries(response.attributes),
    ...source.filter(([, value]) => value),
  ];
  const mark = response.mark && ` · ${t(`marked.${response.mark}`)}`;
  return h("li", {},
    h("h3", {}, h("a", { href: `/surveys/${survey.id}` }, survey.name)),
    h("p", { class: "meta" }, moment(response.submittedAt), mark),
    h("dl", {}, facts.map(fact)));
}

const fact = ([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, String(value)));
