/* Panels that ask again: while a source is still being asked, and when a person says so. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const POLL_MS = 500;

  /* `for` names the gene and release asked about: a question that comes late is no retry. */
  gcd.askAgain = function (panel, why) {
    const store = `${panel.id.replace("panel-", "")}-ask`;
    const question = { why, for: panel.dataset.for, at: Date.now() };
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
