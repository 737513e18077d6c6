/* The explore view. */

export * as scatter from "./plot.mjs";
export * as geneTable from "./table.mjs";
export { shownNow } from "./view.mjs";
