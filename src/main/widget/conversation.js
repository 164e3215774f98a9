// What a survey asks and takes, without the page: which question follows, what is valid, what is sent.

/** How many characters a comment may have, as the service counts them: a simple emoji is one. */
const MOST_CHARACTERS = 5000;

/** From how many on it is said how many there are. */
const MANY_CHARACTERS = 4000;

/** How far a key moves among choices in a row; nothing for other keys. */
const stepOf = (key, dir) => {
  const next = dir === 'rtl' ? -1 : 1;
  return {ArrowRight: next, ArrowLeft: -next, ArrowDown: 1, ArrowUp: -1}[key];
};

/** The scores of a question, each with what is drawn for it and with the label where it ends the scale. */
const scoresOf = ({scale: {min, max}, labels: {min: low, max: high} = {}, drawings}) =>
  Array.from({length: max - min + 1}, (_, i) => ({
    score: min + i,
    drawn: drawings?.[i],
    label: i ? min + i === max && high : low,
  }));

/** Says how many of how many. */
const count = (words, numbers, locale) =>
  numbers.reduce((text, n, i) => text.replace(`{${i}}`, n.toLocaleString(locale)), words);

/** How many characters were written, and how many there may be, once that is near. */
const characters = (words, written, locale) =>
  written < MANY_CHARACTERS ? '' : count(words, [written, MOST_CHARACTERS], locale);

/** One visitor's way through a survey. */
const converse = ({questions, thanks, version, locale}, preselected) => {
  const answers = {...preselected};
  const passed = [];
  let revision = -1;
  let started;
  let chosen;

  const classOf = (key) => {
    const question = questions.find((one) => one.key === key);
    return question?.classes?.[answers[key] - question.scale.min];
  };

  const isAsked = ({askWhen}) =>
    !askWhen ||
    (askWhen.question in answers && (!askWhen.classes || askWhen.classes.includes(classOf(askWhen.question))));

  const after = (from) => questions.findIndex((question, i) => i > from && isAsked(question));

  let at = after(-1);

  const isAnswered = () => questions[at].key in answers;

  return {
    /** What is asked now; nothing at the end. */
    question: () => questions[at],

    /** The question in the words for what was answered before. */
    text: () => {
      const {text, textFor, askWhen} = questions[at];
      return textFor?.[classOf(askWhen?.question)] || text;
    },

    answer: () => answers[questions[at].key],

    isChosen: (value) => isAnswered() && String(answers[questions[at].key]) === String(value),

    isUnsent: () => revision < 0,

    isLast: () => after(at) < 0,

    canGoBack: () => passed.length > 0,

    /** Which question it is, and how many there are by what was answered so far. */
    progress: () => {
      const turn = passed.length + 1;
      return [turn, turn + questions.filter((question, i) => i > at && isAsked(question)).length];
    },

    /** The score that was chosen last, or what stands beside the chosen thumb; nothing where there is none. */
    chosen: () => chosen,

    canSkip: () => passed.length > 0 && !questions[at].required && !isAnswered(),

    isAnswered,

    /** Takes an answer, or takes it back where it is empty; says whether the next question may follow. */
    take: (value) => {
      const {key, required} = questions[at];
      const empty = value.length === 0;
      if (empty) {
        delete answers[key];
      } else {
        answers[key] = value;
      }
      return !empty || !required;
    },

    forward: () => {
      const {key, look, scale} = questions[at];
      if (scale && isAnswered()) {
        const {score, label} = scoresOf(questions[at])[answers[key] - scale.min];
        chosen = (look === 'THUMBS' && label) || String(score);
      }
      passed.push(at);
      at = after(at);
    },

    back: () => {
      at = passed.pop();
    },

    /** The whole response as it now is, under a higher revision; nothing where nothing is answered. */
    response: (finished, now) => {
      const given = questions.filter((question) => isAsked(question) && question.key in answers);
      if (given.length) {
        started ||= now;
        revision++;
        return {
          answers: Object.fromEntries(given.map(({key}) => [key, answers[key]])),
          revision,
          finished,
          submittedAt: new Date(started).toISOString(),
          version,
          locale,
        };
      }
    },

    /** What is said at the end: by the class of the first answer for which there is something to say. */
    thanks: () => questions.map(({key}) => thanks?.[classOf(key)]).find((one) => one) || {},
  };
};
