/* The compare view. */

import "./export.mjs";
import "./lollipops.mjs";
import "./view.mjs";
