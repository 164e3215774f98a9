/** The links and codes of a survey, and the hosts on whose pages it was shown. */
import { get, text } from "./api.js";
import { card, column, pick, select } from "./controls.js";
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
  const script = `<script async src="${root}/widget.js" data-survey="${id}"></script>`;
  const tag = `<script async src="${root}/widget.js?survey=${id}"></script>`;
  return {
    title: `${t("share")}: ${survey.name}`,
    content: column(
      surveyHead(survey, "share", can),
      survey.status !== "LIVE" && h("p", { class: "card notice" }, t("notLive")),
      note,
      part(t("sharePreview"), t("sharePreviewText"), button(`/preview/${id}`, t("openPreview"))),
      part(t("shareScript"), t("shareScriptText"),
        copyable(script, t("shareScript")),
        published && await seen(id, signal)),
      part(t("shareTag"), t("shareTagText"), copyable(tag, t("shareTag"))),
      part(t("shareLink"), t("shareLinkText"), copyable(link, t("shareLink"))),
      published && code(id),
      published && scored && await mail(survey),
      part(t("shareKiosk"), t("shareKioskText"),
        copyable(`${link}?kiosk`, t("shareKiosk")),
        published && h("a", { href: `/s/${id}?kiosk`, target: "_blank" }, t("open"))),
      part(t("shareCurl"), t("shareCurlText"), copyable(curl(survey, scored, root), t("shareCurl")))),
  };
}

const part = (title, text, ...content) => card(title, h("p", { class: "muted" }, text), content);

const button = (href, label) => h("a", { class: "button", href, target: "_blank" }, label);

/** A call that sends the best score, or a text where the survey has no score, as a test. */
function curl({ id, questions }, scored, root) {
  const answers = scored ? { [scored.key]: scored.scale.max } : { [questions[0].key]: "…" };
  const address = `${root}/api/v1/public/surveys/${id}/responses`;
  return `curl -H 'Content-Type: application/json' ${address} \\\n  -d '${JSON.stringify({ answers, test: true })}'`;
}

function code(id) {
  const address = `/s/${id}/qr.svg`;
  const image = h("img", { src: address, alt: t("shareCodeAlt"), width: 160, height: 160 });
  const load = h("a", { class: "button", href: address, download: "qr.svg" }, t("downloadSvg"));
  return part(t("shareCode"), t("shareCodeText"), h("div", { class: "code" }, image, load));
}

/** On whose pages visitors were shown the survey; it follows while the page is looked at. */
async function seen(id, signal) {
  const host = h("div", { class: "seen", role: "status" });
  let shown;

  async function look() {
    const { items } = await get(`/api/v1/surveys/${id}/sightings`);
    if (shown === JSON.stringify(items)) return;
    shown = JSON.stringify(items);
    replace(host, items.length ? sightings(items) : h("p", { class: "muted" }, t("seenNowhere")));
  }

  await look();
  live(signal, () => look().catch(() => { /* what was seen stays */ }));
  return host;
}

function sightings(items) {
  const lines = items.map((each) => h("li", {}, `${each.host} · ${moment(each.lastSeenAt)}`));
  return [h("p", {}, h("strong", {}, t("seenOn"))), h("ul", {}, lines)];
}

/** HTML for mails, in each language of the survey. */
async function mail({ id, defaultLocale, questions }) {
  const host = h("div", {});
  const languages = [...new Set([defaultLocale, ...questions.flatMap((question) => Object.keys(question.text))])];
  const load = async (locale) => {
    const html = await text(`/s/${id}/email.html?locale=${encodeURIComponent(locale)}`);
    replace(host, copyable(html, t("shareMail")));
  };
  const first = languages.includes(language()) ? language() : languages[0];
  await load(first);
  const onchange = ({ target }) => load(target.value);
  const choice = select({ onchange }, languages.map((locale) => [locale, locale]), first);
  return part(t("shareMail"), t("shareMailText"), languages.length > 1 && pick(t("language"), choice), host);
}
