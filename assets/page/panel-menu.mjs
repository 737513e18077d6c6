/* What a panel's menu does: pictures with their provenance, the link to the view. */

import { prefix } from "./address.mjs";
import { SELECTED_SET } from "./contract.mjs";
import { closestTo, queryAll, queryOne } from "./dom.mjs";
import { copyLink } from "./link.mjs";
import { loadModule } from "./loading.mjs";
import { subject } from "./provenance.mjs";
import { saveFile, toast } from "./share.mjs";

/* A picture is made by a module that is fetched for the first one. */
async function save(panel, kind, size) {
  const { pictureOf } = await loadModule("figures");
  const made = await pictureOf(panel, kind, size);
  if (!made) return toast("There is no figure to save.");
  return saveFile(made.name, made.blob);
}

/* The CSV of what is on screen: the JSON's own, for this gene and the panel's release. */
function exportAddress(panel, resource) {
  const [gene] = subject();
  const release = resource === "constraint" && panel.dataset.release;
  const shown = queryOne("[data-set]", panel);
  const set = (shown && shown.dataset.set) || "";
  const own = { variants: set && `&source_set=${set}`, features: set === SELECTED_SET ? "&numbering=mane" : "" };
  const query = "?format=csv" + (release ? `&release=${encodeURIComponent(release)}` : "") + (own[resource] || "");
  return `${prefix()}api/v1/genes/${encodeURIComponent(gene)}/${resource}${query}`;
}

document.addEventListener(
  "click",
  (event) => {
    const menu = closestTo(event, ".panel-menu");
    const panel = menu && menu.closest(".panel");
    for (const link of menu ? queryAll("[data-export]", menu) : []) {
      link.setAttribute("href", exportAddress(panel, link.dataset.export));
    }
  },
  true // before the browser follows the link
);

document.addEventListener("click", (event) => {
  const item = closestTo(event, ".panel-menu .dropdown-item");
  if (!item) return;
  if (item.dataset.copyLink) copyLink(item.dataset.copyLink);
  if (item.dataset.picture) {
    const { picture, size } = item.dataset;
    save(item.closest(".panel"), picture, size).catch((error) => toast(`The picture failed: ${error.message}`));
  }
});
