// What a visitor sees: one question at a time in a shadow root that the page's styles don't reach. Built node
// by node, without markup in strings, so that it also works under Trusted Types and the strictest policy.

const STYLE = '@STYLE@';

/** Clicks on a question that just appeared were meant for what was there before, in milliseconds. */
const SETTLE = 250;

const STAR = 'M12 3l3 6 6 1-5 4 1 7-5-3-5 3 1-7-5-4 6-1z';

const THUMB = 'M7 11v9H3v-9zM7 11l4-8c2 0 3 1 3 3l-1 3h6c2 0 2 1 2 3l-2 6c0 1-1 2-2 2H7';

const CROSS = 'M6 6l12 12M18 6L6 18';

/** A face whose mouth shows how good the place on the scale is, from 0 to 1. */
const face = (good) =>
  `M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9 9v1M15 9v1M8 ${16 - good * 2}q4 ${good * 8 - 4} 8 0`;

const set = (element, attributes, children) => {
  Object.entries(attributes).forEach(([name, value]) => {
    if (name === 'on') {
      element.onclick = value;
    } else if (value != null && value !== false) {
      element.setAttribute(name, value);
    }
  });
  element.append(...children.filter((child) => child));
  return element;
};

const h = (tag, attributes, ...children) => set(document.createElement(tag), attributes, children);

