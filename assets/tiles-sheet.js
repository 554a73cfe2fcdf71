// Grey pictures side by side on one small canvas, as ink on the page's own ground.

import { rgb } from "./draw.js";

/** The first `shown` tiles (n, rows, columns), `across` in a row, on `canvas` or a new one. */
export function sheetOf({ shape, values }, across, shown, shades, canvas = document.createElement("canvas")) {
  const [, tall, wide] = shape;
  const [columns, rows] = [across * wide, Math.ceil(shown / across) * tall];
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const pencil = canvas.getContext("2d");
  const image = pencil.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < shown; i++) {
    const corner = Math.floor(i / across) * tall * columns + (i % across) * wide;
    for (let row = 0; row < tall; row++) {
      const [from, to] = [(i * tall + row) * wide, corner + row * columns];
      for (let column = 0; column < wide; column++) pixels[to + column] = shades[values[from + column]];
    }
  }
  pencil.putImageData(image, 0, 0);
  return canvas;
}

/** 256 shades from the page's ground (0) to its ink (255), as pixels. */
export function shadesOf({ panel, ink }) {
  const [from, to] = [panel, ink].map(rgb);
  return Uint32Array.from({ length: 256 }, (_, level) => {
    const [r, g, b] = from.map((part, i) => Math.round(part + (level / 255) * (to[i] - part)));
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}
