/* Figures that leave the page or fill the screen: slides. Fetched when first used. */

export { leave, show } from "./slides.mjs";
export { restyled } from "./restyle.mjs";
