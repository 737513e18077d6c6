// The traces that the dashboard draws, registered on plotly.js's core, and nothing else.
// tests/unit/test_frontend.py compares this list with the trace types in components/.
// Dash's own chunks were compiled for browsers without async functions and call this runtime; it
// stands here because the page leaves Dash's polyfills out where this bundle is (index_page.py).
import "regenerator-runtime/runtime.js";
import Plotly from "plotly.js/lib/core";
import scatter from "plotly.js/lib/scatter";
import bar from "plotly.js/lib/bar";
import heatmap from "plotly.js/lib/heatmap";

Plotly.register([scatter, bar, heatmap]);

// dcc.Graph fetches the big plotly.js only where this is not set when the first graph mounts.
window.Plotly = Plotly;
