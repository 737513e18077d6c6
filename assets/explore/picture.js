/* The plot as a file: pixels, or vectors in which the points are pixels, as WebGL drew them. A
 * picture leaves the page, so its release, source and selection go with it. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const LOOK = { width: 1200, height: 800, scale: 2 };
  const FOOT = { xref: "paper", yref: "paper", x: 0, y: 0, xanchor: "left", yanchor: "bottom", showarrow: false, align: "left", font: { size: 10 } };

  const part = (name) => document.getElementById(`explore-${name}`);
  const plain = (words) => words.split(/\s+/).join(" ").trim().replaceAll("<", "&lt;");

  function foot(base, state) {
    const topic = base.topics[state.colour];
    const source = [...document.querySelectorAll("#explore-source .source")].map((line) => line.textContent).join("; ");
    const colours = topic ? `Colours: ${topic.groups.map((group) => group.label).join(", ")}.` : "";
    return [part("counts").textContent, part("selected").textContent, colours, `${source}. Research use, not for diagnosis.`].filter(Boolean).map(plain).join("<br>");
  }

  /* A legend of the colours, which on the page stands beside the plot. */
  function named(data, base, state) {
    const { groups } = base.topics[state.colour] || { groups: [] };
    const labels = new Map(groups.map(({ key, label }) => [JSON.stringify(gcd.exploreMark(state.colour, key)), label]));
    const seen = new Set();
    // Strongly drawn points come behind the faint ones: the last of a group names it.
    return data.toReversed().map((trace) => {
      const { marker } = trace;
      const mark = marker && JSON.stringify({ colour: marker.color, symbol: marker.symbol, size: marker.size });
      const label = trace.mode === "markers" && labels.get(mark);
      if (!label || seen.has(mark)) return { ...trace, showlegend: false };
      seen.add(mark);
      return { ...trace, name: plain(label), showlegend: true };
    }).toReversed();
  }

  gcd.explorePicture = function (base, state, format) {
    const box = part("drawing");
    const layout = JSON.parse(JSON.stringify(box.layout));
    delete layout.width;
    delete layout.height;
    const title = (name) => gcd.exploreAxes.named[name].title;
    Object.assign(layout, {
      title: { text: `<b>${plain(base.label)}</b> · ${title(state.y)} by ${title(state.x)}`, x: 0.01, font: { size: 16 } },
      margin: { l: 70, r: 20, t: 50, b: 130 },
      paper_bgcolor: getComputedStyle(document.documentElement).getPropertyValue("--card").trim(),
      showlegend: true,
      legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 1, xanchor: "right", itemsizing: "constant", traceorder: "reversed" },
      annotations: [...layout.annotations, { ...FOOT, yshift: -124, text: foot(base, state) }],
    });
    const figure = { data: named(box.data, base, state), layout, config: { showSendToCloud: false } };
    return window.Plotly.downloadImage(figure, { ...LOOK, format, filename: `explore_${base.release}_${state.y}_by_${state.x}` });
  };
})();
