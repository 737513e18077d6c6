/* The gene page. */

export { drawing as variantsDrawing } from "./variants.mjs";
