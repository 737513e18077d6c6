/* A page without a browser, for modules that listen to one: jsdom, and what Dash puts on `window`. */
import { createRequire } from "node:module";

const { JSDOM } = createRequire(new URL("../../frontend/package.json", import.meta.url))("jsdom");
const NAMES = [
  "CustomEvent", "Element", "Event", "KeyboardEvent", "MouseEvent", "MutationObserver", "Option", "document",
  "getComputedStyle", "localStorage", "sessionStorage", "requestAnimationFrame", "cancelAnimationFrame",
];
export const NO_UPDATE = { description: "no update" };

/**
 * Make a page, in which `props` has what was set on components, in order: [id, props].
 * To be called before a module that listens is imported.
 */
export function page(html, address = "http://dashboard.test/gene/STAT3", prefix = "/") {
  const config = `<script type="application/json" id="_dash-config">{"requests_pathname_prefix": "${prefix}"}</script>`;
  const { window } = new JSDOM(`<!DOCTYPE html>${config}${html}`, { url: address, pretendToBeVisual: true });
  const props = [];
  globalThis.window = window;
  for (const name of NAMES) {
    const value = window[name];
    globalThis[name] = typeof value === "function" && !value.prototype ? value.bind(window) : value;
  }
  window.Element.prototype.checkVisibility = function visible() {
    return !this.closest("[hidden]");
  };
  window.scrollTo = () => {};
  window.matchMedia = () => ({ matches: false });
  window.dash_clientside = { no_update: NO_UPDATE, set_props: (id, given) => props.push([id, given]) };
  return { window, document: window.document, props };
}

/** Two frames and what follows them: a page is ready then. */
export async function frames(count = 3) {
  for (let i = 0; i < count; i += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}
