// What other scripts of the page put on `window`, and what Dash looks up there (assets/page/dash.mjs).
interface Window {
  DashRenderer: new () => unknown;
  dash_clientside: any;
  gcd_markup: any;
  dash_ag_grid: any;
  dashAgGridFunctions: Record<string, (...given: any[]) => any>;
  dashAgGridComponentFunctions: Record<string, (...given: any[]) => any>;
  Plotly: any;
  React: any;
}

// What modules of the page tell each other.
interface DocumentEventMap {
  "gcd:address": CustomEvent; // the address was read
  "gcd:ready": CustomEvent; // every panel is settled and painted
  "gcd:figures": CustomEvent; // every figure of the view is wanted, also those that nobody has scrolled to
  "gcd:pick": CustomEvent<{ symbol: string }>; // a gene was picked; a view may take it as its own
}

// Newer than the library of the compiler.
interface Uint8ArrayConstructor {
  fromBase64?(text: string): Uint8Array;
}
