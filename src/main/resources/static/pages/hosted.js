// Puts the widget in the place of the plain form, and starts anew by itself in a shop's kiosk.
const place = document.getElementById('voce');
const options = JSON.parse(place.dataset.options);

/** What gives the widget the look of this page. */
const sheets = [...document.querySelectorAll('link[rel=preload]')].map((link) => {
  const sheet = new CSSStyleSheet();
  fetch(link.href)
    .then((response) => response.text())
    .then((text) => sheet.replaceSync(text));
  return sheet;
});

new MutationObserver(() => {
  const root = place.querySelector('voce-survey')?.shadowRoot;
  if (root && !root.adoptedStyleSheets.includes(sheets[0])) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
  }
}).observe(place, {childList: true});

/** Kept at the first of these by a person: mail scanners open pages and run scripts, but touch nothing. */
const first = (...types) =>
  new Promise((resolve) => {
    const listen = (event) => {
      if (event.isTrusted) {
        types.forEach((type) => removeEventListener(type, listen, true));
        resolve();
      }
    };
    types.forEach((type) => addEventListener(type, listen, true));
  });

const show = () => {
  const present = first('pointermove', 'pointerdown', 'keydown');
  // Moving and scrolling store no score that a mail's link chose.
  const confirmed = options.unconfirmed ? undefined : first('click', 'keydown');
  voce('show', place.dataset.survey, {...options, target: '#voce', present, confirmed});
};

// Only a survey that has stopped meanwhile goes by itself; then the page says so.
voce('on', 'close', () => place.querySelector('voce-survey') || location.reload());

// Whom a mail invited is told that a chosen score is not sent yet, and then that it is. The plain form asks all at
// once; here a button may lead to the next question.
const state = document.querySelector('[data-kept]');
if (state?.dataset.next) {
  state.textContent = state.dataset.next;
}
voce('on', 'answer', () => {
  if (state) {
    state.textContent = state.dataset.kept;
  }
});

if (options.kiosk) {
  const IDLE = 45000; // milliseconds until a survey left half-way starts over
  const READ = 6000; // and until it does after the thanks
  let timer;
  let finished = false;
  const restart = () => {
    clearTimeout(timer);
    finished = false;
    // The next visitor meets the language that the kiosk was opened in: links to others carry its address along.
    if (location.hash) {
      location.replace(location.pathname + '?' + location.hash.slice(1));
      return;
    }
    voce('close');
    show();
  };
  const wait = (time) => {
    clearTimeout(timer);
    timer = setTimeout(restart, time);
  };
  voce('on', 'answer', (answer) => {
    finished = answer.finished;
    wait(finished ? READ : IDLE);
  });
  ['pointerdown', 'keydown'].forEach((type) => addEventListener(type, () => finished || wait(IDLE), true));
  document.querySelectorAll('.language').forEach((link) => {
    link.hash = location.hash || location.search.slice(1);
  });
  if (location.hash) {
    wait(IDLE);
  }
}

show();
