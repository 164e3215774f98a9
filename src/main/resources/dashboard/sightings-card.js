/** On whose pages visitors were shown a survey, and where it was refused; it follows while the page is looked at. */
import { ago, elapsed } from "./ago.js";
import { call, get } from "./api.js";
import { action, h, replace, svg } from "./html.js";
import { live } from "./live.js";
import { triggerWords } from "./trigger-words.js";
import { t } from "./words.js";

/** The sign of something that works, or that doesn't. */
export function seenSign(works) {
  const path = works ? "M6 10.5l2.8 2.8L14.2 7.5" : "M10 5.5v5.5M10 14v.3";
  return svg("svg", { class: `sign ${works ? "ok" : "no"}`, width: 20, height: 20, viewBox: "0 0 20 20",
    "aria-hidden": "true" }, svg("circle", { cx: 10, cy: 10, r: 9.25 }), svg("path", { d: path }));
}

/** Looks where the survey was seen, now and again; `news` is called when that has changed. */
export async function watchSightings({ id }, signal, news) {
  const watched = {
    items: [],
    news: [news],
    seen() {
      return this.items.find(({ refusedOrigin }) => !refusedOrigin);
    },
    latest() {
      const seen = this.seen();
      return seen ? t("seenOnHost", { host: seen.host, ago: elapsed(seen.lastSeenAt) }) : t("notSeenYet");
    },
    async look() {
      const { items } = await get(`/api/v1/surveys/${id}/sightings`);
      if (JSON.stringify(items) === JSON.stringify(this.items)) return;
      this.items = items;
      this.news.forEach((each) => each());
    },
  };
  watched.items = (await get(`/api/v1/surveys/${id}/sightings`)).items;
  live(signal, () => watched.look().catch(() => { /* what was seen stays */ }));
  return watched;
}

export function seenCard(survey, watched, mayEdit) {
  const list = h("div", { role: "status" });
  const draw = () => replace(list, watched.items.length ? rows() : nowhere(survey));

  const rows = () => h("ul", { class: "rows still seen" }, watched.items.map((item) => h("li", {}, row(item))));

  function row({ host, lastSeenAt, refusedOrigin }) {
    const said = [h("b", {}, t(refusedOrigin ? "refusedOn" : "seenOn", { host })), " ", ago(lastSeenAt)];
    const why = refusedOrigin && h("small", {}, t("refusedWhy"));
    const label = { class: "small", "aria-label": t("allowHost", { host }), "data-key": `allow-${host}` };
    return [
      seenSign(!refusedOrigin),
      h("p", {}, said, why),
      refusedOrigin && mayEdit && h("span", {}, action(t("allowIt"), () => allow(refusedOrigin), label)),
    ];
  }

  async function allow(origin) {
    const now = await get(`/api/v1/surveys/${survey.id}`);
    const allowedOrigins = [...now.allowedOrigins, origin];
    await call("PUT", `/api/v1/surveys/${survey.id}?revision=${now.revision}`, { ...now, allowedOrigins });
    watched.items = watched.items.filter((item) => item.refusedOrigin !== origin);
    draw();
  }

  watched.news.push(draw);
  draw();
  return h("section", { class: "card flush" },
    h("div", { class: "bar" },
      h("h3", { class: "title" }, t("isItThere")),
      h("p", { class: "small muted" }, t("looksAgain"))),
    list);
}

function nowhere({ id, display }) {
  return h("div", { class: "pad" },
    h("p", {}, t("seenNowhere")),
    h("p", { class: "small muted" }, triggerWords(display), " ",
      h("a", { href: `/surveys/${id}/edit` }, t("whenItAsks"))));
}
