// The 2D stage: heat map of D, real and fake points, where the objective pushes the fakes.

import { contour } from "./contour.js";
import { Discs } from "./discs.js";
import { arrow, crisp, formula, onPixel, tickText, ticks, withAlpha, words } from "./draw.js";
import { emphasis } from "./emphasis.js";
import { HeatMap } from "./heat-map.js";
import { Morph } from "./morph.js";

/** Keeps what is costly to make: the heat map and the real points. */
export class Plane {
  /** `again` asks for another drawing, while noise turns into samples under the pointer. */
  constructor(canvas, again) {
    this.morph = new Morph(canvas, again);
    this.heat = new HeatMap();
    this.discs = new Discs();
    this.real = document.createElement("canvas");
    this.keys = {};
  }

  draw(ctx, { width, height, ratio }, { header, arrays }, { colours, texts, shows, calm }) {
    const size = Math.max(12, Math.min(20, Math.min(width, height * 1.5) / 46));
    const warped = Boolean(arrays.warp) && shows("warp");
    const view = layout(width, height, size, header.facts.window, warped);
    const strength = emphasis(header);
    const plot = { ctx, size, ratio, colours, texts, shows, strength, facts: header.facts, ...view };
    plot.arrays = warped ? this.morph.apply(arrays, header.facts, view, calm) : { ...arrays, warp: null };
    ctx.save();
    ctx.beginPath();
    ctx.rect(view.left, view.top, view.side, view.tall);
    ctx.clip();
    const heated = Boolean(arrays.heat) && shows("heat");
    ctx.globalAlpha = strength("judge");
    if (heated) this.heat.draw(ctx, arrays.heat, colours, view);
    if (heated && header.facts.probability) drawContour(plot, 127.5);
    ctx.globalAlpha = strength("data");
    this.drawReal(plot, `${header.stamp}|${width}|${height}|${ratio}|${colours.data}`);
    if (shows("modes") && arrays.centres) this.drawModes(plot);
    ctx.globalAlpha = strength("map");
    if (plot.arrays.warp) drawWarp(plot);
    ctx.globalAlpha = strength("fake");
    this.drawFakes(plot);
    ctx.globalAlpha = strength("gradient");
    if (shows("push") && arrays.arrows && !this.morph.running) drawPush(plot);
    this.drawOver(plot);
    ctx.restore();
    frame(plot);
    if (heated) this.drawScale(plot);
    key(plot, heated, this.rows(plot));
    ctx.globalAlpha = strength("noise");
    if (view.latent) drawLatent(plot);
    ctx.globalAlpha = 1;
  }

  drawFakes(plot) {
    const { ctx, arrays, colours, size, ratio } = plot;
    this.discs.draw(ctx, arrays.fake.values, plot, { radius: size * 0.18, colour: colours.generator, alpha: 0.75, ratio });
  }

  drawModes(plot) {
    drawModes(plot);
  }

  /** What another picture of the plane draws over all the rest. */
  drawOver() {}

  /** The kinds of points that the key explains. */
  rows() {
    return ["real", "fake"];
  }

  drawReal({ ctx, arrays: { real }, colours, size, ratio, x, y, left, top, side, tall }, name) {
    if (!real) return;
    const corner = [onPixel(left, ratio), onPixel(top, ratio)];
    if (this.keys.real !== name || this.points !== real) {
      this.keys.real = name;
      this.points = real;
      this.real.width = Math.ceil(side * ratio) + 1;
      this.real.height = Math.ceil(tall * ratio) + 1;
      const pencil = this.real.getContext("2d");
      pencil.scale(ratio, ratio);
      pencil.translate(-corner[0], -corner[1]);
      pencil.fillStyle = withAlpha(colours.data, 0.42);
      for (let i = 0; i < real.values.length; i += 2) {
        pencil.beginPath();
        pencil.arc(x(real.values[i]), y(real.values[i + 1]), size * 0.13, 0, 7);
        pencil.fill();
      }
    }
    ctx.drawImage(this.real, ...corner, this.real.width / ratio, this.real.height / ratio);
  }

