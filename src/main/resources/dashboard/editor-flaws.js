/** What the editor finds wrong by itself, in its own words, each with how it is put right. */
import { missingIn } from "./missing-texts.js";
import { t } from "./words.js";

/** Whether something is a pattern of paths or addresses. */
export const isPage = (text) => /^(\/|\*|https?:\/\/)/.test(text);

const withScheme = (text) => `https://${text.replace(/^\/+/, "")}`;

/** What somebody meant who wrote a page without its beginning. */
const pageMeant = (text) => (/^[\w-]+(\.[\w-]+)+/.test(text) ? withScheme(text) : `/${text}`);

/** An address without its scheme, such as shop.example. */
const lacksScheme = (text) => Boolean(text) && !/^[a-z][a-z0-9+.-]*:/i.test(text);

/** All flaws of a survey; edit takes what puts one right. */
export function ownFlaws(survey, edit) {
  return [
    ...missingIn(survey, survey.defaultLocale).map((pointer) => unwritten(survey, pointer, edit)),
    ...["include", "exclude"].flatMap((name) => pageFlaws(survey, name, edit)),
    ...originFlaws(survey, edit),
    ...linkFlaws(survey, edit),
  ];
}

function unwritten(survey, pointer, edit) {
  const [, question, option] = /^\/questions\/(\d+)(?:\/options\/(\d+))?/.exec(pointer) ?? [];
  if (option === undefined) return { pointer, named: true, detail: t("emptyQuestion") };
  const { options } = survey.questions[question];
  const remove = { label: t("remove"), run: () => edit(() => options.splice(option, 1)) };
  return {
    pointer,
    named: true,
    detail: t("emptyAnswer", { n: +option + 1 }),
    fix: options.length > 1 ? remove : null,
  };
}

const correction = (meant, run) => ({ label: t("makeIt", { meant }), run });

function pageFlaws(survey, name, edit) {
  const pages = survey.display?.[name] ?? [];
  const flaw = (page, i) => {
    const meant = pageMeant(page);
    const fix = correction(meant, () => edit(() => (pages[i] = meant)));
    return isPage(page) ? [] : [{ pointer: `/display/${name}/${i}`, named: true, detail: t("notAPage"), fix }];
  };
  return pages.flatMap(flaw);
}

function originFlaws(survey, edit) {
  const origins = survey.allowedOrigins;
  const flaw = (origin, i) => {
    const meant = withScheme(origin).replace(/^(https:\/\/[^/]+).*/, "$1");
    const fix = correction(meant, () => edit(() => (origins[i] = meant)));
    return lacksScheme(origin) ? [{ pointer: `/allowedOrigins/${i}`, named: true, detail: t("notASite"), fix }] : [];
  };
  return origins.flatMap(flaw);
}

function linkFlaws(survey, edit) {
  const owners = [[survey, "privacy", "/privacy"],
    ...Object.entries(survey.thanks ?? {}).map(([name, thanks]) => [thanks, "link", `/thanks/${name}/link`])];
  const flaw = ([owner, name, pointer]) => {
    if (!lacksScheme(owner[name])) return [];
    const meant = withScheme(owner[name]);
    const fix = correction(meant, () => edit(() => (owner[name] = meant)));
    return [{ pointer, named: true, detail: t("notALink"), fix }];
  };
  return owners.flatMap(flaw);
}
