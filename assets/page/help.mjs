/* Opens the help (components/shell/help.py): by its button, or by "?" outside of a field. */

import { IDS } from "./contract.mjs";
import { setProps } from "./dash.mjs";
import { closestTo } from "./dom.mjs";

const open = () => setProps(IDS.help, { is_open: true });

document.addEventListener("click", (event) => {
  if (closestTo(event, `#${IDS.helpSwitch}`)) open();
});

document.addEventListener("keydown", (event) => {
  const typing = closestTo(event, "input, textarea, select, [contenteditable]");
  if (event.key !== "?" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  open();
});
