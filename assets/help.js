/* Opens the help (components/shell/help.py): by its button, or by "?" outside of a field. */
(function () {
  "use strict";

  const open = () => window.dash_clientside.set_props("help", { is_open: true });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#help-switch")) open();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "?" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})();
