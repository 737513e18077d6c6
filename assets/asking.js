/* Panels that ask again: while a source is still being asked, and when a person says so. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const POLL_MS = 500;

  /* Symbols of the genes whose plots have been in view, null where a panel does not ask by that. */
  gcd.seenIn = gcd.seenIn || (() => null);

  /* `for` names the gene and release asked about: a question that comes late is no retry. */
  gcd.askAgain = function (panel, why) {
    const store = `${panel.id.replace("panel-", "")}-ask`;
    const question = { why, for: panel.dataset.for, at: Date.now(), seen: gcd.seenIn(panel) };
    window.dash_clientside.set_props(store, { data: question });
  };

  document.addEventListener("click", (event) => {
    const retry = event.target.closest("[data-retry]");
    if (retry) gcd.askAgain(retry.closest(".panel"), "retry");
  });

  setInterval(() => {
    if (document.hidden) return;
    for (const panel of document.querySelectorAll('.panel[data-refreshing="true"]')) {
      gcd.askAgain(panel, "poll");
    }
  }, POLL_MS);
})();
