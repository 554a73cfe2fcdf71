// Samples as they are shown: tiles side by side, or points over the data they should be like.

import { withAlpha } from "./draw.js";
import { Sheet, dot, mapping } from "./distances-sheet.js";

const COARSE = 28;

export class Pictures {
  /**
   * `across` tiles in a row; `style` says how points are drawn: dots, path, mesh or near. `under` are points drawn
   * below them as a mesh with rows of `meshed`. After every drawing come `placed()` and `over(pen)`.
   */
  constructor(world, { across = 1, style = "dots", meshed = 0, placed = () => {}, over = () => {}, faint = 1 } = {}, attributes = {}) {
    Object.assign(this, { world, across, style, meshed, placed, over, faint, under: null });
    this.sheet = new Sheet((pen) => this.paint(pen), attributes);
    this.element = this.sheet.element;
  }

  show(samples) {
    this.samples = samples;
    this.sheet.soon();
  }

  tell(sentence) {
    this.sheet.tell(sentence);
  }

  paint(pen) {
    // Those of another run may still be here.
    if (this.samples && this.world.fits(this.samples)) {
      if (this.world.tiled) this.paintTiles(pen);
      else this.paintPoints(pen);
      this.placed();
    }
    this.over(pen);
  }

  paintTiles({ ctx, width, height, ratio, colours }) {
    const { across, samples } = this;
    const rows = Math.ceil(samples.shape[0] / across);
    const tile = Math.min(width / across, height / rows);
    const [left, top] = [(width - tile * across) / 2, (height - tile * rows) / 2];
    this.held = this.world.sheet(samples, across, this.held);
    ctx.imageSmoothingEnabled = tile * ratio < COARSE;
    ctx.globalAlpha = this.faint;
    ctx.drawImage(this.held, left, top, tile * across, tile * rows);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours.faint;
    ctx.strokeRect(left + 0.5, top + 0.5, tile * across - 1, tile * rows - 1);
    this.place = (i) => ({ left: left + (i % across) * tile, top: top + Math.floor(i / across) * tile, side: tile });
  }

  paintPoints(pen) {
    const { ctx, width, height, colours } = pen;
    const { window, real } = this.world;
    const n = this.samples.shape[0];
    const flat = window.length === 1;
    const at = fitted(width, height, window);
    const spot = ({ values }, i, count) => flat
      ? [at.X(values[i]), height * (count > 1 ? 0.1 + (0.8 * (i + 0.5)) / count : 0.5)]
      : [at.X(values[2 * i]), at.Y(values[2 * i + 1])];
    if (real) {
      ctx.fillStyle = withAlpha(colours.data, 0.22);
      for (let i = 0; i < real.shape[0]; i++) {
        const [x, y] = spot(real, i, real.shape[0]);
        ctx.fillRect(x - 1.5, y - 1.5, 3, 3);
      }
    }
    const points = Array.from({ length: n }, (_, i) => spot(this.samples, i, n));
    ctx.lineWidth = this.style === "path" ? 2 : 1;
    ctx.strokeStyle = withAlpha(colours.generator, this.style === "path" ? 1 : 0.6);
    ctx.lineJoin = "round";
    if (this.style === "path") line(ctx, points);
    if (this.style === "mesh") mesh(ctx, points, this.across);
    const below = this.under;
    if (below && this.world.fits(below)) mesh(ctx, Array.from({ length: below.shape[0] }, (_, i) => spot(below, i, flat ? 1 : below.shape[0])), this.meshed);
    const radius = this.style === "mesh" ? 2 : n > 20 ? 3.5 : 5;
    if (this.style === "near") points.forEach(([x, y], i) => dot(ctx, x, y, i ? 3 : 7, colours.generator, i ? "" : colours.panel));
    else if (n === 1) dot(ctx, ...points[0], 7, colours.generator, colours.panel);
    else for (const [x, y] of points) dot(ctx, x, y, radius, colours.generator);
    this.place = (i) => ({ left: points[i][0] - 9, top: points[i][1] - 9, side: 18 });
  }
}

/** The window in the middle of a box, as wide as it is tall where it has two axes. */
function fitted(width, height, [x, y]) {
  const box = [0, 0, width, height];
  if (!y) return mapping(box, x, [0, 1]);
  const unit = Math.min(width / (x[1] - x[0]), height / (y[1] - y[0]));
  const around = ([low, high], room) => [(low + high) / 2 - room / unit / 2, (low + high) / 2 + room / unit / 2];
  return mapping(box, around(x, width), around(y, height));
}

function line(ctx, points) {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.stroke();
}

function mesh(ctx, points, across) {
  for (let start = 0; start < points.length; start += across) line(ctx, points.slice(start, start + across));
  if (points.length <= across) return;
  for (let column = 0; column < across; column++) line(ctx, points.filter((_, i) => i % across === column));
}
