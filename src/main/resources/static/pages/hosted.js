// Puts the widget in the place of the plain form, and starts anew by itself in a shop's kiosk.
const place = document.getElementById('voce');
const options = JSON.parse(place.dataset.options);
const show = () => voce('show', place.dataset.survey, {...options, target: '#voce'});

if (options.kiosk) {
  const IDLE = 45000; // milliseconds until a survey left half-way starts over
  const READ = 6000; // and until it does after the thanks
  let timer;
  const restart = () => {
    voce('close');
    show();
  };
  const wait = (time) => {
    clearTimeout(timer);
    timer = setTimeout(restart, time);
  };
  let finished;
  voce('on', 'answer', (answer) => {
    finished = answer.finished;
    wait(finished ? READ : IDLE);
  });
  ['pointerdown', 'keydown'].forEach((type) => addEventListener(type, () => finished || wait(IDLE), true));
  voce('on', 'close', () => {
    finished = false;
    clearTimeout(timer);
  });
}

show();
