// What a visitor sees: one question at a time in a shadow root that the page's styles don't reach. Built node
// by node, without markup in strings, so that it also works under Trusted Types and the strictest policy.

const STYLE = '@STYLE@';

/** Clicks on a question that just appeared were meant for what was there before, in milliseconds. */
const SETTLE = 250;

const STAR = 'M12 2.8l2.8 5.9 6.4.8-4.7 4.5 1.2 6.4-5.7-3.2-5.7 3.2 1.2-6.4L2.8 9.5l6.4-.8z';

const THUMB_UP =
  'M7 11v9H3v-9zM7 11l4-8c2 0 3 1 2.6 3L13 9h6c1.5 0 2.3 1.2 2 2.500l-1.6 7c-.2 1-1 1.5-2 1.500H7';

const THUMB_DOWN =
  'M17 13V4h4v9zM17 13l-4 8c-2 0-3-1-2.6-3l.6-3H5c-1.5 0-2.3-1.2-2-2.5' +
  'l1.6-7C4.8 4.5 5.6 4 6.6 4H17';

/** A face whose mouth shows how good the place on the scale is, from 0 to 1. */
const face = (good) =>
  'M2.5 12a9.5 9.5 0 1 0 19 0a9.5 9.5 0 1 0-19 0M9 9v1M15 9v1' +
  `M8 ${16.5 - good * 2}Q12 ${13 + good * 6} 16 ${16.5 - good * 2}`;

