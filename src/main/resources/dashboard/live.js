/** Asks again every two seconds, or as often as wanted, while the page is looked at. A page that is left stops it. */

export function live(signal, ask, pause = 2000) {
  let timer;
  const again = async () => {
    clearTimeout(timer);
    if (signal.aborted) return;
    try {
      if (!document.hidden) await ask();
    } finally {
      // After a failure too: the service may be back.
      if (!signal.aborted) timer = setTimeout(again, pause);
    }
  };
  document.addEventListener("visibilitychange", () => !document.hidden && again(), { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  timer = setTimeout(again, pause);
}

let isPressed = false;
let movedAt = 0;
const onUp = new Set();

// A menu of the browser may take the release of other buttons.
function press({ button }) {
  if (button === 0) isPressed = true;
}

/** After the click that it makes. */
function lift() {
  setTimeout(() => {
    isPressed = false;
    for (const each of onUp) each();
    onUp.clear();
  });
}

addEventListener("pointerdown", press, true);
addEventListener("pointerup", lift, true);
addEventListener("pointercancel", lift, true);
addEventListener("blur", lift);
addEventListener("pointermove", () => {
  movedAt = Date.now();
}, { capture: true, passive: true });

/** Resolves once nothing is pressed: what is drawn anew between press and release would lose the click. */
export const released = () => new Promise((go) => (isPressed ? onUp.add(go) : go()));

/** How long a pointer rests when nobody is about to press something, and how often that is looked at, in ms. */
const RESTS = 1_500;
const LOOK = 200;

/** Resolves once nobody is about to press something: what may move would move under the pointer. */
export async function rested() {
  while (isPressed || Date.now() - movedAt < RESTS) await new Promise((go) => setTimeout(go, LOOK));
}
