/* Scripts and style sheets that are fetched when they are first needed: those of a view that the
 * page did not begin with, and those of AG Grid. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const loaded = new Map(); // address -> promise
  const there = new Set(); // views whose files are all here

  const isStyle = (address) => /\.css(\?|$)/.test(address);

  gcd.whenIdle = (then) => (window.requestIdleCallback || ((soon) => setTimeout(soon, 1)))(then);

  function fetched(address) {
    const style = isStyle(address);
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

  function viewFiles() {
    const list = document.getElementById("view-files");
    return list ? JSON.parse(list.textContent) : {};
  }

  /* Return a promise of a view's own files, or null if there is nothing to wait for. */
  gcd.loadView = function (view) {
    const files = viewFiles()[view] || [];
    if (!files.length || there.has(view)) return null;
    return Promise.all(files.map(gcd.load)).then(() => there.add(view));
  };

  /* A painted page has the other views' files brought to the browser's cache, when it has time. */
  function foresee() {
    for (const href of Object.values(viewFiles()).flat()) {
      const as = isStyle(href) ? "style" : "script";
      document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as, href }));
    }
  }

  document.addEventListener("gcd:ready", () => gcd.whenIdle(foresee), { once: true });
})();
