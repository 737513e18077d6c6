/* Whose plots have been in view: of those genes alone ClinVar is asked. */

import { VIEW } from "../page/contract.mjs";
import { askAgain } from "../page/refresh.mjs";

const NEAR = "120px 0px"; // so far below the window a plot counts as seen
const SETTLE_MS = 150; // the plots above have their heights by then

/**
 * Watch plots, each at its place, and ask for a panel again when further ones have come into view.
 * The panel carries the symbols, so that each later question names them too.
 * @param {() => HTMLElement | null} panel
 * @param {() => string[] | null} symbols of the genes by place, null while there are none or while plots have no heights
 */
export function plotsInView(panel, symbols) {
  const inView = new Set(); // places
  const seen = new Set(); // symbols
  let told = "";
  let timer = 0;

  function remember() {
    const box = panel();
    const own = symbols();
    if (!box || !own) return "";
    for (const place of inView) if (own[place]) seen.add(own[place]);
    box.dataset.seen = own.filter((symbol) => seen.has(symbol)).join(" ");
    return box.dataset.seen;
  }

  function note() {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const box = panel();
      const names = remember();
      if (!box || !names) return;
      const now = `${box.dataset.for} ${names}`;
      if (now === told) return;
      told = now;
      askAgain(box, VIEW);
    }, SETTLE_MS);
  }

  const watcher = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        const place = Number(target.id.split("-").at(-1));
        if (isIntersecting) inView.add(place);
        else inView.delete(place);
      }
      note();
    },
    { rootMargin: NEAR }
  );

  return {
    note,

    /** @param {(HTMLElement | null)[]} places elements whose ids end in their place */
    watch(places) {
      for (const place of places) if (place) watcher.observe(place);
    },

    /** Whoever saves or prints wants all of it: what is not here by then says so. */
    seeAll() {
      for (const symbol of symbols() || []) seen.add(symbol);
      note();
    },

    forget() {
      told = "";
      seen.clear();
      inView.clear();
      watcher.disconnect();
    },
  };
}
