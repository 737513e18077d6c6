/* A set of genes on its way from view to view: in the address when it is short, else kept in this
 * browser window under a number that the address carries. A file carries it further. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const LONGEST = 1500; // characters of an address that every mail program leaves whole
  const KEY = "gcd-set-";

  /* The fields of an address that stand for these symbols. */
  gcd.setFieldsOf = function (symbols) {
    const text = symbols.join(",");
    if (text.length <= LONGEST) return { genes: text, set: null };
    const number = Date.now().toString(36);
    window.sessionStorage.setItem(KEY + number, JSON.stringify(symbols));
    return { genes: null, set: number };
  };

  /* The symbols that an address stands for; null: it names a set that this window does not have. */
  gcd.symbolsOf = function (fields) {
    if (fields.genes) return fields.genes.split(",").filter(Boolean);
    if (!fields.set) return [];
    const kept = window.sessionStorage.getItem(KEY + fields.set);
    return kept ? JSON.parse(kept) : null;
  };

  /* Open a view with a set of genes, in the same release. */
  gcd.openSet = function (view, symbols, release) {
    gcd.openView(view, Object.assign(gcd.setFieldsOf(symbols), { release }));
  };
})();
