/* What tests and benchmarks reach of a page's ES modules, run in a page before its own scripts. The page
 * itself has no such object: `gcd.NAME` is what a module exports, of the joined files as of the single
 * ones (names of shared modules, and what index.mjs of a view exports). `gcdLook` gets to know the
 * modules that were fetched since. */
(() => {
  performance.setResourceTimingBufferSize(10000); // more than the 250 that a browser keeps
  const found = new Map(); // address -> module
  const ours = /\/assets\/(vendor\/[a-z]+-[0-9A-F]{8}|(page|grid|lollipop|plot)\/[\w-]+|[a-z]+\/index)\.mjs$/;
  window.gcdLook = async () => {
    if (document.readyState !== "complete") return;
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
    const fresh = [...new Set(fetched)].filter((name) => ours.test(name) && !found.has(name));
    const loaded = await Promise.allSettled(fresh.map((name) => import(name)));
    loaded.forEach(({ value }, i) => value && found.set(fresh[i], value));
  };
  window.gcd = new Proxy({}, {
    get: (_, name) => [...found.values()].find((module) => name in module)?.[name],
  });
  new PerformanceObserver(window.gcdLook).observe({ type: "resource" });
  window.addEventListener("load", window.gcdLook);
})();
