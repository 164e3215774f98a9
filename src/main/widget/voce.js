// What the page can call: commands, when to ask, and what the server is sent.

const DAY = 864e5;

/** While a tab shows a survey, others of this origin show none, at most so long, in milliseconds. */
const CLAIM = 18e5;

const PAGE = Math.random();

const me = document.currentScript || document.querySelector('script[src*="/widget"]');

const base = me.src.replace(/widget[./].*/, '');

const surveys = new Map();

const listeners = {answer: [], close: []};

let respondent;

let attributes = {};

let debugging = false;

/** Closes what lies over the page; nothing does when it is not set. */
let overlay;

const random = () =>
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16)
  );

const emit = (event, detail) =>
  listeners[event].forEach((callback) => {
    try {
      callback(detail);
    } catch (e) {
      console.error(e);
    }
  });

const matches = (pattern) => {
  const glob = new RegExp(
    '^' + pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*') + '$'
  );
  const {pathname, search, origin} = location;
  return [pathname, pathname + search, origin + pathname, origin + pathname + search].some((text) => glob.test(text));
};

const change = (key, values) => write(key, {...read(key), ...values});

/** Why a survey is not shown now; nothing when it is to be. */
const obstacle = (survey) => {
  const {definition, key} = survey;
  const rules = (definition && definition.display) || {};
  const kept = read(key) || {};
  const now = Date.now();
  if (survey.close) {
    return 'it is shown';
  }
  if (!definition) {
    return survey.fault || 'it is being fetched';
  }
  survey.target = survey.options.target && document.querySelector(survey.options.target);
  if (survey.options.target && !survey.target) {
    return 'no element matches ' + survey.options.target;
  }
  if (!survey.target && overlay) {
    return 'another survey is shown on this page';
  }
  if (survey.called) {
    return;
  }
  if (rules.onCall) {
    return 'it waits to be called';
  }
  if ((rules.include && !rules.include.some(matches)) || (rules.exclude || []).some(matches)) {
    survey.since = 0;
    return 'it is not for this address';
  }
  survey.since = survey.since || now;
  if (rules.share < 100) {
    if (kept.luck == null) {
      kept.luck = Math.random() * 100;
      change(key, kept);
    }
    if (kept.luck >= rules.share) {
      return 'this visitor is not among the ' + rules.share + ' %';
    }
  }
  if (kept.done + (rules.repeatDays == null ? 90 : rules.repeatDays) * DAY > now) {
    return 'it was answered or dismissed on ' + new Date(kept.done);
  }
  if (rules.event && !survey.events.has(rules.event)) {
    return 'it waits for the event ' + rules.event;
  }
  const left = survey.since + (rules.delay || 0) * 1e3 - now;
  if (left > 0) {
    clearTimeout(survey.timer);
    survey.timer = setTimeout(() => check(survey), left);
    return 'it waits for its delay';
  }
  const page = document.documentElement;
  survey.depth = Math.max(survey.depth, ((scrollY + innerHeight) / page.scrollHeight) * 100 + 1);
  if (survey.depth < rules.scroll) {
    return 'it waits until ' + rules.scroll + ' % of the page were seen';
  }
  if (!survey.target) {
    const last = read('last') || {};
    if (last.survey !== survey.id && last.time + (rules.pauseDays == null ? 1 : rules.pauseDays) * DAY > now) {
      return 'another survey was shown on ' + new Date(last.time);
    }
    const claim = read('claim');
    if (claim && claim.page !== PAGE && claim.time + CLAIM > now) {
      return 'a survey is shown in another tab';
    }
  }
};

const check = (survey) => {
  const reason = obstacle(survey);
  if (debugging && survey.said !== reason) {
    survey.said = reason;
    console.info('Voce:', survey.id, reason || 'it is to be shown');
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
    if ((read('claim') || {}).page === PAGE && !obstacle(survey)) {
      show(survey);
    }
  }, 50);
};

const checkAll = () => surveys.forEach(check);

const claim = () => write('claim', {page: PAGE, time: Date.now()});

const unclaim = () => (read('claim') || {}).page === PAGE && drop('claim');

