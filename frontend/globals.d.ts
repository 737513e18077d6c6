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
