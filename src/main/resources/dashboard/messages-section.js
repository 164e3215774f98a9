/** The mails that one gets oneself: a digest, and single messages as things happen. */
import { call, get } from "./api.js";
import { checkbox, submit, table } from "./controls.js";
import { openDialog } from "./dialog.js";
import { action, form, h, replace } from "./html.js";
import { mailView } from "./mail-view.js";
import { moment } from "./numbers.js";
import { t } from "./words.js";

const OFTEN = ["NEVER", "DAILY", "WEEKLY", "MONTHLY"];

const WHENS = ["OFF", "AT_ONCE", "BUNDLED"];

const EVENTS = ["assigned", "overdue", "reopened", "opened", "responses"];

/** The worst class of each kind of question, whose responses are usually wanted. */
const WORST = { NPS: "DETRACTOR", CSAT: "DISSATISFIED", CES: "DIFFICULT" };

export async function messagesSection({ user }) {
  const [digest, messages, { items }] = await Promise.all([
    get("/api/v1/users/me/digest"),
    get("/api/v1/users/me/notifications"),
    get("/api/v1/surveys?limit=200"),
  ]);
  const surveys = items.filter(({ status }) => status !== "DRAFT");
  const parts = [digestCard(digest, surveys), singleCard(messages, surveys)];
  const element = h("section", { class: "notifications", id: "mine", "aria-labelledby": "my-messages" },
    h("div", { class: "bar head" },
      h("h2", { id: "my-messages", class: "title" }, t("myMessages")),
      h("p", { class: "small muted wide" }, t("myMessagesTo", { email: user.email }))),
    h("div", { class: "grid" }, parts.map((part) => part.element)));
  return { element, changed: () => parts.some((part) => part.changed()) };
}

const radio = (label, attributes) =>
  h("label", { class: "check" }, h("input", { type: "radio", ...attributes }), label);

/** A card whose choices are stored by a button. */
function choices({ title, span, content, store }) {
  let edited = false;
  const status = h("p", { class: "small muted", role: "status" });
  const save = async () => {
    await store();
    edited = false;
    replace(status, t("saved"));
  };
  const id = `choices-${span}`;
  const onchange = () => {
    edited = true;
    replace(status);
  };
  const element = form({ class: `card loose ${span}`, "aria-labelledby": id, onchange }, save,
    h("h3", { id }, title),
    content,
    h("p", { class: "does" }, submit(t("save"), { class: "primary" })),
    status);
  return { element, changed: () => edited };
}

function digestCard(first, surveys) {
  const state = { frequency: first.frequency, surveys: first.surveys ?? null };
  const next = h("p", { class: "small muted" });
  const named = h("fieldset", { class: "choices rule", "aria-label": t("surveys") });
  const sent = h("p", { class: "small muted", role: "status" });

  const tellNext = ({ nextAt, zone }) => replace(next,
    [t("digestNothing"), nextAt && t("digestNext", { moment: moment(nextAt, zone) })].filter(Boolean).join(" "));

  const often = (frequency) => radio(t(`digestOften.${frequency}`), {
    name: "often",
    "data-often": frequency,
    checked: state.frequency === frequency,
    onchange: () => {
      state.frequency = frequency;
    },
  });

  function drawSurveys() {
    const all = checkbox(t("digestAll"), {
      checked: !state.surveys,
      "data-key": "digest-all",
      onchange: ({ target }) => {
        state.surveys = target.checked ? null : surveys.map(({ id }) => id);
        drawSurveys();
      },
    });
    const each = ({ id, name }) => checkbox(name, {
      checked: state.surveys.includes(id),
      onchange: ({ target }) => {
        state.surveys = target.checked ? [...state.surveys, id] : state.surveys.filter((one) => one !== id);
      },
    });
    replace(named, h("p", { class: "small muted" }, t("surveys")), all, state.surveys && surveys.map(each));
  }

  const sendNow = action(t("digestSend"), async () => {
    const { result } = await call("POST", "/api/v1/users/me/digest/send");
    replace(sent, t(`digestSent.${result}`));
  });

  const store = async () => {
    const { frequency, surveys: chosen } = state;
    tellNext(await call("PUT", "/api/v1/users/me/digest", { frequency, ...(chosen && { surveys: chosen }) }));
  };

  drawSurveys();
  tellNext(first);
  const preview = action(t("digestPreview"), showPreview);
  return choices({
    title: t("digest"),
    span: "c5",
    store,
    content: [
      h("fieldset", { class: "choices" }, h("legend", { class: "hidden" }, t("digestHowOften")), OFTEN.map(often)),
      named,
      next,
      h("p", { class: "does" }, preview, sendNow),
      sent,
    ],
  });
}

async function showPreview() {
  const { html } = await get("/api/v1/users/me/digest/preview");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  await openDialog({
    title: t("digest"),
    content: () => h("div", { class: "mail-preview" }, mailView(html, { dark, phone: innerWidth < 600 })),
    acts: (close) => h("button", { type: "button", class: "button end", onclick: () => close() }, t("close")),
  });
}

function singleCard(first, surveys) {
  const state = { ...first, of: first.of ?? [] };
  const which = h("div", { class: "choices rule" });

  const cell = (name, when) => h("td", {}, h("input", {
    type: "radio",
    name,
    checked: state[name] === when,
    "aria-label": `${t(`message.${name}`)}: ${t(`messageWhen.${when}`)}`,
    onchange: () => {
      state[name] = when;
      drawSurveys();
    },
  }));

  const row = (name) => h("tr", {},
    h("th", { scope: "row" }, t(`message.${name}`)),
    WHENS.map((when) => cell(name, when)));

  const chosen = (id) => state.of.find(({ survey }) => survey === id);

  function change(id, classes) {
    state.of = state.of.filter(({ survey }) => survey !== id);
    if (classes) state.of.push(classes.length ? { survey: id, classes } : { survey: id });
    drawSurveys();
  }

  function surveyRow(survey) {
    const worst = WORST[survey.questions.find(({ type }) => WORST[type])?.type];
    const now = chosen(survey.id);
    const value = !now ? "none" : now.classes ? "worst" : "all";
    const options = [["none", t("messageOf.none")], ["all", t("messageOf.all")]];
    if (worst) options.push(["worst", t(`class.${worst}`)]);
    const onchange = ({ target }) =>
      change(survey.id, { none: null, all: [], worst: [worst] }[target.value]);
    const select = h("select", { "data-key": survey.id, onchange },
      options.map(([key, label]) => h("option", { value: key, selected: key === value }, label)));
    return h("label", { class: "bar" }, h("span", {}, survey.name), select);
  }

  const drawSurveys = () => replace(which, state.responses !== "OFF" && [
    h("p", { class: "small muted" }, t("messageOf")),
    surveys.map(surveyRow),
  ]);

  drawSurveys();
  const columns = ["", ...WHENS.map((when) => t(`messageWhen.${when}`))];
  return choices({
    title: t("singleMessages"),
    span: "c7",
    store: () => call("PUT", "/api/v1/users/me/notifications", state),
    content: [
      table(t("singleMessages"), columns, h("tbody", {}, EVENTS.map(row)), { class: "matrix" }),
      which,
    ],
  });
}
