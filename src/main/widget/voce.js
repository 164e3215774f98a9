// What the page can call: commands, when to ask, and what the server is sent.

const DAY = 864e5;

/** While a tab shows a survey, others of this origin show none, at most so long, in milliseconds. */
const CLAIM = 18e5;

const PAGE = Math.random();

const line = document.currentScript;

/** Where this script comes from; modules learn it from the trace of an error alone. */
const base = (line ? line.src : Error().stack.match(/https?:[^\s)]+/)[0]).replace(/^([^?]*\/)widget[./].*/, '$1');

/** The elements that name it: a module runs once for all of them. */
const lines = line ? [line] : [...document.scripts].filter(({src}) => src.startsWith(base + 'widget'));

const surveys = new Map();

const listeners = {answer: [], close: []};

let respondent;

let attributes;

let debugging = false;

/** Closes what lies over the page; nothing does when it is not set. */
let overlay;

/** A random UUID, also on pages without TLS, where crypto has none. */
const random = () => URL.createObjectURL(new Blob()).slice(-36);

/** Calls back, where a failure is the page's own. */
const emit = (event, detail) => listeners[event].forEach((callback) => Promise.resolve(detail).then(callback));

/** Whether this page's path or address is of a kind, with or without its query. */
const matches = (pattern) => {
  const glob = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return RegExp('^(https?://[^/]+)?' + glob + '(\\?.*)?$').test(location.href.replace(/#.*/, ''));
};

const change = (key, values) => write(key, {...read(key), ...values});

/** Tells one page of an application from another: by its path, also where that stands behind a #. */
const pageNow = () => location.href.replace(/\?[^#]*|#(?!!?\/).*/g, '');

/** How much of the page was seen, in percent: of the document, or of a large part of it that scrolls by itself. */
const seen = () => {
  const large = document
    .elementsFromPoint(innerWidth / 2, innerHeight / 2)
    .filter((one) => one.clientHeight > innerHeight / 2 && /auto|scroll/.test(getComputedStyle(one).overflowY));
  return Math.min(
    ...[document.scrollingElement || document.body, ...large].map(
      (one) => ((one.scrollTop + one.clientHeight) / one.scrollHeight) * 100 + 1
    )
  );
};

/** Whether the page shows a dialog of its own, which would keep the focus to itself. */
const isBusy = () =>
  [...document.querySelectorAll('dialog:modal,[aria-modal=true]')].some(
    (one) => one.checkVisibility?.({opacityProperty: 1, visibilityProperty: 1})
  );

/** What a survey waits for: a field of its conditions, or something else; nothing when it is to be shown. */
const obstacle = (survey) => {
  const {definition, key, options} = survey;
  const kept = read(key) || {};
  const now = Date.now();
  if (!definition) {
    return 'definition';
  }
  const {include, exclude = [], ...rules} = definition.display || {};
  const here = survey.called || ((!include || include.some(matches)) && !exclude.some(matches));
  survey.target = options.target && document.querySelector(options.target);
  const missing = options.target && !survey.target;
  if (survey.close) {
    survey.keep(here && !missing);
  }
  if (survey.close) {
    return 'its end';
  }
  if (missing) {
    return 'target';
  }
  if (!survey.target && overlay) {
    return 'another survey';
  }
  if (survey.called) {
    return;
  }
  if (rules.onCall) {
    return 'onCall';
  }
  if (!here) {
    survey.since = 0;
    return 'include';
  }
  survey.since ||= now;
  if (rules.share < 100) {
    if (kept.luck == null) {
      kept.luck = Math.random() * 100;
      change(key, kept);
    }
    if (kept.luck >= rules.share) {
      return 'share';
    }
  }
  if (survey.over || kept.done + (rules.repeatDays ?? 90) * DAY > now) {
    return 'repeatDays';
  }
  if (rules.event && !survey.events.has(rules.event)) {
    return 'event';
  }
  if (survey.since + rules.delay * 1e3 > now) {
    return 'delay';
  }
  if (rules.scroll) {
    survey.depth = Math.max(survey.depth, document.readyState === 'complete' && seen());
    if (survey.depth < rules.scroll) {
      return 'scroll';
    }
  }
  if (!survey.target) {
    if (isBusy()) {
      return 'dialog';
    }
    const last = read('last') || {};
    if (last.survey !== survey.id && last.time + (rules.pauseDays ?? 1) * DAY > now) {
      return 'pauseDays';
    }
    const claim = read('claim');
    if (claim && claim.page !== PAGE && claim.time + CLAIM > now) {
      return 'another tab';
    }
  }
};

const check = (survey) => {
  const reason = obstacle(survey);
  if (debugging && survey.said !== reason) {
    survey.said = reason;
    console.info(`Voce: ${survey.id} waits for ${reason || 'nothing'}`);
  }
  if (reason || survey.claiming) {
    return;
  }
  if (survey.target || survey.called) {
    show(survey);
    return;
  }
  // The last tab that claims has it; by then all have seen each other's claims.
  survey.claiming = true;
  claim();
  setTimeout(() => {
    survey.claiming = false;
    if (isClaimed() && !obstacle(survey)) {
      show(survey);
    }
  }, 50);
};

const checkAll = () => surveys.forEach(check);

const claim = () => write('claim', {page: PAGE, time: Date.now()});

const isClaimed = () => read('claim')?.page === PAGE;

const unclaim = () => isClaimed() && drop('claim');

const show = (survey) => {
  const {definition, key, options, url} = survey;
  const place = {
    channel: options.channel || definition.channel || 'web',
    touchpoint: options.touchpoint || definition.touchpoint,
  };
  let {id} = read(key) || {};
  let mine;
  const present = Promise.resolve(options.present);
  const note = (stage) =>
    options.send ||
    present
      .then(() => post(url + '/shown', {id, stage, ...place}))
      // The survey stopped meanwhile: what would be answered now would be refused.
      .then(({status}) => status === 409 && mine === survey.close && mine(true))
      .catch(() => {});
  if (!id) {
    id = random();
    present.then(() => {
      place.askedAt = new Date();
      change(key, {id});
    });
    note('SHOWN');
  }
  if (!survey.target) {
    claim();
    write('last', {survey: survey.id, time: Date.now()});
  }
  const settle = () => {
    survey.over = true;
    change(key, {done: Date.now(), id: null});
  };
  survey.answered = (given, contact) => {
    const all = {...attributes, ...options.attributes, ...(contact && {contact})};
    const taken = definition.attributes;
    const body = {
      id,
      ...given,
      ...place,
      respondent: taken ? undefined : respondent,
      attributes: JSON.parse(JSON.stringify(all, taken)),
    };
    settle();
    options.send ? options.send(body) : enqueue(url + '/responses', body);
    emit('answer', {survey: survey.id, id, answers: given.answers, finished: given.finished});
  };
  survey.closed = (dismissed) => {
    survey.close = survey.called = null;
    if (mine === overlay) {
      overlay = null;
      unclaim();
    }
    if (dismissed) {
      settle();
      note('DISMISSED');
    }
    emit('close', {survey: survey.id, id, dismissed});
  };
  Object.assign(survey, open(survey, definition));
  mine = survey.close;
  overlay = survey.target ? overlay : mine;
};

const fetchDefinition = async (survey) => {
  try {
    const wanted = survey.options.locale || document.documentElement.lang || navigator.language;
    const response = await fetch(survey.url + '?locale=' + encodeURIComponent(wanted), {credentials: 'omit'});
    const body = await response.json();
    if (response.ok) {
      survey.definition = body;
    } else {
      console.warn('Voce:', survey.id, body.detail);
    }
  } catch (e) {
    setTimeout(() => fetchDefinition(survey), 6e4);
  }
  check(survey);
};

const commands = {
  survey: (id, options, called) => {
    let survey = surveys.get(id);
    if (!survey) {
      const url = base + 'api/v1/public/surveys/' + id;
      survey = {id, url, key: 's.' + id, options: {}, events: new Set(), depth: 0};
      surveys.set(id, survey);
    } else if (!called) {
      return;
    }
    Object.assign(survey.options, options);
    survey.called ||= called;
    survey.definition = survey.options.definition || survey.definition;
    if (survey.definition) {
      check(survey);
    } else {
      fetchDefinition(survey);
    }
  },
  show: (id, options) => commands.survey(id, options, true),
  identify: (who) => {
    ({respondent, attributes} = who);
  },
  track: (event) => {
    surveys.forEach((survey) => survey.events.add(event));
    checkAll();
  },
  close: () => surveys.forEach((survey) => survey.close && survey.close()),
  on: (event, callback) => listeners[event].push(callback),
  consent: (given) => keepIn(given === true ? 'local' : given || 'none'),
  debug: () => {
    debugging = true;
    checkAll();
  },
};

const run = ([name, ...rest]) => {
  if (commands[name]) {
    commands[name](...rest);
  } else {
    console.warn('Voce: no such command', name);
  }
};

// Tag managers strip attributes, so the address may carry them.
const settings = lines.map(({src, dataset}) => ({...Object.fromEntries(new URL(src).searchParams), ...dataset}));

const early = window.voce || {};

if (!early.on) {
  window.voce = (...command) => run(command);
  window.voce.on = true;
  keepIn(settings[0]?.storage || 'local');
}

settings.forEach((one) => one.survey && window.voce('survey', one.survey, one));

if (!early.on) {
  (early.q || []).forEach(run);
  flush();
  addEventListener('online', flush);
  addEventListener('pagehide', unclaim);
  addEventListener('pageshow', () => overlay && claim());
  addEventListener('scroll', checkAll, {passive: true, capture: true});
  // A page that holds the focus somewhere isn't asked about the widget's.
  addEventListener(
    'focusin',
    (event) => event.target.localName === 'voce-survey' && event.stopImmediatePropagation(),
    true
  );
  // Pages that change their address or their content without loading.
  let page = pageNow();
  setInterval(() => {
    const now = pageNow();
    if (now !== page) {
      page = now;
      surveys.forEach((survey) => {
        survey.since = survey.depth = survey.over = 0;
      });
    }
    checkAll();
  }, 500);
}
