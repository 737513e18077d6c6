/* How cells of a grid are drawn, formatted and filtered. Values come from outside: they are set as
 * text, and a link is drawn only to an https address. */
(function () {
  "use strict";

  const MISSING = "—";
  const CELL_MOST = 400; // characters; the rest is in the CSV
  const TOOLTIP_MOST = 900;
  const TOOLTIP_LEAST = 24;

  function text(value) {
    if (value === null || value === undefined) return "";
    return Array.isArray(value) ? value.map(text).join("; ") : String(value);
  }

  function cut(words, most) {
    return words.length > most ? words.slice(0, most) + "…" : words;
  }

  function short(value) {
    return cut(text(value), CELL_MOST) || MISSING;
  }

  /* A number with its decimals and a true minus sign, as components/formats.py writes it; not by
   * Intl, whose tables take a while to load. */
  function decimals(value, places) {
    if (value === null || value === undefined) return MISSING;
    if (value > 0 && value < 10 ** -places / 2) return `<0.${"0".repeat(places - 1)}1`; // small is not zero
    const [whole, rest] = Number(value).toFixed(places).replace("-", "\u2212").split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return rest === undefined ? grouped : `${grouped}.${rest}`;
  }

  /* A probability never reads 0 or 1, as components/formats.py writes it. */
  function probability(value) {
    const words = decimals(value, 2);
    return { "0.00": "<0.01", "1.00": ">0.99" }[words] || words;
  }

  /* What a cell holds in the words of its column, for instance gnomAD's flags; exports have it raw. */
  function worded(value, column) {
    const known = column.cellRendererParams.words || {};
    const parts = Array.isArray(value) ? value : value ? String(value).split("; ") : [];
    return parts.map((part) => (Object.hasOwn(known, part) ? known[part] : text(part))).join("; ");
  }

  /* Unknown is not the smallest: rows without a figure come last, whichever way they are sorted. */
  function missingLast(one, other, first, second, descending) {
    const [none, noneToo] = [one === null || one === undefined, other === null || other === undefined];
    if (none || noneToo) return (Number(none) - Number(noneToo)) * (descending ? -1 : 1);
    return one - other;
  }

  function tooltip(params) {
    const words = text(params.value);
    return words.length < TOOLTIP_LEAST ? null : cut(words, TOOLTIP_MOST);
  }

  function theme(quartz) {
    return quartz.withParams({
      accentColor: "var(--accent)",
      backgroundColor: "var(--card)",
      foregroundColor: "var(--ink)",
      headerTextColor: "var(--soft)",
      headerBackgroundColor: "var(--page)",
      borderColor: "var(--line)",
      oddRowBackgroundColor: "var(--card)",
      rowHoverColor: "var(--accent-soft)",
      selectedRowBackgroundColor: "var(--accent-soft)",
      browserColorScheme: "inherit",
      fontFamily: "inherit",
      headerFontWeight: 600,
      fontSize: 14,
      headerFontSize: 13,
      spacing: 6,
      wrapperBorderRadius: 6,
    });
  }

  function link(props) {
    const React = window.React;
    const words = short(props.value);
    const address = props.data && props.data[props.linkField];
    if (typeof address !== "string" || !address.startsWith("https://")) return words;
    return React.createElement(
      "a",
      { href: address, target: "_blank", rel: "noopener noreferrer" },
      words
    );
  }

  /* A gene: a link to its page, which the dashboard opens without loading anything anew. */
  function gene(props) {
    if (!props.value) return MISSING;
    const href = `${window.gcd.prefix()}gene/${encodeURIComponent(props.value)}`;
    return window.React.createElement("a", { href }, String(props.value));
  }

  /* A filter for columns with few values: a tick box each. The model is the list of values shown. */
  function ChoiceFilter(props) {
    const React = window.React;
    const [opened, setOpened] = React.useState(0);
    const field = props.colDef.field;
    window.dash_ag_grid.useGridFilter({
      doesFilterPass: (params) => props.model.includes(text(params.data[field])),
      afterGuiAttached: () => setOpened(opened + 1),
    });
    const counts = new Map();
    props.api.forEachLeafNode((node) => {
      const value = text(node.data[field]);
      counts.set(value, (counts.get(value) || 0) + 1);
    });
    const values = [...counts.keys()].sort();
    const chosen = props.model || values;
    const set = (value, on) => {
      const next = values.filter((other) => (other === value ? on : chosen.includes(other)));
      props.onModelChange(next.length === values.length ? null : next);
    };
    const box = (value) =>
      React.createElement(
        "label",
        { key: value, className: "choice" },
        React.createElement("input", {
          type: "checkbox",
          checked: chosen.includes(value),
          onChange: (event) => set(value, event.target.checked),
        }),
        React.createElement("span", null, cut(value, 80) || MISSING),
        React.createElement("span", { className: "choice-count" }, counts.get(value))
      );
    return React.createElement("div", { className: "choice-filter" }, values.map(box));
  }

  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, {
    gcdText: text,
    gcdShort: short,
    gcdDecimals: decimals,
    gcdProbability: probability,
    gcdWorded: worded,
    gcdMissingLast: missingLast,
    gcdTooltip: tooltip,
    gcdGridTheme: theme,
    GcdChoiceFilter: ChoiceFilter,
  });
  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {}, {
    GcdGene: gene,
    GcdLink: link,
  });
})();
