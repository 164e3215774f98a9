/** Asks again every two seconds while the page is looked at. A page that is left stops it. */

const PAUSE = 2000;

export function live(signal, ask) {
  let timer;
  const again = async () => {
    clearTimeout(timer);
    if (signal.aborted) return;
    if (!document.hidden) await ask();
    if (!signal.aborted) timer = setTimeout(again, PAUSE);
  };
  document.addEventListener("visibilitychange", () => !document.hidden && again(), { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  timer = setTimeout(again, PAUSE);
}
