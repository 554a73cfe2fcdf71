// A field as a small image drawn large: from `low` over `middle` to `high`.

import { rgb } from "./draw.js";

/** Keeps what is costly to make: the small image and its colours. */
export class HeatMap {
  constructor() {
    this.small = document.createElement("canvas");
  }

  /** Draws a field of levels 0 to 255 (row = y upwards) over a box. */
  draw(ctx, { shape: [rows, columns], values }, colours, { left, top, side, tall }) {
    const table = this.table(colours);
    if (this.small.width !== columns || this.small.height !== rows) {
      this.small.width = columns;
      this.small.height = rows;
      this.image = null;
    }
    const pencil = this.small.getContext("2d", { alpha: false });
    this.image ??= pencil.createImageData(columns, rows);
    const pixels = new Uint32Array(this.image.data.buffer);
    for (let row = 0; row < rows; row++) {
      const from = (rows - 1 - row) * columns;
      for (let column = 0; column < columns; column++) {
        pixels[row * columns + column] = table[values[from + column]];
      }
    }
    pencil.putImageData(this.image, 0, 0);
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(this.small, left, top, side, tall);
  }

  /** The colour of each level, as a pixel. */
  table(colours) {
    const name = colours.low + colours.middle + colours.high;
    if (this.name !== name) {
      this.name = name;
      const [low, middle, high] = [colours.low, colours.middle, colours.high].map(rgb);
      this.pixels = Uint32Array.from({ length: 256 }, (_, level) => {
        const share = level / 127.5 - 1;
        const mixed = middle.map((part, i) => Math.round(part + Math.abs(share) * ((share < 0 ? low : high)[i] - part)));
        return (255 << 24) | (mixed[2] << 16) | (mixed[1] << 8) | mixed[0];
      });
    }
    return this.pixels;
  }
}
