/** What happened with an invitation, step by step: its mails, what the mail server said, and what the person did. */
import { get } from "./api.js";
import { openDialog } from "./dialog.js";
import { h } from "./html.js";
import { statusWords } from "./invitation-words.js";
import { moment } from "./numbers.js";
import { t } from "./words.js";

/** Those whose end no other step shows. */
const ENDS = ["EXPIRED", "BOUNCED", "UNSUBSCRIBED", "CANCELLED"];

export async function showHistory(survey, id) {
  const invitation = await get(`/api/v1/surveys/${survey}/invitations/${id}`);
  const about = [invitation.name && invitation.email, invitation.key].filter(Boolean).join(" · ");
  return openDialog({
    title: invitation.name ?? invitation.email,
    narrow: true,
    content: () => h("div", { class: "pad" },
      about && h("p", { class: "small muted" }, about),
      h("dl", { class: "facts history" }, stepsOf(invitation).map(step))),
    acts: (close) => h("button", { type: "button", class: "button end", onclick: () => close() }, t("close")),
  });
}

/** Each as its time, what happened, and what else there is to say, the oldest first. */
export function stepsOf(invitation) {
  const { status, createdAt, openedAt, answeredAt, endedAt, expiresAt, dueAt, mails = [] } = invitation;
  return [
    [createdAt, t("stepMade"), status === "SKIPPED" && `${t("invitation.SKIPPED")}: ${statusWords(invitation)}`],
    ...mails.map(mailStep),
    [openedAt, t("invitation.OPENED")],
    [answeredAt, t("invitation.ANSWERED")],
    ENDS.includes(status) && [endedAt, t(`invitation.${status}`)],
    [dueAt, t(mails.length ? "stepReminder" : "stepMail")],
    status !== "ANSWERED" && !endedAt && [expiresAt, t("stepExpires")],
  ].filter((each) => each && each[0]).sort(([one], [other]) => new Date(one) - new Date(other));
}

function mailStep({ reminder, at, sentAt, failedAt, reason, unclear }) {
  const name = reminder ? t("stepReminderN", { n: reminder }) : t("stepMail");
  const result = sentAt ? t("stepTaken") : failedAt ? t("stepRefused") : t("stepWaits");
  const said = [reason && t("quoted", { text: reason }), unclear && t("trouble.unclear")].filter(Boolean).join(" ");
  return [sentAt ?? failedAt ?? at, `${name}: ${result}`, said];
}

const step = ([at, what, more]) =>
  h("div", {}, h("dt", {}, moment(at)), h("dd", {}, what, more && h("small", { class: "muted" }, more)));
