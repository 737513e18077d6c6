/* Presentation: larger type, one panel a screen. Left and right go from panel to panel, up and
 * down from gene to gene of the address's set, else of those that this window has shown. The
 * panel stands in the address, so a copied link presents the same. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const SHOWN = "gcd-genes-shown";
  const MOST = 30;
  const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
  const GENES = { ArrowDown: 1, ArrowUp: -1 };

  const panels = () => [...document.querySelectorAll("#view .panel[data-testid^='panel-']")];
  const nameOf = (panel) => panel.id.replace("panel-", "");
  const presenting = () => Boolean(gcd.current && gcd.current.fields.present);

  function genes() {
    const named = gcd.symbolsOf(gcd.current.fields);
    const kept = JSON.parse(window.sessionStorage.getItem(SHOWN) || "[]");
    return named && named.length ? named : kept;
  }

  function remember(gene) {
    const kept = JSON.parse(window.sessionStorage.getItem(SHOWN) || "[]");
    if (kept.includes(gene)) return;
    window.sessionStorage.setItem(SHOWN, JSON.stringify([...kept, gene].slice(-MOST)));
  }

  /* The panel that the address names; the first where it names none that is on the page. */
  function shown() {
    const wanted = gcd.current.fields.present;
    return panels().find((panel) => nameOf(panel) === wanted) || panels()[0];
  }

  function place(panel) {
    const all = panels();
    const words = `${all.indexOf(panel) + 1} of ${all.length}`;
    const set = gcd.current.view === "gene" ? genes() : [];
    const at = set.indexOf(gcd.current.gene);
    return set.length > 1 && at >= 0 ? `${words} · gene ${at + 1} of ${set.length}` : words;
  }

  function apply() {
    const root = document.documentElement;
    const button = document.getElementById("present-switch");
    const on = presenting() && panels().length > 0;
    root.toggleAttribute("data-present", on);
    if (button) {
      button.setAttribute("aria-pressed", String(on));
      button.hidden = !panels().length;
    }
    const chosen = on ? shown() : null;
    for (const panel of panels()) panel.toggleAttribute("data-presented", panel === chosen);
    const line = document.getElementById("present-place");
    if (line) line.textContent = on ? place(chosen) : "";
    if (on) window.scrollTo(0, 0);
  }

  function toPanel(step) {
    const all = panels();
    const next = all[all.indexOf(shown()) + step];
    if (next) gcd.setFields({ present: nameOf(next) });
  }

  function toGene(step) {
    const set = genes();
    const next = set[set.indexOf(gcd.current.gene) + step];
    if (!next || !set.includes(gcd.current.gene)) return;
    const pathname = gcd.prefix() + "gene/" + encodeURIComponent(next);
    const kept = new URLSearchParams(window.location.search);
    for (const own of ["class", "consequence", "residues", "find", "variant"]) kept.delete(own);
    window.dash_clientside.set_props("address", { pathname, search: "?" + kept.toString() });
  }

  function toggle() {
    gcd.setFields({ present: presenting() ? null : nameOf(panels()[0]) });
  }

  document.addEventListener("gcd:address", () => {
    if (gcd.current.view === "gene" && gcd.current.gene) remember(gcd.current.gene);
    apply();
  });

  // The panels of a view come after its address.
  new MutationObserver((changes) => {
    if (gcd.current && changes.some(({ target }) => target.id === "view" || target.id === "_dash-app-content")) apply();
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#present-switch")) toggle();
  });

  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest &&
      event.target.closest("input, textarea, select, summary, .dropdown, [role=dialog], [contenteditable], [role=grid], [role=treegrid], [role=listbox]");
    if (busy || event.ctrlKey || event.metaKey || event.altKey || !gcd.current || !presenting()) return;
    if (event.key === "Escape") gcd.setFields({ present: null });
    else if (event.key in STEPS) toPanel(STEPS[event.key]);
    else if (event.key in GENES && gcd.current.view === "gene") toGene(GENES[event.key]);
    else return;
    event.preventDefault();
  });
})();
