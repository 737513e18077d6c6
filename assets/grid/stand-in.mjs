/* AG Grid when it is first needed. Its scripts would hold up every panel if they stood in the page,
 * and building a grid takes as long as all else of a panel. So a stand-in takes its place: it draws
 * the first rows plainly, and becomes the grid when the page is painted, or at once when somebody
 * reaches for the table or a script wants it (`whenGrid`).
 * The server leaves the address of the main script in <meta name="grid-script">. */

import { components } from "../page/dash.mjs";
import { closestTo, queryOne } from "../page/dom.mjs";
import { load } from "../page/loading.mjs";
import { GRID_ROWS, frameOf } from "./frame.mjs";
import { become, enterStandIn, isStandIn, meet, standInsWithRows } from "./grids.mjs";
import { GridPreview } from "./preview.mjs";

const SUITE = "dash_ag_grid";
const PATIENCE_MS = 1500; // on a page that waits for a slow source
/** @type {Promise<void> | null} */
let loading = null;
/** @type {any} */
let Grid = null; // AG Grid's own component

/* The chunk that the main script would ask for by and by is fetched beside it. */
function loadSuite() {
  const standIn = window[SUITE];
  const main = queryOne('meta[name="grid-script"]').getAttribute("content");
  const chunk = main.replace(/[^/]+$/, "async-community.js");
  loading =
    loading ||
    Promise.all([load(main), load(chunk)]).then(() => {
      Grid = window[SUITE].AgGrid;
      components(SUITE, Object.assign(standIn, window[SUITE], { AgGrid: LazyGrid }));
    });
  loading.catch(() => { loading = null; });
  return loading;
}

/* One grid after the other, each when the browser has nothing better to do. */
/** @param {string[]} ids */
function next(ids) {
  const [id, ...others] = ids;
  if (id === undefined) return;
  const idle = window.requestIdleCallback || ((then) => setTimeout(then, 1));
  idle(() => {
    become(id);
    next(others);
  });
}

/* No callback listens to what a grid reports of itself (rows shown, widths, filters), and each
 * report would run through every component of the page. */
function unheard() {}

/* The plain rows stay until the grid has drawn its own beneath them. */
function useCover(id, built) {
  const React = window.React;
  const [covered, setCovered] = React.useState(true);
  React.useEffect(() => {
    if (!built || !covered) return undefined;
    let asked = 0;
    const look = () => {
      if (queryOne(GRID_ROWS, frameOf(id))) setCovered(false);
      else asked = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(asked);
  }, [built, covered]);
  return covered;
}

/* Return whether the grid is to be there, or why it cannot be. */
function useGrid(id, rows) {
  const React = window.React;
  const [built, setBuilt] = React.useState(false);
  const [failed, setFailed] = React.useState(null);
  React.useEffect(() => {
    if (built) return undefined;
    const build = () => loadSuite().then(() => setBuilt(true), (error) => setFailed(error.message));
    const leave = enterStandIn(id, { build, rows });
    const timer = rows && setTimeout(() => become(id), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [rows, built]);
  React.useEffect(() => (built ? meet(id) : undefined), [built]);
  return [built, failed];
}

function LazyGrid(props) {
  const React = window.React;
  const { id } = props;
  const rows = Boolean(props.rowData && props.rowData.length);
  const [built, failed] = useGrid(id, rows);
  const covered = useCover(id, built);
  if (failed) return React.createElement("div", { id, role: "alert" }, failed);
  const grid = built ? React.createElement(Grid, { ...props, key: "grid", setProps: unheard }) : null;
  const cover = rows && covered ? React.createElement(GridPreview, props) : null;
  const around = { key: "cover", id: built ? null : id, className: "grid-cover" };
  return React.createElement(
    React.Fragment,
    null,
    grid,
    cover || !built ? React.createElement("div", around, cover) : null
  );
}

// What Dash's renderer reads from a component before it draws it.
LazyGrid.dashRenderType = true;
LazyGrid.dashPersistence = { persisted_props: ["selectedRows"], persistence_type: "local" };

components(SUITE, { AgGrid: LazyGrid });

document.addEventListener("gcd:ready", () => {
  next(standInsWithRows());
});

for (const reach of ["pointerover", "focusin"]) {
  document.addEventListener(reach, (event) => {
    const frame = closestTo(event, ".grid");
    if (frame && isStandIn(frame.dataset.grid)) become(frame.dataset.grid);
  });
}