  drawScale({ ctx, colours, size, ratio, facts, arrays: { heat }, left, top, side, tall, bar }) {
    const table = this.heat.table(colours);
    const x = left + side + size * 0.7;
    const steps = 64;
    for (let i = 0; i < steps; i++) {
      const colour = table[Math.round(255 * (1 - (i + 0.5) / steps))];
      ctx.fillStyle = `rgb(${colour & 255},${(colour >> 8) & 255},${(colour >> 16) & 255})`;
      ctx.fillRect(x, top + (bar * i) / steps, size * 0.7, bar / steps + 0.6);
    }
    ctx.strokeStyle = colours.muted;
    ctx.lineWidth = 1;
    ctx.strokeRect(crisp(x, ratio), crisp(top, ratio), Math.round(size * 0.7), Math.round(bar));
    const marks = facts.probability
      ? ["1", "½", "0"]
      : toldApart([heat.high, (heat.low + heat.high) / 2, heat.low]);
    for (const [place, text] of marks.entries()) {
      const share = place / (marks.length - 1);
      const at = top + size * 0.35 + share * (bar - size * 0.7);
      words(ctx, text, x + size * 1.1, at, size * 0.8, colours.discriminator, "left", "middle");
    }
    formula(ctx, "D(x)", x, top + bar + size * 1.3, size, colours.discriminator);
  }
}

/** Numbers as texts: two digits, or as many as it takes for no two to read alike. */
function toldApart(values) {
  for (let digits = 2; ; digits++) {
    const told = values.map((value) => Number(value.toPrecision(digits)).toString().replace("-", "−"));
    if (digits === 6 || new Set(told).size === values.length) return told;
  }
}

function layout(width, height, size, [[xlow, xhigh], [ylow, yhigh]], warped) {
  const aspect = (xhigh - xlow) / (yhigh - ylow);
  const room = { left: size * 0.8, right: size * 6.4, top: size * 0.7, bottom: size * 1.7 };
  const tall = Math.min(height - room.top - room.bottom, (width - room.left - room.right) / aspect);
  const side = tall * aspect;
  const spare = width - room.right - room.left - side;
  const roomy = warped && spare > size * 11;
  const left = roomy ? width - room.right - side - Math.max(0, (spare - size * 15) / 2) : room.left + spare / 2;
  const top = room.top + (height - room.top - room.bottom - tall) / 2;
  const latent = roomy ? { side: Math.min(left - room.left - size * 4.5, size * 13), left: 0, top: 0 } : null;
  if (latent) {
    latent.left = Math.max(room.left + size, (left - size * 3 - latent.side) / 2);
    latent.top = top + (tall - latent.side) / 2;
  }
  return {
    left, top, side, tall, latent,
    bar: Math.min(tall * 0.5, size * 10),
    x: (value) => left + ((value - xlow) / (xhigh - xlow)) * side,
    y: (value) => top + tall - ((value - ylow) / (yhigh - ylow)) * tall,
    bounds: [xlow, xhigh, ylow, yhigh],
  };
}

function frame({ ctx, colours, ratio, size, x, left, top, side, tall, bounds }) {
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = 1;
  ctx.strokeRect(crisp(left, ratio), crisp(top, ratio), Math.round(side), Math.round(tall));
  const small = size * 0.8;
  const base = crisp(top + tall, ratio);
  ctx.beginPath();
  for (const mark of ticks(bounds[0], bounds[1], 6)) {
    ctx.moveTo(crisp(x(mark), ratio), base);
    ctx.lineTo(crisp(x(mark), ratio), base + 4);
    words(ctx, tickText(mark), x(mark), base + small * 1.5, small, colours.muted, "center");
  }
  ctx.stroke();
}

function drawContour({ ctx, arrays: { heat }, colours, size, left, top, side, tall }, level) {
  const [rows, columns] = heat.shape;
  ctx.strokeStyle = colours.discriminator;
  ctx.lineWidth = size / 10;
  ctx.setLineDash([size * 0.5, size * 0.4]);
  ctx.lineCap = "butt";
  ctx.beginPath();
  for (const line of contour(heat.values, rows, columns, level)) {
    line.forEach(([column, row], i) => {
      const at = [left + ((column + 0.5) / columns) * side, top + tall - ((row + 0.5) / rows) * tall];
      if (i) ctx.lineTo(...at);
      else ctx.moveTo(...at);
    });
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawWarp({ ctx, arrays: { warp }, colours, x, y }) {
  ctx.strokeStyle = withAlpha(colours.generator, 0.32);
  ctx.lineWidth = 1;
  mesh(ctx, warp.shape[0], warp.shape[1], (row, column) => {
    const at = 2 * (row * warp.shape[1] + column);
    return [x(warp.values[at]), y(warp.values[at + 1])];
  });
}

function mesh(ctx, rows, columns, place) {
  ctx.beginPath();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = place(row, column);
      if (column) ctx.lineTo(...at);
      else ctx.moveTo(...at);
    }
  }
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const at = place(row, column);
      if (row) ctx.lineTo(...at);
      else ctx.moveTo(...at);
    }
  }
  ctx.stroke();
}

