/** A survey's responses, one by one, as a page of their own. */
import { get, getChanged, query } from "./api.js";
import { figureFilters } from "./figure-filters.js";
import { filtersBar } from "./filters-bar.js";
import { h } from "./html.js";
import { live } from "./live.js";
import { SCORED } from "./metrics.js";
import { responsesCard } from "./responses-card.js";
import { duplicating, keepFilters, surveyHead } from "./survey-head.js";
import { speaking, t } from "./words.js";

/** How often responses without figures are read again, in milliseconds. */
const UNSCORED = 10_000;

/** @param one the response that is shown at once, where a message leads to it */
export async function responsesPage({ can, go, signal, user, ahead }, id, one) {
  const [survey] = await ahead;
  const filters = figureFilters(survey, () => update().catch(complain));
  const status = h("p", { class: "small late", role: "status" });
  const head = surveyHead(survey, "responses", can, status, can("EDITOR") ? [duplicating(survey, go)] : []);
  const bar = filtersBar(survey, filters, {});
  const responses = responsesCard({
    survey,
    user,
    can,
    go,
    signal,
    search: (q) => filters.change({ q }),
    view: filters.state.view,
    viewed: (view) => filters.change({ view: view === "all" ? null : view }),
    whole: true,
  });

  const figures = h("div", { class: "figures" }, h("div", { class: "grid" }, responses.card));

  function complain(problem) {
    if (problem.status !== 401) status.textContent = problem.message;
  }

  /** What somebody chose is shown at once. */
  async function update() {
    keepFilters(head);
    bar.draw();
    figures.hidden = Boolean(filters.flaw());
    if (figures.hidden) return;
    if (await filters.prepare()) bar.draw();
    await responses.show(filters.responses());
    status.textContent = "";
  }

  async function renew() {
    await responses.refresh();
    status.textContent = "";
  }

  async function reveal() {
    const [response, { showResponse }] = await Promise.all([
      get(`/api/v1/surveys/${id}/responses/${one}`),
      speaking(import("./response-dialogs.js")),
    ]);
    if (!signal.aborted) showResponse(response, survey);
  }

  await update();
  if (one) reveal().catch(complain);
  follow(survey, () => renew().catch(complain), signal);
  return {
    title: `${t("responses")}: ${survey.name}`,
    content: [head, bar.element, figures],
  };
}

/** Shows news when figures have changed; where there are no figures, it looks for them by itself. */
function follow(survey, renew, signal) {
  const scored = survey.questions.find(({ type }) => SCORED.includes(type));
  if (!scored) {
    live(signal, renew, UNSCORED);
    return;
  }
  const path = `/api/v1/surveys/${survey.id}/kpis${query({ question: scored.key, period: "year" })}`;
  let etag;
  live(signal, async () => {
    const fresh = await getChanged(path, etag).catch(() => null);
    if (!fresh) return;
    etag = fresh.etag;
    await renew(); // also the first time: something may have come in since the page was read
  });
}
