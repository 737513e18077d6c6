/* Very many stems and heads, as pixels on one canvas over Plotly's axes (assets/stamps.js). */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const NEAR_PX = 8; // from the pointer to the head that it means
  const STEM = [148, 163, 184];
  const OPAQUE = 255;

  function stems({ image, whole, rim }, { tops, toX, toY }, ratio) {
    const [colour] = new Uint32Array(new Uint8Array([...STEM, OPAQUE]).buffer);
    const thick = Math.round(ratio);
    const foot = Math.min(Math.round(toY(0)), image.height - rim);
    tops.forEach((top, residue) => {
      const left = Math.round(toX(residue)) + rim;
      if (!top || left < 0 || left + thick > image.width) return;
      for (let y = Math.max(0, Math.round(toY(top)) + rim); y < foot + rim; y += 1) {
        whole.fill(colour, y * image.width + left, y * image.width + left + thick);
      }
    });
  }

  function rings(pen, shapes, { toX, toY }, ratio) {
    for (const { xanchor, yanchor, x1, line } of shapes) {
      pen.beginPath();
      pen.arc(toX(xanchor), toY(yanchor), x1 * ratio, 0, 2 * Math.PI);
      Object.assign(pen, { strokeStyle: getComputedStyle(pen.canvas).color, lineWidth: line.width * ratio });
      pen.stroke();
    }
  }

  /* Paint what was stacked over the axes as they are. */
  function paint(box, { heads, tops }, markers) {
    const ratio = window.devicePixelRatio || 1;
    const canvas = gcd.canvasOver(box, "lollipop-heads", ratio);
    const around = getComputedStyle(canvas).getPropertyValue("--card"); // light or dark, as the page is
    const stamps = markers.map((marker) => gcd.stamp(marker, around, ratio));
    const sheet = gcd.stampSheet(canvas.width, canvas.height, stamps);
    const { toX, toY } = gcd.plotScales(box._fullLayout, ratio);
    stems(sheet, { tops, toX, toY }, ratio);
    heads.forEach(({ x, y }, kind) => gcd.press(stamps[kind], sheet, Float64Array.from(x, toX), Float64Array.from(y, toY)));
    const pen = canvas.getContext("2d");
    gcd.putSheet(sheet, pen);
    rings(pen, box.layout.shapes || [], { toX, toY }, ratio);
  }

  /* The head under the pointer: {residue, height, x, y} with x and y in the box, else null. */
  function under(box, { tops }, event) {
    const { left, top } = box.getBoundingClientRect();
    const { xaxis, yaxis } = box._fullLayout;
    const { toX, toY } = gcd.plotScales(box._fullLayout, 1);
    const [x, y] = [event.clientX - left - xaxis._offset, event.clientY - top - yaxis._offset];
    if (x < 0 || x > xaxis._length || y < 0 || y > yaxis._length) return null;
    const [from, to] = xaxis.range;
    const residueAt = (px) => Math.round(from + (px / xaxis._length) * (to - from));
    const level = yaxis.range[1] - (y / yaxis._length) * (yaxis.range[1] - yaxis.range[0]);
    let nearest = null;
    let least = NEAR_PX;
    for (let residue = Math.max(0, residueAt(x - NEAR_PX)); residue <= residueAt(x + NEAR_PX); residue += 1) {
      if (!tops[residue]) continue;
      const height = Math.min(tops[residue], Math.max(1, Math.round(level)));
      const away = Math.hypot(toX(residue) - x, toY(height) - y);
      if (away > least) continue;
      least = away;
      nearest = { residue, height, x: toX(residue) + xaxis._offset, y: toY(height) + yaxis._offset };
    }
    return nearest;
  }

  function removed(box) {
    const canvas = box.querySelector(".lollipop-heads");
    if (canvas) canvas.remove();
  }

  gcd.lollipopHeads = { paint, under, removed };
})();
