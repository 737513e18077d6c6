/* The points of explore, its rings and the outline of what is selected: pixels on a canvas over
 * Plotly's axes (assets/stamps.js), and which row lies under the pointer. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const NAME = "explore-points";
  const NEAR_PX = 9; // from the pointer to the point that it means
  const PIXELS_MOST = 2; // to one of the page's

  const pixels = () => Math.min(PIXELS_MOST, Math.max(1, window.devicePixelRatio || 1));

  function ring(pen, { x, y, size, width }, { toX, toY }, ratio) {
    pen.lineWidth = width * ratio;
    pen.beginPath();
    pen.arc(toX(x), toY(y), (size / 2) * ratio, 0, 2 * Math.PI);
    pen.stroke();
  }

  function outline(pen, { color, corners }, { toX, toY }, ratio) {
    Object.assign(pen, { strokeStyle: color, lineWidth: 2 * ratio });
    pen.beginPath();
    for (const [x, y] of corners) pen.lineTo(toX(x), toY(y));
    pen.closePath();
    pen.stroke();
  }

  function onto(canvas, { batches, lasso, rings, ink }, scales, ratio) {
    const stamps = batches.map(({ marker }) => gcd.stamp(marker, ink, ratio));
    const sheet = gcd.stampSheet(canvas.width, canvas.height, stamps);
    batches.forEach(({ x, y }, at) => gcd.press(stamps[at], sheet, x.map(scales.toX), y.map(scales.toY)));
    const pen = canvas.getContext("2d");
    gcd.putSheet(sheet, pen);
    if (lasso) outline(pen, lasso, scales, ratio);
    pen.strokeStyle = ink;
    for (const each of rings) ring(pen, each, scales, ratio);
  }

  /* Paint over the axes as they are. */
  function paint(box, painted) {
    const ratio = pixels();
    onto(gcd.canvasOver(box, NAME, ratio), painted, gcd.plotScales(box._fullLayout, ratio), ratio);
  }

  /* The same for a picture: an image over the axes of a figure that Plotly has drawn in `box`. */
  function image(box, painted, ratio) {
    const { xaxis, yaxis } = box._fullLayout;
    const size = { width: Math.round(xaxis._length * ratio), height: Math.round(yaxis._length * ratio) };
    const canvas = Object.assign(document.createElement("canvas"), size);
    onto(canvas, painted, gcd.plotScales(box._fullLayout, ratio), ratio);
    return {
      source: canvas.toDataURL(), layer: "above", sizing: "stretch",
      xref: "x domain", yref: "y domain", x: 0, y: 1, sizex: 1, sizey: 1, xanchor: "left", yanchor: "top",
    };
  }

  /* The row of the point under the pointer, the upper one of two that are as near; else null. */
  function under(box, { batches }, event) {
    const { left, top } = box.getBoundingClientRect();
    const { xaxis, yaxis } = box._fullLayout;
    const { toX, toY } = gcd.plotScales(box._fullLayout, 1);
    const [x, y] = [event.clientX - left - xaxis._offset, event.clientY - top - yaxis._offset];
    if (x < 0 || x > xaxis._length || y < 0 || y > yaxis._length) return null;
    let [least, nearest] = [NEAR_PX ** 2, null];
    for (const batch of batches) {
      for (let i = 0; i < batch.x.length; i += 1) {
        const away = (toX(batch.x[i]) - x) ** 2 + (toY(batch.y[i]) - y) ** 2;
        if (away <= least) [least, nearest] = [away, batch.rows[i]];
      }
    }
    return nearest;
  }

  gcd.explorePoints = { paint, image, under };
})();
