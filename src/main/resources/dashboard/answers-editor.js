/** The answers to choose from: written, put in order by dragging or with keys, added and removed. */
import { cross, flawPlace, freeKey, iconButton, textField, tickBox } from "./editor-fields.js";
import { h, svg } from "./html.js";
import { owners, t } from "./words.js";

/** How many the service takes. */
const MOST = 50;

export function answersEditor(part) {
  const { editor, question, at, number } = part;
  const list = h("ol", { class: "options", "aria-label": t("answersOf", { n: number }) },
    question.options.map((option, i) => answerRow(part, option, i)));
  dragging(list, (order) => editor.change(() => {
    question.options = order.map((i) => question.options[i]);
  }));
  const several = (checked) => editor.weigh(part.index, (now) => {
    if (checked) now.multiple = true;
    else delete now.multiple;
  });
  return [
    list,
    flawPlace(`${at}/options`),
    h("div", { class: "bar" },
      h("button", {
        type: "button",
        class: "button small",
        "data-key": `add-answer-${question.key}`,
        disabled: question.options.length >= MOST,
        onclick: () => addAnswer(part, question.options.length),
      }, t("addAnswer")),
      tickBox(t("several"), question.multiple, several, { "data-key": `several-${question.key}` })),
  ];
}

const focusAnswer = ({ editor, question }, i) => editor.focus(`answer-${question.options[i]?.key}-${question.key}`);

function addAnswer(part, i) {
  const { editor, question } = part;
  const key = freeKey("option", question.options.map((option) => option.key));
  editor.change(() => question.options.splice(i, 0, { key, text: {} }));
  focusAnswer(part, i);
}

async function removeAnswer(part, i) {
  const { editor, question, index } = part;
  await editor.weigh(index, (now) => now.options.splice(i, 1));
  if (question.options.length) focusAnswer(part, Math.min(i, question.options.length - 1));
}

function answerRow(part, option, i) {
  const { editor, question, at } = part;
  const name = owners(option.text, editor.survey) || t("answerN", { n: i + 1 });
  const move = (by) => editor.change(() => {
    const [moved] = question.options.splice(i, 1);
    question.options.splice(i + by, 0, moved);
  });
  const grip = h("button", {
    type: "button",
    class: "grip",
    "aria-label": t("moveAnswer", { name }),
    "data-key": `grip-${option.key}-${question.key}`,
    onkeydown: (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || !question.options[i + by]) return;
      event.preventDefault();
      move(by);
    },
  }, gripSign());
  const field = textField(editor, {
    tag: "input",
    at: `${at}/options/${i}/text`,
    label: t("answerN", { n: i + 1 }),
    texts: option.text,
    write: (texts) => {
      option.text = texts;
    },
    "data-key": `answer-${option.key}-${question.key}`,
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing || question.options.length >= MOST) return;
      event.preventDefault();
      addAnswer(part, i + 1);
    },
  });
  const only = question.options.length === 1;
  const remove = iconButton(cross(), t("removeNamed", { name }), () => removeAnswer(part, i), { disabled: only });
  return h("li", { "data-index": i }, grip, field, remove);
}

function gripSign() {
  const dot = (x, y) => svg("circle", { cx: x, cy: y, r: 1.3 });
  const all = [2, 7, 12].flatMap((y) => [dot(1.5, y), dot(6.5, y)]);
  return svg("svg", { width: 8, height: 14, viewBox: "0 0 8 14", fill: "currentColor", "aria-hidden": "true" }, all);
}

/** Rows follow the pointer that holds one by its grip; what they came to is said when it is let go. */
function dragging(list, arranged) {
  let held = null;

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    held = grip.closest("li");
    held.classList.add("held");
    grip.setPointerCapture(event.pointerId);
  });

  list.addEventListener("pointermove", ({ clientY }) => {
    if (!held) return;
    const over = [...list.children].find((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return clientY >= top && clientY < bottom;
    });
    if (!over || over === held) return;
    const below = held.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (below) over.after(held);
    else over.before(held);
  });

  const release = () => {
    if (!held) return;
    held.classList.remove("held");
    held = null;
    const order = [...list.children].map((row) => Number(row.dataset.index));
    if (order.some((from, to) => from !== to)) arranged(order);
  };
  list.addEventListener("pointerup", release);
  list.addEventListener("pointercancel", release);
}