const node = (tag, attributes, ...children) =>
  set(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

const drawing = (d, transform) =>
  node('svg', {viewBox: '0 0 24 24', 'aria-hidden': 'true'}, node('path', {d, transform}));

/** What stands for a score that is not a number. */
const shapeOf = (look, good) =>
  ({STARS: [STAR], SMILEYS: [face(good)], THUMBS: [THUMB, good ? null : 'rotate(180 12 12)']})[look];

const paint = h('canvas', {}).getContext('2d', {willReadFrequently: true});

/** Whether a page is dark at a place: as its backgrounds are, over an empty page's, which is the host's own colour. */
const isOnDark = (host, place) => {
  const coat = (color) => {
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
  };
  const coatBehind = (element) => {
    if (element) {
      coatBehind(element.parentElement);
      coat(getComputedStyle(element).backgroundColor);
    }
  };
  coat(getComputedStyle(host).color);
  coatBehind(place);
  const [red, green, blue] = paint.getImageData(0, 0, 1, 1).data;
  return red * 3 + green * 6 + blue < 1280;
};

const button = (view, label, action, attributes) => {
  const on = (event) => {
    // Keys click without a count.
    if (!event.detail || event.timeStamp - view.drawn > SETTLE) {
      action(event);
    }
  };
  return h('button', {type: 'button', ...attributes, on}, label);
};

const anchor = (href, label, name) => h('a', {href, class: name, target: '_blank'}, label);

/** Passes on the whole response as it is now. */
const save = ({survey, talk, contact}, finished) => {
  const response = talk.response(finished, Date.now());
  if (response) {
    survey.answered(response, contact);
  }
};

const proceed = (view, event) => {
  save(view, view.talk.isLast());
  view.talk.forward();
  draw(view, event);
};

/** Arrow keys move, Enter and Space answer. */
const radios = ({rtl}, attributes, buttons) => {
  const group = h('div', {role: 'radiogroup', 'aria-labelledby': 'h', ...attributes}, ...buttons);
  let at = Math.max(0, buttons.findIndex((one) => one.matches('[aria-checked=true]')));
  buttons.forEach((one, i) => {
    one.tabIndex = i === at ? 0 : -1;
  });
  group.addEventListener('keydown', (event) => {
    const step = stepOf(event.key, rtl);
    if (step) {
      event.preventDefault();
      buttons[at].tabIndex = -1;
      at = (at + step + buttons.length) % buttons.length;
      buttons[at].tabIndex = 0;
      buttons[at].focus();
    }
  });
  return group;
};

const radio = (view, value, label, attributes) => {
  const choose = (event) => {
    view.talk.take(value);
    proceed(view, event);
  };
  const checked = String(view.talk.isChosen(value));
  return button(view, label, choose, {role: 'radio', 'aria-checked': checked, ...attributes});
};

/** Each of these shows a question: its control, what stands beneath, and where it takes several steps its value. */
const scale = (view, question) => {
  const {look} = question;
  const {min, max} = question.labels || {};
  const buttons = scoresOf(question).map(({score, good, label}) => {
    const shape = shapeOf(look, good);
    const name = score + (label && ', ' + label);
    return radio(view, score, shape ? drawing(...shape) : String(score), {'aria-label': name});
  });
  const end = (text) => h('span', {}, text || '');
  return [
    radios(view, {class: 's ' + look}, buttons),
    (min || max) && h('div', {class: 'e', 'aria-hidden': 'true'}, end(min), end(max)),
  ];
};

const choice = (view, {options, multiple}) => {
  if (!multiple) {
    const buttons = options.map((option) => radio(view, [option.key], option.text));
    return [radios(view, {class: 'o'}, buttons)];
  }
  const chosen = view.talk.answer() || [];
  const boxes = options.map(({key}) => h('input', {type: 'checkbox', value: key, checked: chosen.includes(key) && ''}));
  const labels = boxes.map((box, i) => h('label', {}, box, options[i].text));
  return [
    h('div', {class: 'o', role: 'group', 'aria-labelledby': 'h'}, ...labels),
    ,
    () => boxes.filter((box) => box.checked).map((box) => box.value),
  ];
};

const comment = ({talk, words, definition}) => {
  const area = h('textarea', {'aria-labelledby': 'h', 'aria-describedby': 'n', rows: 3});
  const count = h('div', {class: 'e', id: 'n'});
  const counted = () => {
    const typed = [...area.value];
    if (typed.length > MOST_CHARACTERS) {
      area.value = typed.splice(0, MOST_CHARACTERS).join('');
    }
    count.textContent = characters(words.count, [...area.value].length, definition.locale);
  };
  area.value = talk.answer() || '';
  area.addEventListener('input', counted);
  counted();
  return [area, count, () => area.value.trim()];
};

const asking = (view, question) => {
  const {talk, words, card} = view;
  const show = {CHOICE: choice, TEXT: comment}[question.type] || scale;
  const [control, beneath, value] = show(view, question);
  const back = (event) => {
    value && talk.take(value());
    talk.back();
    draw(view, event);
  };
  const go = (event) =>
    !value || talk.take(value()) ? proceed(view, event) : card.querySelector('textarea,input').focus();
  const skip = (event) => proceed(view, event);
  const footer = h(
    'div',
    {class: 'f'},
    talk.canGoBack() && button(view, words.back, back, {class: 'q'}),
    talk.canSkip() && button(view, words.skip, skip, {class: 'q'}),
    (value || talk.isAnswered()) && button(view, talk.isLast() ? words.send : words.next, go, {class: 'go'})
  );
  return [h('h2', {id: 'h', tabindex: -1}, talk.text()), control, beneath, footer];
};

/** Asks whether the owner may get in touch: with whom the page says it is, or at an address. */
const reaching = (view) => {
  const {words} = view;
  const known = respondent;
  const address = {type: 'email', maxlength: 200, autocomplete: 'email', placeholder: words.email};
  const field = !known && h('input', address);
  const flaw = h('div', {class: 'e', role: 'alert'});
  const agree = () => {
    view.contact = known || (field.checkValidity() && field.value.trim());
    if (view.contact) {
      save(view, true);
      asked.replaceChildren(h('p', {role: 'status'}, words.noted));
    } else {
      flaw.textContent = words.invalid;
      field.focus();
    }
  };
  const yes = button(view, field ? words.send : words.yes, agree, {class: 'go'});
  const asked = h('div', {}, h('p', {}, words.contact), field, flaw, h('div', {class: 'f'}, yes));
  return asked;
};

const thanking = (view) => {
  const {words} = view;
  const {text, voucher, link, contact} = view.talk.thanks();
  return [
    h('h2', {id: 'h', tabindex: -1}, text || words.thanks),
    voucher && h('output', {}, voucher),
    link && h('p', {}, anchor(link, words.more, 'go')),
    contact && reaching(view),
  ];
};

/** Shows what is asked now, or the thanks after the last. */
const draw = (view, event) => {
  const {talk, card, words, definition, close} = view;
  const question = talk.question();
  const content = question ? asking(view, question) : thanking(view);
  const {privacy} = definition;
  content.push(
    privacy && question && h('div', {class: 'e'}, anchor(privacy, words.privacy)),
    close && button(view, drawing(CROSS), () => close(), {class: 'x', 'aria-label': words.close})
  );
  card.replaceChildren();
  set(card, {}, content);
  view.drawn = performance.now();
  if (event) {
    // On touch screens a focused field would open the keyboard unasked.
    const fine = !event.detail || matchMedia('(pointer:fine)').matches;
    const control = question && fine && card.querySelector('[tabindex="0"],textarea,input');
    (control || card.firstChild).focus();
  }
};

/** Draws a survey into the page: its first question, and from then on whatever follows. */
const open = (survey, definition) => {
  const {locale, words, appearance: look = {}} = definition;
  const inline = survey.target;
  const modal = !inline && /modal/i.test(survey.options.presentation || look.presentation);
  const host = h('voce-survey', {class: !inline && (look.position === 'BOTTOM_LEFT' ? 'over left' : 'over')});
  const root = host.attachShadow({mode: 'open'});
  const sheet = new CSSStyleSheet();
  const rtl = isRightToLeft(locale);
  const named = !inline && {role: 'dialog', 'aria-labelledby': 'h'};
  const card = h(modal ? 'dialog' : 'div', {class: 'c', lang: locale, dir: rtl ? 'rtl' : 'ltr', ...named});
  const talk = converse(definition, survey.options.preselect);
  let touched;

  const shade = () => {
    const isDark = look.theme ? look.theme === 'DARK' : isOnDark(host, survey.target || document.body);
    card.classList.toggle('dark', isDark);
  };

  /** Puts it into the page, also where the page has thrown it out. */
  const place = () => {
    if (inline) {
      survey.target.replaceChildren(host);
    } else {
      document.documentElement.append(host);
      if (modal) {
        card.open = false;
        card.showModal();
      } else if (host.showPopover) {
        host.popover = 'manual';
        host.showPopover();
      }
    }
    shade();
  };

  /** Takes it out of the page, as dismissed where nothing was answered and the page didn't want it so. */
  const close = (withdrawn) => {
    host.remove();
    survey.closed(!withdrawn && talk.isUnsent());
  };

  /** Goes along with a page that changed: with what was begun, it waits until it fits again. */
  const keep = (fits) => {
    if (!host.isConnected && !talk.question()) {
      close(true);
    } else if (!fits) {
      touched || !talk.isUnsent() || close(true);
    } else {
      host.isConnected ? shade() : place();
    }
  };

  const view = {survey, definition, words, talk, card, rtl, close: !inline && close};

  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(card);
  card.style.setProperty('--k', look.accent || '');

  // What is typed here is no shortcut of the page's.
  ['keydown', 'keypress', 'keyup'].forEach((type) => host.addEventListener(type, (event) => event.stopPropagation()));
  host.addEventListener('input', () => {
    touched = true;
  });
  if (modal) {
    card.addEventListener('cancel', () => close());
  } else if (!inline) {
    card.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  }
  // What a mail's link chose counts as soon as a person acts: mail scanners open links too.
  survey.options.confirmed?.then(() => survey.close === close && talk.isUnsent() && save(view, false));
  draw(view);
  place();
  return {close, keep};
};
