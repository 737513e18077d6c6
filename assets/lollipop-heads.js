/* Very many stems and heads, as pixels on one canvas over Plotly's axes. As SVG each head costs an
 * element, with WebGL the page one of its few contexts and, without a graphics card, most of a second. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const NEAR_PX = 8; // from the pointer to the head that it means
  const STEM = [148, 163, 184];
  const REACH = 1.5; // of a symbol's size, in which all of it lies
  const OPAQUE = 255;

  /* Corners of Plotly's symbols in radii of a circle of the same size; a circle has none. */
  function corners(count, long, short) {
    return Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * i) / count;
      const radius = i % 2 ? short : long;
      return [radius * Math.sin(angle), -radius * Math.cos(angle)];
    });
  }
  const PLUS = [
    [-0.4, -1.2], [0.4, -1.2], [0.4, -0.4], [1.2, -0.4], [1.2, 0.4], [0.4, 0.4],
    [0.4, 1.2], [-0.4, 1.2], [-0.4, 0.4], [-1.2, 0.4], [-1.2, -0.4], [-0.4, -0.4],
  ];
  const SHAPES = {
    "square": [[-1, -1], [1, -1], [1, 1], [-1, 1]],
    "diamond": corners(4, 1.3, 1.3),
    "triangle-up": corners(3, 1.15, 1.15),
    "pentagon": corners(5, 1, 1),
    "star": corners(10, 1.4, 0.54),
    "cross": PLUS,
    "x": PLUS.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]),
  };

  /* A symbol as the pixels that it covers: where, and in which colour. */
  function stamp({ color, symbol, size, line }, rim, ratio) {
    const reach = Math.ceil((size * REACH * ratio) / 2);
    const side = 2 * reach + 1;
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const radius = (size / 2) * ratio;
    const shape = new Path2D();
    for (const [x, y] of SHAPES[symbol] || []) shape.lineTo(x * radius, y * radius);
    if (!SHAPES[symbol]) shape.arc(0, 0, radius, 0, 2 * Math.PI);
    shape.closePath();
    pen.translate(side / 2, side / 2);
    pen.fillStyle = color;
    pen.fill(shape);
    if (line.width) {
      Object.assign(pen, { strokeStyle: rim, lineWidth: line.width * ratio });
      pen.stroke(shape);
    }
    const image = pen.getImageData(0, 0, side, side).data;
    const spots = [];
    for (let i = 0; i < side * side; i += 1) {
      if (!image[4 * i + 3]) continue;
      spots.push({ right: (i % side) - reach, down: Math.floor(i / side) - reach, rgba: image.slice(4 * i, 4 * i + 4) });
    }
    return { reach, spots };
  }

  /* The picture with a rim as wide as a symbol, so that no pixel need be asked whether it is inside. */
  function sheet(width, height, rim) {
    const image = new ImageData(width + 2 * rim, height + 2 * rim);
    return { image, rim, whole: new Uint32Array(image.data.buffer), bytes: image.data };
  }

  function mixed(bytes, at, rgba) {
    const share = bytes[at + 3] ? rgba[3] / OPAQUE : 1;
    for (let i = 0; i < 3; i += 1) bytes[at + i] += (rgba[i] - bytes[at + i]) * share;
    bytes[at + 3] = Math.max(bytes[at + 3], rgba[3]);
  }

  function press({ spots }, { image, whole, bytes }, centres) {
    const offsets = Int32Array.from(spots, ({ right, down }) => down * image.width + right);
    const colours = new Uint32Array(Uint8Array.from(spots.flatMap(({ rgba }) => [...rgba])).buffer);
    const solid = spots.map(({ rgba }) => rgba[3] === OPAQUE);
    for (const centre of centres) {
      for (let i = 0; i < offsets.length; i += 1) {
        const at = centre + offsets[i];
        if (solid[i]) whole[at] = colours[i];
        else mixed(bytes, 4 * at, spots[i].rgba);
      }
    }
  }

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

  /* From residues and heights to pixels of the plot's area, `ratio` to one of the page's. */
  function scales({ xaxis, yaxis }, ratio) {
    const [left, right] = xaxis.range;
    const [bottom, top] = yaxis.range;
    return {
      toX: (x) => ((x - left) / (right - left)) * xaxis._length * ratio,
      toY: (y) => (1 - (y - bottom) / (top - bottom)) * yaxis._length * ratio,
    };
  }

  function canvasIn(box) {
    const home = box.querySelector(".gl-container"); // between the plot and what hovers over it
    const there = home.querySelector(".lollipop-heads");
    if (there) return there;
    const canvas = Object.assign(document.createElement("canvas"), { className: "lollipop-heads" });
    home.append(canvas);
    return canvas;
  }

  function place(canvas, { xaxis, yaxis }, ratio) {
    const size = { width: Math.round(xaxis._length * ratio), height: Math.round(yaxis._length * ratio) };
    Object.assign(canvas, size);
    const px = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
    canvas.style.position = "absolute";
    for (const [name, value] of Object.entries(px)) canvas.style[name] = `${value}px`;
  }

  /* Paint what was stacked over the axes as they are. */
  function paint(box, { heads, tops }, markers) {
    const axes = box._fullLayout;
    const ratio = window.devicePixelRatio || 1;
    const canvas = canvasIn(box);
    place(canvas, axes, ratio);
    const around = getComputedStyle(canvas).getPropertyValue("--card"); // light or dark, as the page is
    const stamps = markers.map((marker) => stamp(marker, around, ratio));
    const rim = 2 * Math.max(0, ...stamps.map(({ reach }) => reach));
    const paper = sheet(canvas.width, canvas.height, rim);
    const { toX, toY } = scales(axes, ratio);
    stems(paper, { tops, toX, toY }, ratio);
    heads.forEach(({ x, y }, kind) => {
      const { reach } = stamps[kind];
      const centres = [];
      for (let i = 0; i < x.length; i += 1) {
        const [right, down] = [Math.round(toX(x[i])), Math.round(toY(y[i]))];
        const inside = right >= -reach && right <= canvas.width + reach && down >= -reach && down <= canvas.height + reach;
        if (inside) centres.push((down + rim) * paper.image.width + right + rim);
      }
      press(stamps[kind], paper, centres);
    });
    const pen = canvas.getContext("2d");
    pen.putImageData(paper.image, -rim, -rim);
    rings(pen, box.layout.shapes || [], { toX, toY }, ratio);
  }

  /* The head under the pointer: {residue, height, x, y} with x and y in the box, else null. */
  function under(box, { tops }, event) {
    const { left, top } = box.getBoundingClientRect();
    const { xaxis, yaxis } = box._fullLayout;
    const { toX, toY } = scales(box._fullLayout, 1);
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
