/* What leaves the page: text to the clipboard, text as a file; and a word on what was done. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const SHOWN_MS = 3500;
  const KEPT_MS = 10000; // until the browser has saved a file

  let closing;

  gcd.toast = function (words) {
    document.getElementById("toast").textContent = words;
    window.dash_clientside.set_props("toast-shown", { is_open: true, children: words });
    clearTimeout(closing);
    closing = setTimeout(() => window.dash_clientside.set_props("toast-shown", { is_open: false }), SHOWN_MS);
  };

  gcd.copy = async function (text, said) {
    try {
      await navigator.clipboard.writeText(text);
      gcd.toast(said);
    } catch {
      window.dash_clientside.set_props("copy-text", { value: text }); // without https a page has no clipboard
      window.dash_clientside.set_props("copy", { is_open: true });
    }
  };

  gcd.saveCsv = function (name, content) {
    gcd.saveFile(name, new Blob([content], { type: "text/csv;charset=utf-8" }));
  };

  gcd.saveFile = function (name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
  };
})();
