/* A gene in a table: a link to its page, which the dashboard opens without loading anything anew. */
(function () {
  "use strict";

  function gene(props) {
    if (!props.value) return "—";
    const href = `${window.gcd.prefix()}gene/${encodeURIComponent(props.value)}`;
    return window.React.createElement("a", { href }, String(props.value));
  }

  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {}, {
    GcdGene: gene,
  });
})();
