/* Cells of a grid and what filters them, drawn by React: texts are set as text, and a link is drawn
 * only to an https address. */

import { prefix } from "../page/address.mjs";
import { MISSING } from "../page/contract.mjs";
import { gridComponents, gridFunctions } from "../page/dash.mjs";
import { decimals, probability } from "../page/text.mjs";
import { cut, missingLast, short, text, tooltip, worded } from "./formats.mjs";

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

export function link(props) {
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
export function gene(props) {
  if (!props.value) return MISSING;
  const href = `${prefix()}gene/${encodeURIComponent(props.value)}`;
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

gridFunctions({
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
gridComponents({ GcdGene: gene, GcdLink: link });
