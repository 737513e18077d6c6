/* The first rows of a table, drawn plainly in the places that AG Grid will give them: they stand
 * there at once, while the grid (2.2 MB of script, some 100 ms a table) takes its time. */

import { decimals, probability } from "../page/text.mjs";
import { gene, link } from "./cells.mjs";
import { emptyFields, short, worded } from "./formats.mjs";
import { countRows } from "./frame.mjs";

const MOST_ROWS = 16; // as many as the highest frame shows
/** @type {Record<string, (props: any) => unknown>} */
const CELLS = { GcdGene: gene, GcdLink: link };

function tracks(columns) {
  return columns
    .map((one) => (one.flex ? `minmax(${one.minWidth}px, ${one.flex}fr)` : `${one.width}px`))
    .join(" ");
}

function words(column, value) {
  const { decimals: places, words: known } = column.cellRendererParams;
  if (known) return short(worded(value, column));
  if (column.valueFormatter.function.startsWith("gcdProbability")) return probability(value);
  return typeof places === "number" ? decimals(value, places) : short(value);
}

function inside(column, row) {
  const value = row[column.field];
  const { linkField } = column.cellRendererParams;
  const draw = CELLS[column.cellRenderer];
  return draw ? draw({ value, data: row, linkField }) : words(column, value);
}

function line(key, className, role, columns, content) {
  const element = window.React.createElement;
  const cells = columns.map((column) =>
    element(
      "div",
      { key: column.field, role, className: column.cellClass || null },
      element("span", null, content(column))
    )
  );
  return element("div", { key, role: "row", className }, ...cells);
}

/* Rows that are hidden at first stay so. */
function rowsAtFirst(props) {
  const { hideField } = props.dashGridOptions.context || {};
  return hideField ? props.rowData.filter((row) => !row[hideField]) : props.rowData;
}

export function GridPreview(props) {
  const element = window.React.createElement;
  const empty = emptyFields(props.dashGridOptions.context, props.columnDefs, props.rowData);
  const columns = props.columnDefs.filter((column) => !column.hide && !empty.includes(column.field));
  const rows = rowsAtFirst(props);
  window.React.useEffect(() => countRows(props.id, rows.length), [rows.length]);
  const style = { "--tracks": tracks(columns), "--row-height": `${props.dashGridOptions.rowHeight}px` };
  const head = line("head", "head", "columnheader", columns, (column) => column.headerName);
  const lines = rows.slice(0, MOST_ROWS).map((row, at) =>
    line(at, props.dashGridOptions.rowClass, "cell", columns, (column) => inside(column, row))
  );
  return element(
    "div",
    { className: "grid-preview", role: "table", style },
    head,
    ...lines
  );
}
