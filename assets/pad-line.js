// A density over [-2, 2], drawn as 64 heights between 0 and 1 that straight lines join.

import { crisp, formula, tickText, ticks, withAlpha, words } from "./draw.js";

const NODES = 64;
const [LOW, HIGH] = [-2, 2];
const KEY = "drawn";

/** What is drawn, without the pad around it. Places are shares of the box, upwards and to the right. */
export class LineDrawing {
  aspect = null;
  margins = { left: 1.6, right: 1.6, top: 0.8, bottom: 2.6 };

  constructor(initial) {
    this.heights = read(initial) ?? new Float64Array(NODES);
    this.cursor = NODES / 2;
  }

  get blank() {
    return !this.heights.some((height) => tidy(height) > 0);
  }

  get state() {
    return this.heights.slice();
  }

  set state(heights) {
    this.heights = heights.slice();
  }

  clear() {
    this.heights.fill(0);
  }

  press([x, y]) {
    this.heights[nearest(x)] = y;
  }

  drag([x0, y0], [x1, y1]) {
    const [left, right] = x0 < x1 ? [x0, x1] : [x1, x0];
    for (let i = Math.ceil(left * (NODES - 1)); i <= Math.floor(right * (NODES - 1)); i++) {
      const share = x1 === x0 ? 1 : (i / (NODES - 1) - x0) / (x1 - x0);
      this.heights[i] = y0 + share * (y1 - y0);
    }
    // A hand that goes straight up or down crosses no node: it pulls the nearest one along.
    if (Math.abs(y1 - y0) > 2 * Math.abs(x1 - x0)) this.press([x1, y1]);
  }

  release() {}

  /** Whether the key means something here: "moved", "changed" or nothing. */
  key(key, large) {
    const along = { ArrowLeft: -1, ArrowRight: 1 }[key];
    const up = { ArrowUp: 1, ArrowDown: -1, Delete: -Infinity, Backspace: -Infinity }[key];
    if (along) this.cursor = Math.max(0, Math.min(NODES - 1, this.cursor + along * (large ? 8 : 1)));
    if (key === "Home") this.cursor = 0;
    if (key === "End") this.cursor = NODES - 1;
    if (up) {
      const height = this.heights[this.cursor] + up * (large ? 0.2 : 0.05);
      this.heights[this.cursor] = Math.max(0, Math.min(1, height));
      return "changed";
    }
    return along || key === "Home" || key === "End" ? "moved" : "";
  }

  /** The cursor in words: which sentence, and what to fill in. */
  where() {
    return ["pad.at.line", { x: LOW + (this.cursor / (NODES - 1)) * (HIGH - LOW), height: this.heights[this.cursor] }];
  }

  settings() {
    return { distribution: KEY, "distribution.heights": Array.from(this.heights, tidy).join(",") };
  }

  draw(plot, { focused }) {
    const { ctx, colours, ratio, size, left, top, width, height } = plot;
    const x = (share) => left + share * width;
    const y = (share) => top + height - share * height;
    grid(plot, x, y);
    const corners = Array.from(this.heights, (each, i) => [x(i / (NODES - 1)), y(each)]);
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.fillStyle = withAlpha(colours.data, 0.08);
    ctx.beginPath();
    ctx.moveTo(x(0), y(0));
    for (const corner of corners) ctx.lineTo(...corner);
    ctx.lineTo(x(1), y(0));
    ctx.fill();
    ctx.strokeStyle = colours.data;
    ctx.lineWidth = size / 4.2;
    ctx.setLineDash([0.01, size * 0.42]);
    ctx.beginPath();
    for (const corner of corners) ctx.lineTo(...corner);
    ctx.stroke();
    ctx.setLineDash([]);
    if (!focused) return;
    const [cx, cy] = corners[this.cursor];
    ctx.strokeStyle = colours.push;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(crisp(cx, ratio), y(0));
    ctx.lineTo(crisp(cx, ratio), y(1));
    ctx.stroke();
    ctx.fillStyle = colours.push;
    ctx.beginPath();
    ctx.arc(cx, cy, size * 0.36, 0, 7);
    ctx.fill();
  }
}

function grid({ ctx, colours, ratio, size, left, width, top, height }, x, y) {
  const rows = [0.25, 0.5, 0.75, 1].map((share) => crisp(y(share), ratio));
  const columns = ticks(LOW, HIGH, 8).map((mark) => [mark, crisp(x((mark - LOW) / (HIGH - LOW)), ratio)]);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.faint;
  ctx.beginPath();
  for (const at of rows) {
    ctx.moveTo(left, at);
    ctx.lineTo(left + width, at);
  }
  for (const [, at] of columns) {
    ctx.moveTo(at, top);
    ctx.lineTo(at, top + height);
  }
  ctx.stroke();
  ctx.strokeStyle = colours.muted;
  ctx.beginPath();
  const base = crisp(y(0), ratio);
  ctx.moveTo(left, base);
  ctx.lineTo(left + width, base);
  ctx.stroke();
  for (const [mark, at] of columns) {
    if (Number.isInteger(mark)) words(ctx, tickText(mark), at, base + size * 1.3, size * 0.85, colours.muted, "center");
  }
  formula(ctx, "x", left + width * 0.5, base + size * 2.15, size * 1.15, colours.ink, { align: "center" });
}

function nearest(x) {
  return Math.max(0, Math.min(NODES - 1, Math.round(x * (NODES - 1))));
}

function tidy(height) {
  return Number(height.toFixed(3));
}

// Any number of heights becomes 64, with the largest at nine tenths of the box.
function read(initial) {
  if (initial?.distribution !== KEY || !initial["distribution.heights"]) return null;
  const given = initial["distribution.heights"].split(",").map(Number);
  const most = Math.max(...given);
  if (given.length < 2 || !given.every((height) => Number.isFinite(height) && height >= 0) || !most) return null;
  const unit = most > 1 || given.length !== NODES ? 0.9 / most : 1;
  return Float64Array.from({ length: NODES }, (_, i) => {
    const at = (i / (NODES - 1)) * (given.length - 1);
    const before = Math.min(given.length - 2, Math.floor(at));
    return unit * (given[before] + (at - before) * (given[before + 1] - given[before]));
  });
}
