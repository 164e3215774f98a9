/** A survey on Home: its figure over the last 90 days, and how it changed. */
import { elapsed } from "./ago.js";
import { h } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { count, counted, decimal, figure, fineness } from "./numbers.js";
import { advice, change, isClear } from "./sentences.js";
import { sparkline } from "./sparkline.js";
import { t } from "./words.js";

/** Both sides have enough answers for a score. */
const comparable = (headline) =>
  headline?.change && headline.responses >= TOO_FEW && headline.change.responses >= TOO_FEW;

/** Whether a survey's figure clearly differs from that of the 90 days before. */
export const hasClearChange = ({ headline }) => Boolean(comparable(headline) && isClear(headline.change));

/** What a card shows, in the order of its rows. */
export function surveyCard(survey) {
  const { headline } = survey;
  const title = h("h3", {}, h("a", { class: "plain", href: `/surveys/${survey.id}` }, survey.name));
  return [title, h("p", { class: "small muted" }, about(survey)), ...body(survey, headline)];
}

function about(survey) {
  const { headline, status } = survey;
  const tag = (text) => [" ", h("span", { class: "tag" }, text)];
  return [
    facts(survey).join(" · "),
    status !== "LIVE" && tag(t(`status.${status}`)),
    survey.sample && tag(t("sampleData")),
    headline && !headline.complete && tag(t("counting")),
  ];
}

function facts({ headline, firstPublishedAt }) {
  if (!headline) return [t("noScoredQuestion")];
  const { metric, responses, today } = headline;
  if (!responses) return [metric, t("publishedAgo", { ago: elapsed(firstPublishedAt) })];
  return [metric, counted("answers", responses), today ? t("answersToday", { n: count(today) }) : t("noneToday")];
}

function body(survey, headline) {
  if (!headline) return [];
  const { metric, responses } = headline;
  if (responses === null) return [h("p", { class: "muted" }, t("purgedFigure"))];
  if (responses === 0) return nothing(survey);
  if (responses < TOO_FEW) return [h("p", {}, t("tooFewAnswers", { answers: counted("answers", responses) }))];
  const few = responses < FEW;
  const { min, max } = range(headline);
  return [
    h("p", { class: few ? "figure muted" : "figure" },
      figure(metric, headline.value, fineness(metric, headline.interval)),
      " ",
      h("small", {}, interval(headline)),
      few && [" ", h("span", { class: "tag" }, t("fewAnswers"))]),
    h("div", {}, glyph([min, max], headline, { mark: survey.target, muted: few })),
    !few && h("div", {}, sparkline(headline)),
    few ? h("p", { class: "small muted" }, advice(metric, headline)) : changed(headline),
  ];
}

function nothing({ id, status, headline, firstPublishedAt }) {
  const young = firstPublishedAt && firstPublishedAt.slice(0, 10) >= headline.from;
  const share = h("a", { class: "button", href: `/surveys/${id}/share` }, t("share"));
  return [h("p", {}, t(young ? "noAnswers" : "noAnswersIn90Days")), status === "LIVE" && h("p", {}, share)];
}

/** Between which bounds, and the mean beside the share of the best answers. */
function interval({ metric, interval, mean, scale }) {
  const finer = fineness(metric, interval);
  const ends = { lower: figure(metric, interval.lower, finer), upper: figure(metric, interval.upper, finer) };
  const between = t("betweenEnds", ends);
  if (!["CSAT", "CES"].includes(metric) || mean === null) return between;
  return `${between} · ${t("meanOf", { mean: decimal(mean, 2), max: scale.max })}`;
}

function changed(headline) {
  if (!comparable(headline)) return null;
  const text = change(headline.metric, headline.change);
  return isClear(headline.change) ? h("p", {}, h("b", {}, text)) : h("p", { class: "muted" }, text);
}
