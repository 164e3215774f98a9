/** What an edit does to the answers that a published survey already has. */
import { count } from "./numbers.js";

const SCALE = { NPS: [0, 10], CSAT: [1, 5], CES: [1, 7] };

const keys = (options) => (options ?? []).map((option) => option.key);

function scored(question) {
  const [min, max] = SCALE[question.type] ?? [];
  return JSON.stringify([question.scale?.min ?? min, question.scale?.max ?? max, question.orientation ?? "NORMAL"]);
}

/** What the service says in Question.admits: every old answer would also be one to the new question, and mean the same. */
const admits = (before, now) => before.type === now.type && !(before.multiple && !now.multiple) && scored(before) === scored(now)
  && keys(before.options).every((key) => keys(now.options).includes(key));

/** What is set, whether the rest is null or absent. */
const told = (survey) => JSON.stringify(survey, (key, value) => value ?? undefined);

/** Names of sentences, each with what it is about. */
export function changes(saved, now) {
  const found = [];
  const say = (name, what) => found.push([name, what && { what }]);
  for (const before of saved.questions) {
    const after = now.questions.find((each) => each.key === before.key);
    if (!after) say("changeGone", before.key);
    else if (!admits(before, after)) say(keys(before.options).some((key) => !keys(after.options).includes(key)) && before.type === after.type ? "changeOptionGone" : "changeScale", before.key);
    else {
      const added = keys(after.options).filter((key) => !keys(before.options).includes(key));
      if (added.length) say("changeOption", `${before.key} (${added.join(", ")})`);
      if (!before.multiple && after.multiple) say("changeMultiple", before.key);
    }
  }
  for (const after of now.questions) {
    if (!saved.questions.some((each) => each.key === after.key)) say("changeQuestion", after.key);
  }
  const added = now.segments.filter((name) => !saved.segments.includes(name));
  const gone = saved.segments.filter((name) => !now.segments.includes(name));
  if (added.length) say("changeSegment", added.join(", "));
  if (gone.length) say("changeSegmentGone", gone.join(", "));
  if ((saved.channel ?? null) !== (now.channel ?? null) || (saved.touchpoint ?? null) !== (now.touchpoint ?? null)) say("changePlace");
  if (saved.zone !== now.zone) say("changeZone", now.zone);
  if (!saved.retention?.anonymous !== !now.retention?.anonymous) say(now.retention?.anonymous ? "changeAnonymous" : "changeNamed");
  for (const [field, sooner, later] of [["forgetAfterDays", "changeForget", "changeForgetLater"], ["purgeAfterDays", "changePurge", "changePurgeLater"]]) {
    const kept = saved.retention?.[field] ?? Infinity;
    const keeps = now.retention?.[field] ?? Infinity;
    if (keeps !== kept) say(keeps < kept ? sooner : later, count(keeps));
  }
  if (!found.length && told(saved) !== told(now)) say("changeNothing");
  return found;
}

/** Those that can't be taken back by another edit. */
export const WEIGHS = ["changeGone", "changeOptionGone", "changeScale", "changeForget", "changePurge"];
