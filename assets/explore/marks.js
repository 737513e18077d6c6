/* What the page says of axes and of the looks of groups: components/explore decides both. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  let read = null;

  function settings() {
    const box = document.getElementById("explore-drawing");
    if (!read && box) read = JSON.parse(box.dataset.config);
    return read;
  }

  gcd.exploreSettings = settings;

  /* 19705 -> "19,705"; not by Intl, whose tables take a while to load. */
  gcd.exploreNumber = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

  gcd.exploreMark = function (topic, key) {
    const marks = settings().marks[topic] || {};
    return marks[key] || settings().other;
  };

  gcd.exploreAxes = {
    get named() {
      return Object.fromEntries(settings().axes.map((axis) => [axis.name, axis]));
    },
    /* The field "x" or "y" -> the axis that stands there when the address says nothing. */
    get usual() {
      return settings().usual;
    },
    get all() {
      return settings().axes;
    },
    /* Thresholds of a figure in this release: [value, words] each. */
    lines(name, { label, threshold }) {
      if (name === settings().loeuf) return [[threshold, `LOEUF ${threshold}, ${label}`]];
      return this.named[name].lines;
    },
  };

  /* The box of a group in a legend: colour and shape, as on the plot. */
  gcd.exploreSwatch = function (topic, key) {
    const { colour, symbol } = gcd.exploreMark(topic, key);
    const box = document.createElement("span");
    box.className = "class-mark";
    box.dataset.symbol = symbol;
    box.style.background = colour;
    box.setAttribute("aria-hidden", "true");
    return box;
  };
})();