// Each arrow is that of a fake, in their order, and goes where that is by now.
function drawPush({ ctx, arrays: { arrows, fake }, colours, size, x, y }) {
  const values = arrows.values;
  let longest = 0;
  for (let i = 0; i < values.length; i += 4) longest = Math.max(longest, Math.hypot(values[i + 2], values[i + 3]) || 0);
  if (!(longest > 0)) return;
  ctx.strokeStyle = colours.push;
  ctx.lineWidth = Math.max(1.25, size / 12);
  ctx.lineCap = "butt";
  const reach = (size * 2.4) / longest;
  for (let i = 0; i < values.length; i += 4) {
    const [px, py] = [x(fake.values[i / 2]), y(fake.values[i / 2 + 1])];
    ctx.beginPath();
    arrow(ctx, px, py, px + values[i + 2] * reach, py - values[i + 3] * reach, size * 0.32);
    ctx.stroke();
  }
}

// A ring around each mode: closed and green where it gets at least a fifth of its due among the fakes shown.
function drawModes({ ctx, arrays: { centres, fake }, colours, size, x, y, side, bounds }) {
  const unit = side / (bounds[1] - bounds[0]);
  for (let at = 0; at < centres.values.length; at += 4) {
    const [cx, cy, width, weight] = centres.values.subarray(at, at + 4);
    const reach = (3 * width) ** 2;
    let near = 0;
    for (let i = 0; i < fake.values.length; i += 2) {
      if ((fake.values[i] - cx) ** 2 + (fake.values[i + 1] - cy) ** 2 < reach) near += 1;
    }
    const covered = near >= (0.2 * weight * fake.values.length) / 2;
    ctx.strokeStyle = covered ? colours.generator : colours.ink;
    ctx.lineWidth = size / (covered ? 9 : 14);
    ctx.setLineDash(covered ? [] : [size * 0.25, size * 0.25]);
    ctx.beginPath();
    ctx.arc(x(cx), y(cy), Math.max(3 * width * unit, size * 0.75), 0, 7);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function key({ ctx, colours, size, left, top, side, tall, bar, arrays, facts, texts, shows }, heated, rows) {
  const x = left + side + size * 1.1;
  let y = top + Math.max(tall - size * 5.2, bar + size * 3);
  const row = (mark, symbol, word, colour) => {
    mark(y - size * 0.32);
    const width = symbol ? formula(ctx, symbol, x + size, y, size, colour) + size * 0.35 : 0;
    words(ctx, texts[word] ?? "", x + size + width, y, size * 0.8, colour);
    y += size * 1.55;
  };
  const disc = (colour) => (at) => {
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.arc(x, at, size * 0.22, 0, 7);
    ctx.fill();
  };
  const dash = (colour, dashes, head) => (at) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = size / 10;
    ctx.setLineDash(dashes);
    ctx.beginPath();
    arrow(ctx, x - size * 0.5, at, x + size * 0.6, at, head);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  if (rows.includes("real")) row(disc(colours.data), "x", "canvas.real", colours.data);
  if (rows.includes("fake")) row(disc(colours.generator), "G(z)", "canvas.fake", colours.generator);
  if (shows("push") && arrays.arrows) row(dash(colours.push, [], size * 0.35), "", "canvas.push", colours.push);
  if (heated && facts.probability) row(dash(colours.discriminator, [size * 0.35, size * 0.25], 0), "D = ½", "", colours.discriminator);
}

function drawLatent({ ctx, arrays: { warp, morphing = 0 }, colours, size, ratio, latent, left, top, tall }) {
  const [rows, columns] = warp.shape;
  ctx.strokeStyle = withAlpha(colours.generator, 0.45);
  ctx.lineWidth = 1;
  mesh(ctx, rows, columns, (row, column) => [
    crisp(latent.left + (column / (columns - 1)) * latent.side, ratio),
    crisp(latent.top + latent.side - (row / (rows - 1)) * latent.side, ratio),
  ]);
  formula(ctx, "z", latent.left + latent.side / 2, latent.top + latent.side + size * 1.4, size * 1.15, colours.ink, { align: "center" });
  const y = top + tall / 2;
  ctx.strokeStyle = colours.generator;
  ctx.lineWidth = size / 9;
  ctx.lineCap = "round";
  ctx.beginPath();
  arrow(ctx, latent.left + latent.side + size * 0.8, y, left - size * 0.8, y, size * 0.5);
  ctx.stroke();
  if (morphing > 0) {
    ctx.fillStyle = colours.generator;
    ctx.beginPath();
    ctx.arc(latent.left + latent.side + size * 0.8 + morphing * (left - latent.left - latent.side - size * 1.6), y, size * 0.3, 0, 7);
    ctx.fill();
  }
  formula(ctx, "G", (latent.left + latent.side + left) / 2, y - size * 0.6, size * 1.15, colours.generator, { align: "center" });
}
