/* The first rows of a table, drawn plainly in the places that AG Grid will give them: they stand
 * there at once, while the grid (2.2 MB of script, some 100 ms a table) takes its time. */
(function () {
  "use strict";

  const MOST_ROWS = 16; // as many as the highest frame shows
  const gcd = (window.gcd = window.gcd || {});
  const FORMATS = window.dashAgGridFunctions;
  const CELLS = window.dashAgGridComponentFunctions;

  function tracks(columns) {
    return columns
      .map((one) => (one.flex ? `minmax(${one.minWidth}px, ${one.flex}fr)` : `${one.width}px`))
      .join(" ");
  }

  function words(column, value) {
    const { decimals: places, words: known } = column.cellRendererParams;
    if (known) return FORMATS.gcdShort(FORMATS.gcdWorded(value, column));
    if (column.valueFormatter.function.startsWith("gcdProbability")) return FORMATS.gcdProbability(value);
    return typeof places === "number" ? FORMATS.gcdDecimals(value, places) : FORMATS.gcdShort(value);
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

  const isNothing = (value) => value === null || value === undefined || value.length === 0;

  /* Fields of columns that have no value in any row, for tables that leave such columns out. */
  gcd.emptyFields = function (context, columns, rows) {
    if (!context || !context.dropEmpty || !rows.length) return [];
    const fields = columns.filter((column) => !column.hide).map((column) => column.field);
    return fields.filter((field) => rows.every((row) => isNothing(row[field])));
  };

  gcd.GridPreview = function (props) {
    const element = window.React.createElement;
    const empty = gcd.emptyFields(props.dashGridOptions.context, props.columnDefs, props.rowData);
    const columns = props.columnDefs.filter((column) => !column.hide && !empty.includes(column.field));
    const rows = rowsAtFirst(props);
    window.React.useEffect(() => gcd.countRows(props.id, rows.length), [rows.length]);
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
  };
})();
