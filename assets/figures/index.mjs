/* Figures that leave the page or fill the screen: pictures and slides. Fetched when first used. */

export { leave, show } from "./slides.mjs";
export { pictureOf } from "./picture.mjs";
