/* One line under the header when sources failed: which, why, and one retry for all. */
(function () {
  "use strict";

  const failed = () => [...document.querySelectorAll('.panel[data-state="unavailable"]')];
  let shown = "";

  function show() {
    const line = document.getElementById("gene-failures");
    if (!line) return;
    const panels = failed().filter((panel) => panel.offsetParent);
    const reasons = panels.map((panel) => {
      const name = panel.querySelector("h2").textContent;
      const why = panel.querySelector(".panel-message span");
      return `${name}: ${why ? why.textContent : "no answer"}`;
    });
    const text = reasons.join("  ·  ");
    if (text === shown) return;
    shown = text;
    line.hidden = !text;
    line.querySelector(".failures-text").textContent = text;
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#retry-all")) return;
    for (const panel of failed()) window.gcd.askAgain(panel, "retry");
  });

  new MutationObserver(() => requestAnimationFrame(show)).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-state"],
  });
})();
