/** What a response says, in the words of its survey. */
import { attributeName, placeName } from "./figure-filters.js";
import { h } from "./html.js";
import { owners, t } from "./words.js";

/** The options of a question that were chosen, as they read. */
export function chosenOptions(survey, key, chosen) {
  const options = survey.questions.find((question) => question.key === key)?.options;
  return (chosen ?? []).map((each) => owners(options?.find((option) => option.key === each)?.text, survey) || each);
}

/** Who answered, as far as it is known. */
export const nameOf = ({ respondent, contact }) => respondent ?? contact ?? t("nobodyNamed");

/** Why a response doesn't count, if so. */
export const voidness = ({ mark, test }) => (mark ? t(`marked.${mark}`) : test && t("marked.TEST"));

/** An address as a link that writes to it. */
export function contactLink(contact) {
  if (!/^[^\s@]+@[^\s@]+$/.test(contact)) return contact;
  const href = `mailto:${encodeURIComponent(contact).replace("%40", "@")}`;
  return h("a", { class: "plain cut", href, title: contact }, contact);
}

/** Each question as it reads with its answer as it was given, and what else is known. */
export function facts(response, survey) {
  const answered = ([key, value]) => {
    const question = survey.questions.find((each) => each.key === key);
    const words = Array.isArray(value) ? chosenOptions(survey, key, value).join(", ") : value;
    return [owners(question?.text, survey) || key, words];
  };
  const { channel, touchpoint, locale, contact, attributes } = response;
  const source = [
    [t("contactLeft"), contact],
    [t("channel"), channel],
    [t("touchpoint"), touchpoint],
    [t("locale"), locale && (placeName("locale", locale) ?? locale)],
  ];
  const others = Object.entries(attributes).filter(([name]) => name !== "contact");
  const shown = [
    ...Object.entries(response.answers).map(answered),
    ...source.filter(([, value]) => value),
    ...others.map(([name, value]) => [attributeName(name), placeName(name, value) ?? value]),
  ];
  return h("dl", { class: "facts response-facts" }, shown.map(fact));
}

const fact = ([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, String(value)));
