/* AG Grid when it is first needed: its scripts (2.2 MB) would hold up every panel if they stood in
 * the page. A stand-in takes their place and fetches them when the first rows arrive.
 * The server leaves the address of the main script in <meta name="grid-script">; without it the
 * scripts stand in the page, as Dash puts them there. */
(function () {
  "use strict";

  const SUITE = "dash_ag_grid";
  const meta = document.querySelector('meta[name="grid-script"]');
  const inPage = window[SUITE];
  let loading = null;
  let Real = inPage ? inPage.AgGrid : null;

  function script(address) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = address;
      tag.onload = resolve;
      tag.onerror = () => reject(new Error(`The table's script did not load: ${address}`));
      document.head.append(tag);
    });
  }

  /* The chunk that the main script would ask for by and by is fetched beside it. */
  function load() {
    const stand = window[SUITE];
    const chunk = meta.content.replace(/[^/]+$/, "async-community.js");
    loading =
      loading ||
      Promise.all([script(meta.content), script(chunk)]).then(() => {
        Real = window[SUITE].AgGrid;
        window[SUITE] = Object.assign(stand, window[SUITE], { AgGrid: Later });
      });
    return loading;
  }

  /* No callback listens to what a grid reports of itself (rows shown, widths, filters), and each
   * report would run through every component of the page. */
  function unheard() {}

  function Later(props) {
    const React = window.React;
    const [ready, setReady] = React.useState(Real !== null);
    const [failed, setFailed] = React.useState(null);
    const needed = Boolean(props.rowData && props.rowData.length);
    React.useEffect(() => {
      if (needed && !ready) load().then(() => setReady(true), (error) => setFailed(error.message));
    }, [needed, ready]);
    if (ready) return React.createElement(Real, Object.assign({}, props, { setProps: unheard }));
    return React.createElement("div", { id: props.id, role: failed ? "alert" : null }, failed);
  }

  // What Dash's renderer reads from a component before it draws it.
  Later.dashRenderType = true;
  Later.dashPersistence = { persisted_props: ["selectedRows"], persistence_type: "local" };

  window[SUITE] = Object.assign({}, inPage, { AgGrid: Later });
})();
