/** The effects of an edit on the responses that a published survey already has. */
import { count } from "./numbers.js";

const keys = (options) => (options ?? []).map((option) => option.key);

const missing = (from, options) => keys(from).filter((key) => !keys(options).includes(key));

const scored = ({ scale, orientation }) => JSON.stringify([scale?.min, scale?.max, orientation ?? "NORMAL"]);

/** The service's rule (Question.admits): every old answer is one to the new question too, and means the same. */
function admits(before, now) {
  return before.type === now.type
    && !(before.multiple && !now.multiple)
    && scored(before) === scored(now)
    && !missing(before.options, now.options).length;
}

/** Only what is set, since null and absent mean the same. */
const written = (survey) => JSON.stringify(survey, (key, value) => value ?? undefined);

const change = (name, what) => [name, what && { what }];

/** Names of sentences, each with what it is about. */
export function changes(saved, now) {
  const found = [
    ...questionChanges(saved.questions, now.questions),
    ...segmentChanges(saved.segments, now.segments),
    ...valueChanges(saved, now),
    ...settingChanges(saved, now),
    ...retentionChanges(saved.retention ?? {}, now.retention ?? {}),
  ];
  return found.length || written(saved) === written(now) ? found : [change("changeNothing")];
}

function questionChanges(saved, now) {
  const edited = saved.flatMap((before) => questionChange(before, now.find((each) => each.key === before.key)));
  const added = now.filter((after) => !saved.some((each) => each.key === after.key));
  return [...edited, ...added.map((after) => change("changeQuestion", after.key))];
}

function questionChange(before, after) {
  if (!after) return [change("changeGone", before.key)];
  if (!admits(before, after)) {
    const lostOption = before.type === after.type && missing(before.options, after.options).length > 0;
    return [change(lostOption ? "changeOptionGone" : "changeScale", before.key)];
  }
  const found = [];
  const added = missing(after.options, before.options);
  if (added.length) found.push(change("changeOption", `${before.key} (${added.join(", ")})`));
  if (!before.multiple && after.multiple) found.push(change("changeMultiple", before.key));
  return found;
}

function segmentChanges(saved, now) {
  const added = now.filter((name) => !saved.includes(name));
  const gone = saved.filter((name) => !now.includes(name));
  const found = [];
  if (added.length) found.push(change("changeSegment", added.join(", ")));
  if (gone.length) found.push(change("changeSegmentGone", gone.join(", ")));
  return found;
}

/** Of segments that there were before. */
function valueChanges(saved, now) {
  const values = ({ segmentValues }, segment) => JSON.stringify(segmentValues?.[segment] ?? []);
  const kept = now.segments.filter((segment) => saved.segments.includes(segment));
  const edited = kept.filter((segment) => values(saved, segment) !== values(now, segment));
  return edited.length ? [change("changeValues", edited.join(", "))] : [];
}

function settingChanges(saved, now) {
  const found = [];
  const differs = (name) => (saved[name] ?? null) !== (now[name] ?? null);
  if (differs("channel") || differs("touchpoint")) found.push(change("changePlace"));
  if (differs("zone")) found.push(change("changeZone", now.zone));
  return found;
}

function retentionChanges(saved, now) {
  const found = [];
  if (!saved.anonymous !== !now.anonymous) found.push(change(now.anonymous ? "changeAnonymous" : "changeNamed"));
  const compare = (days, before, sooner, later) => {
    if (days !== before) found.push(change(days < before ? sooner : later, count(days)));
  };
  const days = (retention, field) => retention[field] ?? Infinity;
  const both = (field) => [days(now, field), days(saved, field)];
  compare(...both("forgetAfterDays"), "changeForget", "changeForgetLater");
  compare(...both("purgeAfterDays"), "changePurge", "changePurgeLater");
  return found;
}

/** Those that can't be taken back by another edit. */
export const IRREVERSIBLE = ["changeGone", "changeOptionGone", "changeScale", "changeForget", "changePurge"];
