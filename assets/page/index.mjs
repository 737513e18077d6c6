/* The page around every view. Dash starts when all that it looks up is here: this page's functions and
 * components, and those of the view that the page begins with. */

import "../grid/cells.mjs";
import "../grid/csv.mjs";
import "../grid/stand-in.mjs";
import "../grid/table.mjs";
import "./colours.mjs";
import "./comparison.mjs";
import "./failures.mjs";
import "./gene-search.mjs";
import "./help.mjs";
import "./link.mjs";
import "./markup.mjs";
import "./panel-menu.mjs";
import "./paper.mjs";
import "./present.mjs";
import "./refresh.mjs";
import "./routing.mjs";
import { route } from "./address.mjs";
import { start } from "./dash.mjs";
import { loadView } from "./loading.mjs";

// Files that do not come are asked for again, and told, once the address is read.
Promise.resolve(loadView(route(window.location.pathname).view)).catch(() => {}).then(start);
