// The small picture of one seed: data black below, its samples green on top.

import { withAlpha } from "./draw.js";

const TALLEST = 1.7; // a line's window reaches so many times as high as the data's density
const MARGIN = 0.04;

/** Keeps what all pictures share: where the data is, drawn once for each size and colour. */
export class Painter {
  constructor() {
    this.backdrop = document.createElement("canvas");
  }

  /** Takes what stands still; `side` is a picture's width and height in CSS pixels. */
  prepare({ header, arrays }, side, ratio, colours) {
    const key = [header.stamp, side, ratio, colours.data, colours.generator].join();
    if (key === this.key) return;
    this.key = key;
    Object.assign(this, { side, ratio, colours, line: header.line });
    this.place = header.line ? lineView(arrays, side) : planeView(arrays, side);
    this.backdrop.width = this.backdrop.height = Math.round(side * ratio);
    const ctx = this.backdrop.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (header.line) this.density(ctx, arrays.real.values);
    else this.data(ctx, arrays);
  }

  /** Draws the seed at place `i` onto a canvas of the prepared size. */
  paint(canvas, arrays, i) {
    const ctx = canvas.getContext("2d");
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(this.backdrop, 0, 0);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    if (this.line) this.histogram(ctx, arrays.heights, i);
    else this.samples(ctx, arrays.points, i);
  }

  data(ctx, { real, centres, widths }) {
    const { x, y, scale } = this.place;
    ctx.fillStyle = withAlpha(this.colours.data, 0.32);
    for (let at = 0; at < real.values.length; at += 2) ctx.fillRect(x(real.values[at]) - 0.6, y(real.values[at + 1]) - 0.6, 1.2, 1.2);
    if (!centres) return;
    ctx.strokeStyle = withAlpha(this.colours.data, 0.75);
    ctx.lineWidth = 1;
    for (let mode = 0; mode < widths.values.length; mode += 1) {
      ctx.beginPath();
      ctx.arc(x(centres.values[2 * mode]), y(centres.values[2 * mode + 1]), Math.max(2.5, 3 * widths.values[mode] * scale), 0, 7);
      ctx.stroke();
    }
  }

  samples(ctx, { values, shape: [, n] }, i) {
    const { x, y } = this.place;
    const dot = Math.max(1.6, this.side / 62);
    ctx.fillStyle = withAlpha(this.colours.generator, 0.8);
    for (let at = 2 * n * i; at < 2 * n * (i + 1); at += 2) {
      const [left, top] = [x(values[at]), y(values[at + 1])];
      if (left > -dot && left < this.side && top > -dot && top < this.side) ctx.fillRect(left - dot / 2, top - dot / 2, dot, dot);
    }
  }

  density(ctx, real) {
    this.trace(ctx, real, 0, real.length);
    ctx.strokeStyle = this.colours.data;
    ctx.lineWidth = 1.2;
    ctx.setLineDash([1.5, 2]);
    ctx.stroke();
  }

  histogram(ctx, { values, shape: [, bins] }, i) {
    this.trace(ctx, values, bins * i, bins);
    ctx.strokeStyle = this.colours.generator;
    ctx.lineWidth = 1.3;
    ctx.stroke();
    ctx.lineTo(this.side, this.side);
    ctx.lineTo(0, this.side);
    ctx.fillStyle = withAlpha(this.colours.generator, 0.22);
    ctx.fill();
  }

  trace(ctx, values, from, bins) {
    const { wide, y } = this.place;
    ctx.beginPath();
    for (let bin = 0; bin < bins; bin += 1) {
      ctx.lineTo(bin * wide, y(values[from + bin]));
      ctx.lineTo((bin + 1) * wide, y(values[from + bin]));
    }
  }
}

/** The whole window, in equal units along both axes. */
function planeView({ window: { values: [left, right, bottom, top] } }, side) {
  const scale = (side * (1 - 2 * MARGIN)) / Math.max(right - left, top - bottom);
  const x = (value) => side / 2 + (value - (left + right) / 2) * scale;
  const y = (value) => side / 2 - (value - (bottom + top) / 2) * scale;
  return { x, y, scale };
}

function lineView({ real: { values } }, side) {
  const high = TALLEST * values.reduce((most, value) => Math.max(most, value), 0) || 1;
  return { wide: side / values.length, y: (value) => side - 2 - Math.min(1, value / high) * (side - 4) };
}
