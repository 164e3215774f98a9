// What a visitor sees: one question at a time in a shadow root that the page's styles don't reach. Built node
// by node, without markup in strings, so that it also lives under Trusted Types and the strictest policy.

const STYLE = '@STYLE@';

/** Clicks on a question that just appeared were meant for what was there before, in milliseconds. */
const SETTLE = 250;

const SHAPES = {
  star: ['M12 2.8l2.8 5.9 6.4.8-4.7 4.5 1.2 6.4-5.7-3.2-5.7 3.2 1.2-6.4L2.8 9.5l6.4-.8z'],
  up: ['M7 11v9H3v-9zM7 11l4-8c2 0 3 1 2.6 3L13 9h6c1.500 0 2.300 1.200 2 2.500l-1.600 7c-.2 1-1 1.500-2 1.500H7'],
  down: ['M17 13V4h4v9zM17 13l-4 8c-2 0-3-1-2.600-3l.6-3H5c-1.500 0-2.300-1.200-2-2.500l1.600-7C4.800 4.500 5.600 4 6.600 4H17'],
};

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

const drawing = (paths) => {
  const node = (tag, attributes, ...children) =>
    set(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
  return node('svg', {viewBox: '0 0 24 24', 'aria-hidden': 'true'}, ...paths.map((d) => node('path', {d})));
};

/** A face whose mouth says how good the place on the scale is, from 0 to 1. */
const face = (good) => [
  'M2.500 12a9.500 9.500 0 1 0 19 0a9.500 9.500 0 1 0-19 0M9 9v1M15 9v1',
  `M8 ${16.5 - good * 2}Q12 ${13 + good * 6} 16 ${16.5 - good * 2}`,
];

const dark = matchMedia('(prefers-color-scheme:dark)');

/** Draws a survey into the page: its first question, and from then on whatever follows. */
const open = (survey, definition) => {
  const look = definition.appearance || {};
  const words = definition.words;
  const answers = {...survey.options.preselect};
  const inline = survey.target;
  const form = inline ? 'inline' : survey.presentation;
  const host = h('voce-survey', {class: form + (look.position === 'BOTTOM_LEFT' ? ' left' : '')});
  const root = host.attachShadow({mode: 'open'});
  const sheet = new CSSStyleSheet();
  const rtl = /^(ar|fa|he|ur)\b/.test(definition.locale);
  const card = h('div', {class: 'c ' + form, lang: definition.locale, dir: rtl ? 'rtl' : 'ltr'});
  const trail = [];
  let revision = -1;
  let drawn;
  let started = 0;
  let contact;

  const classOf = (key) => {
    const question = definition.questions.find((one) => one.key === key);
    return question && question.classes && question.classes[answers[key] - question.scale.min];
  };
  const asked = ({askWhen}) =>
    !askWhen ||
    (askWhen.question in answers && (!askWhen.classes || askWhen.classes.includes(classOf(askWhen.question))));
  const next = (from) => definition.questions.findIndex((question, i) => i > from && asked(question));

  const shade = () => card.classList.toggle('dark', look.theme ? look.theme === 'DARK' : dark.matches);

  /** Hands over the whole response as it now is, under a higher revision. */
  const save = (finished) => {
    const given = {};
    definition.questions.forEach((question) => {
      if (asked(question) && question.key in answers) {
        given[question.key] = answers[question.key];
      }
    });
    if (!Object.keys(given).length) {
      return;
    }
    started = started || Date.now();
    revision++;
    survey.answered(
      {
        answers: given,
        revision,
        finished,
        submittedAt: new Date(started).toISOString(),
        version: definition.version,
        locale: definition.locale,
      },
      contact
    );
  };

  const close = () => {
    if (host.isConnected) {
      host.remove();
      removeEventListener('pointerdown', confirm, true);
      removeEventListener('keydown', confirm, true);
      dark.removeEventListener('change', shade);
      survey.closed(revision < 0);
    }
  };

  // What a mail's link chose counts as soon as a person shows to be there: mail scanners open links too.
  const confirm = (event) => {
    if (event.isTrusted && revision < 0) {
      save(false);
    }
  };

  const button = (label, action, attributes) =>
    h(
      'button',
      {
        type: 'button',
        ...attributes,
        on: (event) => {
          // Keys click without a count.
          if (!event.detail || event.timeStamp - drawn > SETTLE) {
            action(event);
          }
        },
      },
      label
    );

  const proceed = (i, event) => {
    const following = next(i);
    save(following < 0);
    trail.push(i);
    draw(following, event);
  };

  /** Arrows move, Enter and Space answer. */
  const radios = (attributes, buttons) => {
    const chosen = buttons.findIndex((one) => one.getAttribute('aria-checked') === 'true');
    buttons.forEach((one, i) => {
      one.tabIndex = i === Math.max(chosen, 0) ? 0 : -1;
      one.addEventListener('keydown', (event) => {
        const step = {ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowDown: 1, ArrowUp: -1}[event.key];
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

  const radio = (question, i, value, label, attributes) =>
    button(
      label,
      (event) => {
        answers[question.key] = value;
        proceed(i, event);
      },
      {role: 'radio', 'aria-checked': String(answers[question.key] === value), ...attributes}
    );

  const scale = (question, i) => {
    const {min, max} = question.scale;
    const ends = question.labels || {};
    const buttons = [];
    for (let score = min; score <= max; score++) {
      const place = (score - min) / (max - min);
      const best = /^(SATISFIED|EASY)/.test(question.classes) ? 1 - place : place;
      const shape = {
        STARS: SHAPES.star,
        SMILEYS: face(best),
        THUMBS: best ? SHAPES.up : SHAPES.down,
      }[question.look];
      const end = score === min ? ends.min : score === max ? ends.max : '';
      buttons.push(
        radio(question, i, score, shape ? drawing(shape) : String(score), {'aria-label': score + (end ? ', ' + end : '')})
      );
    }
    const looks = question.look && question.look !== 'NUMBERS' ? 'i ' + question.look.toLowerCase() : '';
    return [
      radios({class: 's ' + looks}, buttons),
      (ends.min || ends.max) &&
        h('div', {class: 'e', 'aria-hidden': 'true'}, h('span', {}, ends.min || ''), h('span', {}, ends.max || '')),
    ];
  };

  const controls = {
    CHOICE: (question, i) => {
      if (!question.multiple) {
        return [
          radios(
            {class: 'o'},
            question.options.map((option) => radio(question, i, [option.key], option.text))
          ),
        ];
      }
      const boxes = question.options.map((option) =>
        h('input', {
          type: 'checkbox',
          value: option.key,
          checked: (answers[question.key] || []).includes(option.key) && '',
        })
      );
      const group = h(
        'div',
        {class: 'o', role: 'group', 'aria-labelledby': 'h'},
        ...boxes.map((box, n) => h('label', {}, box, question.options[n].text))
      );
      return [group, , () => boxes.filter((box) => box.checked).map((box) => box.value)];
    },
    TEXT: (question) => {
      const area = h('textarea', {'aria-labelledby': 'h', 'aria-describedby': 'n', maxlength: 5000, rows: 3});
      const count = h('div', {class: 'e', id: 'n'});
      const counted = () => {
        count.textContent = [area.value.length, 5000].reduce(
          (text, n, at) => text.replace(`{${at}}`, n.toLocaleString(definition.locale)),
          words.count
        );
      };
      area.value = answers[question.key] || '';
      area.addEventListener('input', counted);
      counted();
      return [area, count, () => area.value.trim()];
    },
  };

  const thanks = () => {
    const scored = definition.questions.find((question) => (definition.thanks || {})[classOf(question.key)]);
    const said = scored ? definition.thanks[classOf(scored.key)] : {};
    const heading = h('h2', {id: 'h', tabindex: -1}, said.text || words.thanks);
    let reach;
    if (said.contact && !contact) {
      const known = survey.known();
      const field = !known && h('input', {type: 'email', maxlength: 200, autocomplete: 'email', placeholder: words.email, 'aria-label': words.email});
      reach = h(
        'div',
        {},
        h('p', {}, words.contact),
        field,
        h(
          'div',
          {class: 'f'},
          button(
            field ? words.send : words.yes,
            () => {
              contact = known || (field.value.trim() && field.checkValidity() && field.value.trim());
              if (contact) {
                save(true);
                reach.replaceChildren(h('p', {role: 'status'}, words.noted));
              } else {
                field.focus();
              }
            },
            {class: 'go'}
          )
        )
      );
    }
    return [
      heading,
      said.voucher && h('output', {}, said.voucher),
      said.link && h('p', {}, h('a', {class: 'go', href: said.link, target: '_blank', rel: 'noopener'}, words.more)),
      reach,
    ];
  };

  /** Shows a question, or the thanks after the last. */
  const draw = (i, event) => {
    const question = definition.questions[i];
    let content;
    if (question) {
      const [control, beneath, value] = (controls[question.type] || scale)(question, i);
      const given = () => {
        const now = value();
        if (now.length) {
          answers[question.key] = now;
        } else {
          delete answers[question.key];
        }
        return now.length || !question.required;
      };
      const go = value || question.key in answers;
      const footer = h(
        'div',
        {class: 'f'},
        trail.length &&
          button(
            words.back,
            (clicked) => {
              value && given();
              draw(trail.pop(), clicked);
            },
            {class: 'q'}
          ),
        trail.length &&
          !question.required &&
          !(question.key in answers) &&
          button(words.skip, (clicked) => proceed(i, clicked), {class: 'q'}),
        go &&
          button(
            next(i) < 0 ? words.send : words.next,
            (clicked) => (!value || given() ? proceed(i, clicked) : card.querySelector('textarea,input').focus()),
            {class: 'go'}
          )
      );
      const text = (question.textFor || {})[question.askWhen && classOf(question.askWhen.question)] || question.text;
      content = [h('h2', {id: 'h', tabindex: -1}, text), control, beneath, footer];
    } else {
      content = thanks();
    }
    card.replaceChildren(
      ...content.filter((one) => one),
      ...(definition.privacy && question
        ? [h('div', {class: 'f p'}, h('a', {href: definition.privacy, target: '_blank', rel: 'noopener', class: 'p'}, words.privacy))]
        : []),
      ...(inline ? [] : [button('✕', close, {class: 'x', 'aria-label': words.close})])
    );
    drawn = performance.now();
    if (event) {
      // On touch screens a focused field would open the keyboard unasked.
      const control =
        question && (!event.detail || matchMedia('(pointer:fine)').matches)
          ? card.querySelector('[tabindex="0"],textarea,input')
          : 0;
      (control || card.firstChild).focus();
    }
  };

  sheet.replaceSync(
    STYLE + (look.accent ? `.c{--k:${look.accent};--d:color-mix(in srgb,${look.accent} 40%,#fff)}` : '')
  );
  root.adoptedStyleSheets = [sheet];
  dark.addEventListener('change', shade);
  shade();

  // What is typed here is no shortcut of the page's.
  ['keydown', 'keypress', 'keyup'].forEach((type) => host.addEventListener(type, (event) => event.stopPropagation()));

  if (Object.keys(answers).length) {
    addEventListener('pointerdown', confirm, true);
    addEventListener('keydown', confirm, true);
  }

  draw(next(-1));
  if (inline) {
    root.append(card);
    inline.replaceChildren(host);
  } else {
    const frame = h(form === 'modal' ? 'dialog' : 'div', {role: 'dialog', 'aria-labelledby': 'h'}, card);
    root.append(frame);
    document.documentElement.append(host);
    if (form === 'modal') {
      frame.addEventListener('cancel', close);
      frame.showModal();
    } else {
      frame.addEventListener('keydown', (event) => event.key === 'Escape' && close());
      if (host.showPopover) {
        host.popover = 'manual';
        host.showPopover();
      }
    }
  }
  return close;
};
