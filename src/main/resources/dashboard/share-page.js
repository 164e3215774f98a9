/** How a survey reaches people, and whether it does. */
import { get, text } from "./api.js";
import { copyable, linkRoot } from "./copy.js";
import { h, replace } from "./html.js";
import { live } from "./live.js";
import { SCORED } from "./metrics.js";
import { moment } from "./numbers.js";
import { surveyHead } from "./survey-head.js";
import { language, t } from "./words.js";

export async function sharePage({ can, signal }, id) {
  const [survey, { root, note }] = await Promise.all([get(`/api/v1/surveys/${id}`), linkRoot()]);
  const link = `${root}/s/${id}`;
  const published = survey.status !== "DRAFT";
  const scored = survey.questions.find((question) => SCORED.includes(question.type));
  const answer = { answers: { [scored?.key ?? survey.questions[0].key]: scored ? scored.scale?.max ?? (scored.type === "NPS" ? 10 : 5) : "…" }, test: true };
  const part = (title, ...content) => h("section", { class: "card" }, h("h2", {}, t(title)), h("p", { class: "muted" }, t(`${title}Text`)), content);
  const code = (title, text) => part(title, copyable(text, t(title)));
  return { title: `${t("share")}: ${survey.name}`, content: h("div", { class: "stackless" }, surveyHead(survey, "share", can),
    survey.status !== "LIVE" && h("p", { class: "card notice" }, t("notLive")), note,
    part("sharePreview", h("a", { class: "button", href: `/preview/${id}`, target: "_blank" }, t("sharePreviewOpen"))),
    part("shareScript", copyable(`<script async src="${root}/widget.js" data-survey="${id}"></script>`, t("shareScript")), published && await seen(id, signal)),
    code("shareTag", `<script async src="${root}/widget.js?survey=${id}"></script>`),
    code("shareLink", link),
    published && part("shareCode", h("div", { class: "code" }, h("img", { src: `/s/${id}/qr.svg?channel=poster`, alt: t("shareCodeAlt"), width: 160, height: 160 }),
      h("a", { class: "button", href: `/s/${id}/qr.svg?channel=poster`, download: "qr.svg" }, t("shareCodeLoad")))),
    published && scored && await mail(survey, part),
    part("shareKiosk", copyable(`${link}?kiosk`, t("shareKiosk")), published && h("a", { href: `/s/${id}?kiosk`, target: "_blank" }, t("shareKioskOpen"))),
    code("shareCurl", `curl -H 'Content-Type: application/json' ${root}/api/v1/public/surveys/${id}/responses \\\n  -d '${JSON.stringify(answer)}'`)) };
}

/** On whose pages visitors were shown the survey; it follows while the page is looked at. */
async function seen(id, signal) {
  const host = h("div", { class: "seen", role: "status" });
  let told;
  async function look() {
    const { items } = await get(`/api/v1/surveys/${id}/sightings`);
    if (told === JSON.stringify(items)) return;
    told = JSON.stringify(items);
    replace(host, items.length ? [h("p", {}, h("strong", {}, t("seenOn"))), h("ul", {}, items.map((each) => h("li", {}, `${each.host} · ${moment(each.lastSeenAt)}`)))]
      : h("p", { class: "muted" }, t("seenNowhere")));
  }
  await look();
  live(signal, () => look().catch(() => { /* what was seen stays */ }));
  return host;
}

/** HTML for mails, in each language that the survey speaks. */
async function mail(survey, part) {
  const host = h("div", {});
  const languages = [...new Set([survey.defaultLocale, ...survey.questions.flatMap((question) => Object.keys(question.text))])];
  const load = async (locale) => replace(host, copyable(await text(`/s/${survey.id}/email.html?locale=${encodeURIComponent(locale)}`), t("shareMail")));
  const first = languages.includes(language()) ? language() : languages[0];
  await load(first);
  return part("shareMail", languages.length > 1 && h("label", { class: "pick" }, h("span", {}, t("language")),
    h("select", { onchange: (event) => load(event.target.value) }, languages.map((locale) => h("option", { value: locale, selected: locale === first }, locale)))), host);
}
