/* AG Grid when it is first needed. Its scripts would hold up every panel if they stood in the page,
 * and building a grid takes as long as all else of a panel. So a stand-in takes its place: it draws
 * the first rows plainly, and becomes the grid when the page is painted, or at once when somebody
 * reaches for the table or a script wants it (`gcd.gridNow`).
 * The server leaves the address of the main script in <meta name="grid-script">; without it the
 * scripts stand in the page, as Dash puts them there. */
(function () {
  "use strict";

  const SUITE = "dash_ag_grid";
  const PATIENCE_MS = 1500; // on a page that waits for a slow source
  const gcd = (window.gcd = window.gcd || {});
  const meta = document.querySelector('meta[name="grid-script"]');
  const inPage = window[SUITE];
  const waiting = new Map(); // id of a stand-in -> what makes it the grid, and whether it has rows
  let loading = null;
  let Real = inPage ? inPage.AgGrid : null;

  /* The chunk that the main script would ask for by and by is fetched beside it. */
  function load() {
    if (Real) return Promise.resolve();
    const stand = window[SUITE];
    const chunk = meta.content.replace(/[^/]+$/, "async-community.js");
    loading =
      loading ||
      Promise.all([gcd.load(meta.content), gcd.load(chunk)]).then(() => {
        Real = window[SUITE].AgGrid;
        window[SUITE] = Object.assign(stand, window[SUITE], { AgGrid: Later });
      });
    loading.catch(() => { loading = null; });
    return loading;
  }

  /* One grid after the other, each when the browser has nothing better to do. */
  function next([id, ...others]) {
    if (id === undefined) return;
    const idle = window.requestIdleCallback || ((then) => setTimeout(then, 1));
    idle(() => {
      become(id);
      next(others);
    });
  }

  /* Whoever reads a link of the plain rows with the keyboard does not lose the place. */
  function become(id) {
    const place = document.activeElement && document.activeElement.closest(".grid-cover");
    if (place && place.id === id) {
      place.addEventListener("focusout", () => become(id), { once: true });
      return;
    }
    const stand = waiting.get(id);
    waiting.delete(id);
    if (stand) stand.build();
  }

  const frameOf = (id) => document.getElementById(`${id}-frame`);

  gcd.gridNow = function (id) {
    const frame = frameOf(id);
    if (frame) frame.dataset.wanted = "true";
    become(id);
  };

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
        if (frameOf(id).querySelector(gcd.GRID_ROWS)) setCovered(false);
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
      const build = () => load().then(() => setBuilt(true), (error) => setFailed(error.message));
      waiting.set(id, { build, rows });
      if (frameOf(id).dataset.wanted) become(id);
      const timer = rows && setTimeout(() => become(id), PATIENCE_MS);
      return () => {
        clearTimeout(timer);
        waiting.delete(id);
      };
    }, [rows, built]);
    React.useEffect(() => (built ? gcd.meetGrid(id) : undefined), [built]);
    return [built, failed];
  }

  function Later(props) {
    const React = window.React;
    const { id } = props;
    const rows = Boolean(props.rowData && props.rowData.length);
    const [built, failed] = useGrid(id, rows);
    const covered = useCover(id, built);
    if (failed) return React.createElement("div", { id, role: "alert" }, failed);
    const grid = built ? React.createElement(Real, { ...props, key: "grid", setProps: unheard }) : null;
    const cover = rows && covered ? React.createElement(gcd.GridPreview, props) : null;
    const around = { key: "cover", id: built ? null : id, className: "grid-cover" };
    return React.createElement(
      React.Fragment,
      null,
      grid,
      cover || !built ? React.createElement("div", around, cover) : null
    );
  }

  // What Dash's renderer reads from a component before it draws it.
  Later.dashRenderType = true;
  Later.dashPersistence = { persisted_props: ["selectedRows"], persistence_type: "local" };

  window[SUITE] = Object.assign({}, inPage, { AgGrid: Later });

  document.addEventListener("gcd:ready", () => {
    next([...waiting.keys()].filter((id) => waiting.get(id).rows));
  });

  for (const reach of ["pointerover", "focusin"]) {
    document.addEventListener(reach, (event) => {
      const frame = waiting.size && event.target.closest(".grid");
      if (frame && waiting.has(frame.dataset.grid)) become(frame.dataset.grid);
    });
  }
})();
