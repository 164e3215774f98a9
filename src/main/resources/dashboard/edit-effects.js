/** The effects of an edit on the responses that a published survey already has. */
import { count } from "./numbers.js";
import { t } from "./words.js";

const change = (name, what) => [name, what && { what }];

/**
 * Sentences, the ones that matter most first.
 *
 * @param restarts the questions whose figures saving would end, as the service says
 */
export function effects(saved, now, restarts) {
  const found = [
    ...restarts.map((restart) => restartChange(saved, restart)),
    ...retentionChanges(saved.retention ?? {}, now.retention ?? {}),
    ...segmentChanges(saved.segments, now.segments),
    ...valueChanges(saved, now),
    ...settingChanges(saved, now),
  ];
  return found.length ? found.map(([name, values]) => t(name, values)) : [t("changeNothing")];
}

function restartChange(saved, { question, removed }) {
  const n = saved.questions.findIndex(({ key }) => key === question) + 1;
  return change(removed ? "changeGone" : "changeScale", n);
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
