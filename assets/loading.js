/* Scripts and style sheets that are fetched when they are first needed: those of a view that the
 * page did not begin with, and those of AG Grid. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const loaded = new Map(); // address -> promise
  const there = new Set(); // views whose files are all here

  function fetched(address) {
    const style = /\.css(\?|$)/.test(address);
    const tag = document.createElement(style ? "link" : "script");
    if (style) tag.rel = "stylesheet";
    else tag.async = false; // run in the order given
    tag[style ? "href" : "src"] = address;
    return new Promise((resolve, reject) => {
      tag.onload = resolve;
      tag.onerror = () => reject(new Error(`A part of the page did not load: ${address.split("?")[0]}.`));
      document.head.append(tag);
    });
  }

  /* Fetch a file once; one that failed is fetched again when it is asked for again. */
  gcd.load = function (address) {
    if (!loaded.has(address)) {
      const coming = fetched(address);
      coming.catch(() => loaded.delete(address));
      loaded.set(address, coming);
    }
    return loaded.get(address);
  };

  /* Return a promise of a view's own files, or null if there is nothing to wait for. */
  gcd.loadView = function (view) {
    const list = document.getElementById("view-files");
    const files = (list && JSON.parse(list.textContent)[view]) || [];
    if (!files.length || there.has(view)) return null;
    return Promise.all(files.map(gcd.load)).then(() => there.add(view));
  };
})();
