/**
 * Keeps what is edited: drafts are stored by themselves, a moment after the last key; edits of a published survey stay
 * in this browser until they are saved. Without a connection both stay here, and storing is tried again.
 */
import { call, get, query } from "./api.js";
import { opened, storable } from "./missing-texts.js";
import { alike, merge } from "./survey-merge.js";

/** How long somebody has stopped writing when a draft is stored, in milliseconds. */
const SETTLED = 1_000;

/** How often storing is tried again without a connection, in milliseconds. */
const PAUSE = 10_000;

const keyOf = (id) => `voce.draft.${id}`;

function kept(id) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id)));
  } catch {
    return null;
  }
}

/**
 * @param stored the survey as the service has it; of one that was never stored, as it begins, without an id
 * @param name what it is kept under in this browser until it has an id
 * @param savingChanged is called when what is said about saving changes
 */
export function surveyKeeper({ stored: first, name, signal, savingChanged }) {
  const keeper = {
    stored: opened(first),
    survey: opened(first),
    /** What is so: CLEAN, KEPT in this browser alone, SAVING, OFFLINE, REFUSED or CLASHED. */
    state: "CLEAN",
    /** When it was last stored, or kept here. */
    at: first.id ? new Date(first.updatedAt) : null,
    /** Their version, where somebody else was faster. */
    theirs: null,
    /** What the service says is wrong. */
    flaws: [],
    edited,
    store,
    discard,
    settle,
    take,
    isDraft: () => keeper.stored.status === "DRAFT",
    isChanged: () => !alike(keeper.stored, keeper.survey),
  };
  let waiting;
  let storing = null;

  const here = () => keeper.stored.id ?? name;

  function say(state) {
    keeper.state = state;
    if (!signal.aborted) savingChanged();
  }

  function keep() {
    const { survey, stored } = keeper;
    try {
      const left = JSON.stringify({ survey, base: stored, at: Date.now() });
      if (keeper.isChanged()) localStorage.setItem(keyOf(here()), left);
      else localStorage.removeItem(keyOf(here()));
    } catch {
      // Without storage what is typed is on this page alone.
    }
  }

  /** Something was written: it is kept here at once, and a draft is stored soon. */
  function edited() {
    keep();
    if (!keeper.isChanged()) return say(keeper.theirs ? "CLASHED" : "CLEAN");
    if (keeper.state === "CLASHED") return undefined;
    if (keeper.state !== "OFFLINE") {
      if (!keeper.isDraft()) keeper.at = new Date();
      say(keeper.state === "SAVING" ? "SAVING" : "KEPT");
    }
    if (keeper.isDraft()) later(SETTLED);
    return undefined;
  }

  function later(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(() => store().catch(() => {}), pause);
  }

  /** Stores what there is, one after the other; what is new and untouched only for somebody who goes on with it. */
  async function store(untouched = false) {
    clearTimeout(waiting);
    await storing;
    const isWanted = keeper.isChanged() || (untouched && !keeper.stored.id);
    if (!isWanted || !keeper.survey.questions.length || keeper.state === "CLASHED") return;
    storing = storeNow();
    try {
      await storing;
    } finally {
      storing = null;
    }
  }

  async function storeNow() {
    const sent = structuredClone(keeper.survey);
    say(keeper.state === "OFFLINE" ? "OFFLINE" : "SAVING");
    try {
      await send(sent);
    } catch (problem) {
      await failed(problem);
      throw problem;
    }
    keep();
    keeper.at = new Date();
    keeper.flaws = [];
    say(keeper.isChanged() ? "KEPT" : "CLEAN");
    if (keeper.isChanged() && keeper.isDraft()) later(SETTLED);
  }

  async function send(sent) {
    const { id, revision } = keeper.stored;
    const path = id ? `/api/v1/surveys/${id}${query({ revision })}` : "/api/v1/surveys";
    const stored = await call(id ? "PUT" : "POST", path, storable(sent));
    if (!id) localStorage.removeItem(keyOf(name));
    accept(stored, sent);
  }

  /** What was typed meanwhile stays; what the service made of the rest comes in, such as a site without its slash. */
  function accept(stored, sent) {
    keeper.stored = opened(stored);
    const { merged } = merge(sent, keeper.survey, keeper.stored);
    replaceAll(keeper.survey, merged);
  }

  async function failed(problem) {
    if (problem.status === 412) {
      keeper.theirs = opened(await get(`/api/v1/surveys/${keeper.stored.id}`));
      say("CLASHED");
    } else if (problem.errors) {
      keeper.flaws = problem.errors;
      problem.shown = true; // where each stands
      say("REFUSED");
    } else if (!problem.status || problem.status >= 500) {
      say("OFFLINE");
      if (keeper.isDraft() && !signal.aborted) later(PAUSE);
    } else {
      say("KEPT");
    }
  }

  /** Puts both versions together, where mine wins what both changed (BOTH), or takes THEIRS. */
  function settle(choice) {
    const { theirs } = keeper;
    const merged = {
      THEIRS: () => structuredClone(theirs),
      BOTH: () => merge(keeper.stored, keeper.survey, theirs).merged,
    }[choice]();
    keeper.theirs = null;
    keeper.stored = theirs;
    replaceAll(keeper.survey, merged);
    keep();
    say(keeper.isChanged() ? "KEPT" : "CLEAN");
    if (keeper.isChanged() && keeper.isDraft()) later(0);
  }

  /** Forgets what is not stored. */
  function discard() {
    replaceAll(keeper.survey, structuredClone(keeper.stored));
    keep();
    say("CLEAN");
  }

  /** Takes over what the service stored by another call. */
  function take(stored) {
    accept(stored, structuredClone(keeper.survey));
    keep();
    keeper.at = new Date();
    say(keeper.isChanged() ? "KEPT" : "CLEAN");
  }

  const before = kept(here());
  if (before?.survey && !alike(before.survey, keeper.stored)) restore(before);

  /** Goes on with what an earlier visit left here, over what was stored since. */
  function restore({ survey, base, at }) {
    const { merged } = merge(base, survey, keeper.stored);
    replaceAll(keeper.survey, { ...merged, ...serverSide(keeper.stored) });
    keeper.at = new Date(at);
    keeper.state = keeper.isChanged() ? "KEPT" : "CLEAN";
    if (keeper.isChanged() && keeper.isDraft()) later(SETTLED);
  }

  addEventListener("online", () => keeper.state === "OFFLINE" && store().catch(() => {}), { signal });
  // Leaving the page stores at once what would have been stored soon.
  signal.addEventListener("abort", () => keeper.isDraft() && store().catch(() => {}));
  return keeper;
}

/** What the service alone says of a survey. */
const SERVER_SIDE = [
  "id", "status", "version", "revision", "sample", "createdAt", "updatedAt", "updatedBy", "stoppedAt",
];

const serverSide = (survey) => Object.fromEntries(SERVER_SIDE.map((name) => [name, survey[name]]));

/** The same object with other content, down to its questions and their answers, since fields hold on to them. */
function replaceAll(object, content) {
  for (const name of Object.keys(object)) if (!(name in content)) delete object[name];
  for (const [name, value] of Object.entries(content)) object[name] = replaced(object[name], value);
}

const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);

function replaced(old, value) {
  if (Array.isArray(old) && Array.isArray(value)) {
    const before = [...old];
    const found = (each) => (each?.key ? before.find(({ key }) => key === each.key) : undefined);
    old.splice(0, old.length, ...value.map((each) => replaced(found(each), each)));
    return old;
  }
  if (!isObject(old) || !isObject(value)) return value;
  replaceAll(old, value);
  return old;
}
