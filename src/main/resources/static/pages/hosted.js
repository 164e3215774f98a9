// Puts the widget in the place of the plain form, and starts anew by itself in a shop's kiosk.
const place = document.getElementById('voce');
const options = JSON.parse(place.dataset.options);
const SIGNS = ['pointermove', 'pointerdown', 'keydown'];

/** Kept once a person shows to be there: mail scanners open pages and run scripts, but touch nothing. */
const present = () =>
  new Promise((resolve) => {
    const listen = (event) => {
      if (event.isTrusted) {
        SIGNS.forEach((type) => removeEventListener(type, listen, true));
        resolve();
      }
    };
    SIGNS.forEach((type) => addEventListener(type, listen, true));
  });

const show = () => voce('show', place.dataset.survey, {...options, target: '#voce', present: present()});

let restarting = false;

// Only a survey that has stopped meanwhile goes by itself; then the page says so.
voce('on', 'close', () => restarting || location.reload());

if (options.kiosk) {
  const IDLE = 45000; // milliseconds until a survey left half-way starts over
  const READ = 6000; // and until it does after the thanks
  let timer;
  let finished = false;
  const restart = () => {
    clearTimeout(timer);
    finished = false;
    restarting = true;
    voce('close');
    restarting = false;
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
}

show();
