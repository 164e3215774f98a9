// What a visitor sees: one question at a time in a shadow root that the page's styles don't reach. Built node
// by node, without markup in strings, so that it also works under Trusted Types and the strictest policy.

const STYLE = '@STYLE@';

/** Clicks on a question that just appeared were meant for what was there before, in milliseconds. */
const SETTLE = 250;

const CROSS = 'M6 6l12 12M18 6L6 18';

const ARROW = 'M15 5l-7 7 7 7';

const set = (element, attributes, children) => {
  Object.entries(attributes).forEach(([name, value]) => {
    if (value?.call) {
      element['on' + name] = value;
    } else if ((value ?? false) !== false) {
      element.setAttribute(name, value);
    }
  });
  element.append(...children.flat(2).filter((child) => child));
  return element;
};

const h = (tag, attributes, ...children) => set(document.createElement(tag), attributes, children);

const node = (tag, attributes, ...children) =>
  set(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

const drawing = (d) => node('svg', {viewBox: '0 0 24 24', 'aria-hidden': true}, node('path', {d}));

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

const button = (view, content, action, attributes) => {
  const click = (event) => {
    // Keys click without a count.
    if (!event.detail || event.timeStamp - view.drawn > SETTLE) {
      action(event);
    }
  };
  return h('button', {type: 'button', ...attributes, click}, content);
};

const anchor = (href, label, name) => h('a', {href, class: name, target: '_blank'}, label);

const title = (text) => h('h2', {id: 'h', tabindex: -1}, text);

/** Whether the last answer asks whether to answer back. */
const isReachable = (talk) => talk.isLast() && talk.thanks().contact;

/** Passes on the whole response as it is now. */
const save = ({survey, talk, contact}, finished = false) => {
  const response = talk.response(finished, Date.now());
  if (response) {
    survey.answered(response, isReachable(talk) && contact);
  }
};

const proceed = (view, event) => {
  save(view, view.talk.isLast());
  view.talk.forward();
  draw(view, event);
};

/** Arrow keys move, Enter and Space answer. */
const radios = ({dir}, attributes, buttons) => {
  const keydown = (event) => {
    const step = stepOf(event.key, dir);
    if (step) {
      event.preventDefault();
      const from = buttons.indexOf(event.target);
      const to = buttons[(from + step + buttons.length) % buttons.length];
      event.target.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    }
  };
  const group = h('div', {role: 'radiogroup', 'aria-labelledby': 'h', keydown, ...attributes}, buttons);
  (group.querySelector('[aria-checked=true]') || buttons[0]).tabIndex = 0;
  return group;
};

const radio = (view, value, label, attributes) => {
  const choose = (event) => {
    view.talk.take(value);
    if (isReachable(view.talk)) {
      save(view);
      draw(view, event);
    } else {
      proceed(view, event);
    }
  };
  const checked = String(view.talk.isChosen(value));
  return button(view, label, choose, {role: 'radio', 'aria-checked': checked, tabindex: -1, ...attributes});
};

/** Each of these shows a question: its control, what stands beneath, and where it takes several steps its value. */
const scale = (view, question) => {
  const {look, labels: {min, max} = {}} = question;
  const thumbs = look === 'THUMBS';
  const buttons = scoresOf(question).map(({score, label, drawn}) => {
    const said = thumbs && label;
    const name = !said && score + (label ? ', ' + label : '');
    return radio(view, score, drawn ? [drawing(drawn), said] : String(score), {'aria-label': name});
  });
  return [
    radios(view, {class: 's ' + look}, buttons),
    !thumbs && (min || max) && h('div', {class: 'e', 'aria-hidden': true}, h('span', {}, min), h('span', {}, max)),
  ];
};

const choice = (view, {options, multiple}) => {
  if (!multiple) {
    const buttons = options.map((option) => radio(view, [option.key], option.text));
    return [radios(view, {class: 'o'}, buttons)];
  }
  const chosen = view.talk.answer() || [];
  const box = ({key, text}) =>
    h('label', {}, h('input', {type: 'checkbox', value: key, checked: chosen.includes(key) && ''}), text);
  return [
    h('div', {class: 'o', role: 'group', 'aria-labelledby': 'h'}, options.map(box)),
    ,
    () => [...view.card.querySelectorAll('.o :checked')].map(({value}) => value),
  ];
};

/**
 * A way to answer back: a box for whom the page knows, else a field for an address. With it a place for its flaw.
 */
const reaching = (view) => {
  const {words} = view;
  const given = respondent ? 'checked' : 'value';
  const address = {type: 'email', maxlength: 200, autocomplete: 'email', 'aria-describedby': 'f'};
  const field = h('input', respondent ? {type: 'checkbox'} : address);
  field[given] = view.contact || '';
  field.oninput = () => {
    view.contact = field[given];
  };
  return [
    h('label', {class: 'n'}, respondent ? [field, words.contact] : [words.email, field]),
    h('div', {class: 'e', id: 'f', role: 'alert'}),
  ];
};

const comment = (view) => {
  const {talk, words, definition} = view;
  const counter = h('div', {class: 'e', id: 'n'});
  const input = () => {
    const typed = [...area.value];
    if (typed.splice(MOST_CHARACTERS).length) {
      area.value = typed.join('');
    }
    counter.textContent = characters(words.count, typed.length, definition.locale);
  };
  const area = h('textarea', {'aria-labelledby': 'h', 'aria-describedby': 'n', input});
  area.value = talk.answer() || '';
  input();
  return [area, counter, () => area.value.trim()];
};

const asking = (view, question) => {
  const {talk, words, card, definition} = view;
  const {locale, privacy} = definition;
  const show = {CHOICE: choice, TEXT: comment}[question.type] || scale;
  const [control, beneath, value] = show(view, question);
  const back = (event) => {
    value && talk.take(value());
    talk.back();
    draw(view, event);
  };
  const go = (event) => {
    const flawed = card.querySelector(':invalid');
    if (value && !talk.take(value())) {
      card.querySelector('textarea,input').focus();
    } else if (flawed) {
      card.querySelector('#f').textContent = words.invalid;
      flawed.focus();
      save(view);
    } else {
      proceed(view, event);
    }
  };
  const skip = (event) => proceed(view, event);
  const ready = value || talk.isAnswered();
  const chosen = talk.chosen();
  const above =
    talk.canGoBack() &&
    h(
      'div',
      {class: 'e t'},
      button(view, drawing(ARROW), back, {class: 'q', 'aria-label': words.back}),
      h('span', {}, chosen && [words.chosen + ' ', h('b', {}, chosen)]),
      h('span', {}, count(words.count, talk.progress(), locale))
    );
  const footer = h(
    'div',
    {class: 'f'},
    privacy && anchor(privacy, words.privacy),
    talk.canSkip() && button(view, words.skip, skip, {class: 'q'}),
    ready && button(view, talk.isLast() ? words.send : words.next, go, {class: 'go'})
  );
  return [above, title(talk.text()), control, beneath, ready && isReachable(talk) && reaching(view), footer];
};

const thanking = (view) => {
  const {words} = view;
  const {text = words.thanks, heading = text, rest, voucher, link} = view.talk.thanks();
  return [
    title(heading),
    rest && h('p', {}, rest),
    voucher && h('output', {}, voucher),
    link && anchor(link, words.more, 'go'),
  ];
};

/** Shows what is asked now, or the thanks after the last. */
const draw = (view, event) => {
  const {talk, card, words, close} = view;
  const question = talk.question();
  const cross = close && button(view, drawing(CROSS), () => close(), {class: 'x', 'aria-label': words.close});
  card.replaceChildren();
  set(card, {}, [question ? asking(view, question) : thanking(view), cross]);
  view.drawn = performance.now();
  if (event) {
    // On touch screens a focused field would open the keyboard unasked.
    const fine = !event.detail || matchMedia('(pointer:fine)').matches;
    const control = question && fine && card.querySelector('[tabindex="0"],textarea,input');
    (control || card.querySelector('h2')).focus();
  }
};

/** Draws a survey into the page: its first question, and from then on whatever follows. */
const open = (survey, definition) => {
  const {locale, words, appearance: look = {}, dir} = definition;
  const inline = survey.target;
  const modal = !inline && /modal/i.test(survey.options.presentation || look.presentation);
  const host = h('voce-survey', {class: !inline && (look.position === 'BOTTOM_LEFT' ? 'over left' : 'over')});
  const root = host.attachShadow({mode: 'open'});
  const sheet = new CSSStyleSheet();
  const named = !inline && {role: 'dialog', 'aria-labelledby': 'h'};
  const card = h(modal ? 'dialog' : 'div', {class: 'c', lang: locale, dir, ...named});
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

  const view = {survey, definition, words, talk, card, dir, close: !inline && close};

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
  survey.options.confirmed?.then(() => survey.close === close && talk.isUnsent() && save(view));
  draw(view);
  place();
  return {close, keep};
};
