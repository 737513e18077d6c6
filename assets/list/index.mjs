/* The list view. */

import "./given.mjs";
import "./view.mjs";
