/* The address is the state of the view. It is split into stores that panels listen to, and every
 * control with `data-field` writes its value back into it. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const LAST_GENE = "gcd-last-gene";
  const TITLE = "Gene Constraint Dashboard";
  const VIEW_TITLES = { compare: "Compare genes", explore: "Explore", list: "Gene list", data: "Data" };

  /* Add functions that callbacks name. Dash keeps properties of its own on the object (no_update,
   * set_props), also hidden ones that a copy would lose. */
  gcd.clientside = function (functions) {
    const known = (window.dash_clientside = window.dash_clientside || {});
    known.gcd = Object.assign(known.gcd || {}, functions);
  };

  gcd.prefix = function () {
    const config = document.getElementById("_dash-config");
    return config ? JSON.parse(config.textContent).requests_pathname_prefix || "/" : "/";
  };

  function inside(pathname) {
    const prefix = gcd.prefix();
    const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : pathname;
    return path.replace(/^\/+/, "");
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a lone % is looked up as it stands, and not found with a clear message
    }
  }

  /* "/gene/STAT3" -> {view: "gene", gene: "STAT3"}; a symbol may hold an encoded slash. */
  gcd.route = function (pathname) {
    const path = inside(pathname);
    const cut = path.indexOf("/");
    const view = cut < 0 ? path : path.slice(0, cut);
    if (view === "gene") return { view: "gene", gene: decoded(cut < 0 ? "" : path.slice(cut + 1)) };
    return { view: view || "gene", gene: null };
  };

  gcd.fields = function (search) {
    return Object.fromEntries(new URLSearchParams(search || ""));
  };

  /* Set or clear one field of the query and leave the others as they are. */
  gcd.setFields = function (changes, options) {
    const query = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "") query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString();
    const search = text ? "?" + text : "";
    if (search === window.location.search) return;
    if (options && options.replace) {
      const { pathname, hash } = window.location;
      window.history.replaceState(window.history.state, "", pathname + search + hash);
    }
    window.dash_clientside.set_props("address", { search });
  };

  /* The preferred release of this page stays in the next one's address, unless that names another. */
  function withRelease(search) {
    const query = new URLSearchParams(search);
    const release = new URLSearchParams(window.location.search).get("release");
    if (!release || query.has("release")) return search;
    query.set("release", release);
    return "?" + query.toString();
  }

  /* Open a view of several genes: "compare", "explore", "list". */
  gcd.openView = function (view, fields) {
    const given = Object.entries(fields || {}).filter(([, value]) => value);
    const text = new URLSearchParams(given).toString();
    const search = withRelease(text ? "?" + text : "");
    const change = { pathname: gcd.prefix() + view, search, hash: "" };
    window.dash_clientside.set_props("address", change);
    window.scrollTo(0, 0);
  };

  gcd.openGene = function (symbol) {
    const pathname = gcd.prefix() + "gene/" + encodeURIComponent(symbol);
    const search = withRelease("");
    window.dash_clientside.set_props("address", { pathname, search, hash: "" });
    window.scrollTo(0, 0);
  };

  function unlessSame(value, before) {
    const same = JSON.stringify(value) === JSON.stringify(before === undefined ? null : before);
    return same ? window.dash_clientside.no_update : value;
  }

  function markNavigation(view) {
    for (const link of document.querySelectorAll("[data-nav]")) {
      if (link.dataset.nav === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /* A view's own scripts come when it is first opened; the page is not settled until then. */
  function readAddress(pathname, ...known) {
    const here = gcd.route(pathname || "/");
    const loading = gcd.loadView(here.view);
    gcd.opening = loading ? here : null;
    if (gcd.unsettle) gcd.unsettle();
    return loading ? readLater(loading, here, known) : readParts(here, ...known);
  }

  async function readLater(loading, here, known) {
    try {
      await loading;
    } catch (error) {
      gcd.toast(`${error.message} Reload the page.`);
    }
    if (gcd.opening !== here) return known.slice(1).map(() => window.dash_clientside.no_update);
    gcd.opening = null;
    return readParts(here, ...known);
  }

  function readParts(here, search, route, gene, release, sourceSet, query) {
    const fields = gcd.fields(search);
    gcd.current = { view: here.view, gene: here.gene, release: fields.release || null, fields };
    markNavigation(here.view);
    document.dispatchEvent(new CustomEvent("gcd:address"));
    document.title = `${here.gene || VIEW_TITLES[here.view] || "Nothing here"} · ${TITLE}`;
    if (here.view !== "gene") {
      const stay = window.dash_clientside.no_update;
      const asked = Object.assign({}, fields, { view: here.view });
      return [unlessSame(here.view, route), stay, stay, stay, unlessSame(asked, query)];
    }
    return [
      unlessSame("gene", route),
      unlessSame(here.gene, gene),
      unlessSame(fields.release || null, release),
      unlessSame(fields.source_set || null, sourceSet),
      window.dash_clientside.no_update,
    ];
  }

  gcd.clientside({ read_address: readAddress });

  // "/" and "/gene/" go to the last gene, or to STAT3, before anything is drawn.
  if (/^(gene\/*)?$/.test(inside(window.location.pathname))) {
    const last = window.localStorage.getItem(LAST_GENE) || "STAT3";
    const path = gcd.prefix() + "gene/" + encodeURIComponent(last);
    window.history.replaceState(null, "", path + window.location.search + window.location.hash);
  }

  /* A name that is no gene's is not what "/" goes back to. */
  document.addEventListener("gcd:ready", () => {
    const view = document.getElementById("gene-view");
    if (view && view.dataset.gene) window.localStorage.setItem(LAST_GENE, view.dataset.gene);
  });

  /* The panel that the address names is made after the browser looked for it. Whoever scrolls
   * before the page is ready stays where they are. */
  let sought = window.location.hash.slice(1);
  document.addEventListener("gcd:ready", () => {
    const panel = sought && document.getElementById(decoded(sought));
    sought = "";
    if (!panel || window.scrollY > 0) return;
    panel.scrollIntoView({ behavior: "instant" });
    panel.focus({ preventScroll: true });
  });

  /* A link into the dashboard changes the address; nothing is loaded anew. */
  function inHouse(link) {
    return (
      link.origin === window.location.origin &&
      !link.target &&
      !link.getAttribute("href").startsWith("#") &&
      /^(gene|compare|explore|list|data)(\/|$)/.test(inside(link.pathname))
    );
  }

  /* A link that is opened elsewhere, by another button or from its menu, takes the release along. */
  document.addEventListener("pointerdown", (event) => {
    const link = event.target.closest("a[href]");
    if (link && inHouse(link)) link.search = withRelease(link.search);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!link || !plain || !inHouse(link)) return;
    event.preventDefault();
    const { pathname, hash } = link;
    const search = withRelease(link.search);
    sought = hash.slice(1);
    window.dash_clientside.set_props("address", { pathname, search, hash });
    window.scrollTo(0, 0);
  });

  document.addEventListener("click", (event) => {
    const control = event.target.closest("[data-field]");
    if (control) gcd.setFields({ [control.dataset.field]: control.dataset.value });
  });
})();
