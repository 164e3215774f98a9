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