const show = (survey) => {
  const {definition, key, options} = survey;
  const url = base + 'api/v1/public/surveys/' + survey.id;
  const place = {
    channel: options.channel || definition.channel,
    touchpoint: options.touchpoint || definition.touchpoint,
  };
  let {id, asked} = read(key) || {};
  const note = (stage) => options.kiosk || options.send || post(url + '/shown', {id, stage, ...place}).catch(() => {});
  if (!id) {
    id = random();
    // Who passes a kiosk by is not known, and a preview asks nobody.
    asked = options.kiosk || options.send ? undefined : new Date();
    note('SHOWN');
  }
  survey.called = false;
  if (!survey.target) {
    claim();
    write('last', {survey: survey.id, time: Date.now()});
  }
  change(key, {id, asked});
  survey.presentation = (options.presentation || (definition.appearance || {}).presentation || 'popover').toLowerCase();
  survey.known = () => respondent;
  survey.answered = (given, contact) => {
    const all = {...attributes, ...options.attributes, ...(contact && {contact: contact === respondent || contact})};
    const taken = definition.attributes;
    const body = {
      id,
      ...given,
      askedAt: asked,
      ...place,
      respondent: taken ? undefined : respondent,
      attributes: taken ? Object.fromEntries(Object.entries(all).filter(([name]) => taken.includes(name))) : all,
    };
    change(key, {done: Date.now(), id: null});
    options.send ? options.send(body) : enqueue(url + '/responses', body);
    emit('answer', {survey: survey.id, id, answers: given.answers, finished: given.finished});
  };
  survey.closed = (dismissed) => {
    survey.close = null;
    if (!survey.target) {
      overlay = null;
      unclaim();
    }
    if (dismissed) {
      change(key, {done: Date.now(), id: null});
      note('DISMISSED');
    }
    emit('close', {survey: survey.id, id, dismissed});
  };
  survey.close = open(survey, definition);
  overlay = survey.target ? overlay : survey.close;
};

const fetchDefinition = async (survey) => {
  survey.fault = '';
  try {
    const wanted = survey.options.locale || document.documentElement.lang || navigator.language;
    const response = await fetch(
      base + 'api/v1/public/surveys/' + survey.id + '?locale=' + encodeURIComponent(wanted),
      {credentials: 'omit'}
    );
    const body = await response.json();
    if (response.ok) {
      survey.definition = body;
    } else {
      survey.fault = body.detail;
      console.warn('Voce:', survey.id, body.detail);
    }
  } catch (e) {
    survey.fault = 'its definition could not be fetched';
    setTimeout(() => fetchDefinition(survey), 6e4);
  }
  check(survey);
};

const commands = {
  survey: (id, options, called) => {
    let survey = surveys.get(id);
    if (!survey) {
      survey = {id, key: 's.' + id, options: {}, events: new Set(), depth: 0};
      surveys.set(id, survey);
    } else if (!called) {
      return;
    }
    Object.assign(survey.options, options);
    survey.called = survey.called || called;
    survey.definition = survey.options.definition || survey.definition;
    if (survey.definition) {
      check(survey);
    } else {
      fetchDefinition(survey);
    }
  },
  show: (id, options) => commands.survey(id, options, true),
  identify: (who) => {
    respondent = who.respondent;
    attributes = {...who.attributes};
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
    surveys.forEach((survey) => {
      survey.said = 0;
    });
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
const settings = {...Object.fromEntries(new URL(me.src).searchParams), ...me.dataset};

if ((window.voce || {}).on) {
  settings.survey && window.voce('survey', settings.survey, settings);
} else {
  const early = (window.voce || {}).q || [];
  window.voce = (...command) => run(command);
  window.voce.on = true;
  keepIn(settings.storage || 'local');
  if (settings.survey) {
    commands.survey(settings.survey, settings);
  }
  [...early].forEach(run);
  flush();
  addEventListener('online', flush);
  addEventListener('pagehide', unclaim);
  addEventListener('pageshow', () => overlay && claim());
  addEventListener('scroll', checkAll, {passive: true});
  // Pages that change their address or their content without loading.
  let address = location.href;
  setInterval(() => {
    if (address !== location.href) {
      address = location.href;
      surveys.forEach((survey) => {
        survey.since = survey.depth = 0;
      });
    }
    checkAll();
  }, 500);
}