const set = (element, attributes, children) => {
  Object.entries(attributes).forEach(([name, value]) => {
    if (name === 'on') {
      element.addEventListener('click', value);
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

const drawing = (d) => node('svg', {viewBox: '0 0 24 24', 'aria-hidden': 'true'}, node('path', {d}));

/** What stands for a score that is not a number. */
const shapeOf = (look, good) =>
  ({STARS: STAR, SMILEYS: face(good), THUMBS: good ? THUMB_UP : THUMB_DOWN})[look];

const dark = matchMedia('(prefers-color-scheme:dark)');

const button = (view, label, action, attributes) => {
  const on = (event) => {
    // Keys click without a count.
    if (!event.detail || event.timeStamp - view.drawn > SETTLE) {
      action(event);
    }
  };
  return h('button', {type: 'button', ...attributes, on}, label);
};

const anchor = (href, label, name) => h('a', {href, class: name, target: '_blank', rel: 'noopener'}, label);

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
  const chosen = buttons.findIndex((one) => one.getAttribute('aria-checked') === 'true');
  buttons.forEach((one, i) => {
    one.tabIndex = i === Math.max(chosen, 0) ? 0 : -1;
    one.addEventListener('keydown', (event) => {
      const step = stepOf(event.key, rtl);
      if (step) {
        event.preventDefault();
        one.tabIndex = -1;
        const other = buttons[(i + step + buttons.length) % buttons.length];
        other.tabIndex = 0;
        other.focus();
      }
    });
  });
  return h('div', {role: 'radiogroup', 'aria-labelledby': 'h', ...attributes}, ...buttons);
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
    const name = score + (label ? ', ' + label : '');
    return radio(view, score, shape ? drawing(shape) : String(score), {'aria-label': name});
  });
  const looks = look && look !== 'NUMBERS' ? 'i ' + look.toLowerCase() : '';
  const end = (text) => h('span', {}, text || '');
  return [
    radios(view, {class: 's ' + looks}, buttons),
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
  const area = h('textarea', {'aria-labelledby': 'h', 'aria-describedby': 'n', maxlength: MOST_CHARACTERS, rows: 3});
  const count = h('div', {class: 'e', id: 'n'});
  const counted = () => {
    count.textContent = characters(words.count, area.value.length, definition.locale);
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
  const {survey, words} = view;
  const known = survey.known();
  const address = {type: 'email', maxlength: 200, autocomplete: 'email', placeholder: words.email};
  const field = !known && h('input', {...address, 'aria-label': words.email});
  const agree = () => {
    view.contact = known || (field.value.trim() && field.checkValidity() && field.value.trim());
    if (view.contact) {
      save(view, true);
      asked.replaceChildren(h('p', {role: 'status'}, words.noted));
    } else {
      field.focus();
    }
  };
  const yes = button(view, field ? words.send : words.yes, agree, {class: 'go'});
  const asked = h('div', {}, h('p', {}, words.contact), field, h('div', {class: 'f'}, yes));
  return asked;
};

const thanking = (view) => {
  const {words} = view;
  const {text, voucher, link, contact} = view.talk.thanks();
  return [
    h('h2', {id: 'h', tabindex: -1}, text || words.thanks),
    voucher && h('output', {}, voucher),
    link && h('p', {}, anchor(link, words.more, 'go')),
    contact && !view.contact && reaching(view),
  ];
};

/** Shows what is asked now, or the thanks after the last. */
const draw = (view, event) => {
  const {talk, card, words, definition, close} = view;
  const question = talk.question();
  const content = question ? asking(view, question) : thanking(view);
  const {privacy} = definition;
  content.push(
    privacy && question && h('div', {class: 'f p'}, anchor(privacy, words.privacy, 'p')),
    close && button(view, '✕', close, {class: 'x', 'aria-label': words.close})
  );
  card.replaceChildren(...content.filter((one) => one));
  view.drawn = performance.now();
  if (event) {
    // On touch screens a focused field would open the keyboard unasked.
    const fine = !event.detail || matchMedia('(pointer:fine)').matches;
    const control = question && fine && card.querySelector('[tabindex="0"],textarea,input');
    (control || card.firstChild).focus();
  }
};

/** Puts the survey over the page. */
const lay = (host, root, card, form, close) => {
  const modal = form === 'modal';
  const frame = h(modal ? 'dialog' : 'div', {role: 'dialog', 'aria-labelledby': 'h'}, card);
  root.append(frame);
  document.documentElement.append(host);
  if (modal) {
    frame.addEventListener('cancel', close);
    frame.showModal();
  } else {
    frame.addEventListener('keydown', (event) => event.key === 'Escape' && close());
    if (host.showPopover) {
      host.popover = 'manual';
      host.showPopover();
    }
  }
};

/** Draws a survey into the page: its first question, and from then on whatever follows. */
const open = (survey, definition) => {
  const {locale, words} = definition;
  const look = definition.appearance || {};
  const inline = survey.target;
  const form = inline ? 'inline' : survey.presentation;
  const host = h('voce-survey', {class: form + (look.position === 'BOTTOM_LEFT' ? ' left' : '')});
  const root = host.attachShadow({mode: 'open'});
  const sheet = new CSSStyleSheet();
  const rtl = isRightToLeft(locale);
  const card = h('div', {class: 'c ' + form, lang: locale, dir: rtl ? 'rtl' : 'ltr'});
  const talk = converse(definition, survey.options.preselect);

  const shade = () => card.classList.toggle('dark', look.theme ? look.theme === 'DARK' : dark.matches);

  // What a mail's link chose counts as soon as a person shows to be there: mail scanners open links too.
  const confirm = (event) => {
    if (event.isTrusted && talk.isUnsent()) {
      save(view, false);
    }
  };

  const close = () => {
    if (host.isConnected) {
      host.remove();
      removeEventListener('pointerdown', confirm, true);
      removeEventListener('keydown', confirm, true);
      dark.removeEventListener('change', shade);
      survey.closed(talk.isUnsent());
    }
  };

  const view = {survey, definition, words, talk, card, rtl, close: !inline && close};

  sheet.replaceSync(
    STYLE + (look.accent ? `.c{--k:${look.accent};--d:color-mix(in srgb,${look.accent} 40%,#fff)}` : '')
  );
  root.adoptedStyleSheets = [sheet];
  dark.addEventListener('change', shade);
  shade();

  // What is typed here is no shortcut of the page's.
  ['keydown', 'keypress', 'keyup'].forEach((type) => host.addEventListener(type, (event) => event.stopPropagation()));

  if (survey.options.preselect) {
    addEventListener('pointerdown', confirm, true);
    addEventListener('keydown', confirm, true);
  }

  draw(view);
  if (inline) {
    root.append(card);
    inline.replaceChildren(host);
  } else {
    lay(host, root, card, form, close);
  }
  return close;
};
