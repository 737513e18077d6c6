/* Light or dark: the reader's choice, else the system's; kept in this browser only. */
(function () {
  "use strict";

  const KEY = "gcd-colours";

  function apply(mode) {
    const root = document.documentElement;
    root.dataset.bsTheme = mode;
    root.dataset.agThemeMode = mode;
    const button = document.getElementById("theme-switch");
    if (button) button.setAttribute("aria-pressed", String(mode === "dark"));
  }

  function wanted() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    return window.localStorage.getItem(KEY) || (dark ? "dark" : "light");
  }

  apply(wanted());
  new MutationObserver((_, observer) => {
    if (!document.getElementById("theme-switch")) return;
    apply(wanted());
    observer.disconnect();
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#theme-switch")) return;
    const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
    window.localStorage.setItem(KEY, next);
    apply(next);
  });
})();
