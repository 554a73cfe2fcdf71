// A density over [-2, 2]², painted on 32 x 32 cells of 16 levels with a soft brush.

import { crisp, tickText, ticks, withAlpha, words } from "./draw.js";
import { decodePaint, encodePaint, SIDE, TOP } from "./paint.js";

const [LOW, HIGH] = [-2, 2];
const KEY = "drawn-2d";
const STRENGTH = 9;

/** What is painted, without the pad around it. Places are shares of the box, upwards and to the right. */
export class PlaneDrawing {
  aspect = 1;
  margins = { left: 2.4, right: 2.4, top: 0.8, bottom: 1.9 };
  brush = 3;
  erasing = false;

  constructor(initial) {
    const told = initial?.distribution === KEY ? initial["distribution.paint"] : "";
    this.cells = decodePaint(told ?? "") ?? new Uint8Array(SIDE * SIDE);
    this.cursor = [SIDE / 2, SIDE / 2];
    this.hover = null;
    this.release();
  }

  get blank() {
    return !this.cells.some(Boolean);
  }

  get state() {
    return this.cells.slice();
  }

  set state(cells) {
    this.cells = cells.slice();
  }

  clear() {
    this.cells.fill(0);
  }

  press(place) {
    this.before = this.cells.slice();
    this.mask = new Float32Array(SIDE * SIDE);
    this.drag(place, place);
  }

  /** One stroke adds the same everywhere it goes, however slowly; a second stroke adds once more. */
  drag(from, to) {
    const [a, b] = [from, to].map((place) => place.map((share) => share * SIDE));
    const reach = this.brush / 2 + 0.5;
    const span = (axis) => [
      Math.max(0, Math.floor(Math.min(a[axis], b[axis]) - reach)),
      Math.min(SIDE - 1, Math.floor(Math.max(a[axis], b[axis]) + reach)),
    ];
    const [[left, right], [bottom, top]] = [span(0), span(1)];
    for (let row = bottom; row <= top; row++) {
      for (let column = left; column <= right; column++) {
        const at = row * SIDE + column;
        this.mask[at] = Math.max(this.mask[at], softness(distance([column + 0.5, row + 0.5], a, b), this.brush));
        const step = STRENGTH * this.mask[at] * (this.erasing ? -TOP : 1);
        this.cells[at] = Math.round(Math.max(0, Math.min(TOP, this.before[at] + step)));
      }
    }
  }

  release() {
    this.before = this.mask = null;
  }

  /** Whether the key means something here: "moved", "changed" or nothing. */
  key(key, large) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    if (step) {
      this.cursor = this.cursor.map((at, axis) => Math.max(0, Math.min(SIDE - 1, at + step[axis] * (large ? 4 : 1))));
      return "moved";
    }
    const erase = key === "Delete" || key === "Backspace";
    if (key !== " " && !erase) return "";
    const erasing = this.erasing;
    this.erasing ||= erase;
    this.press(this.cursor.map((at) => (at + 0.5) / SIDE));
    this.release();
    this.erasing = erasing;
    return "changed";
  }

  /** The cursor in words: which sentence, and what to fill in. */
  where() {
    const [x, y] = this.cursor.map((at) => LOW + ((at + 0.5) / SIDE) * (HIGH - LOW));
    return ["pad.at.plane", { x, y, level: this.cells[this.cursor[1] * SIDE + this.cursor[0]] }];
  }

  settings() {
    return { distribution: KEY, "distribution.paint": encodePaint(this.cells) };
  }

  draw(plot, { focused }) {
    const { ctx, colours, left, top, width, height } = plot;
    const cell = width / SIDE;
    grid(plot);
    // Neighbouring cells share whole device pixels, so that no seams show between them.
    const snap = (value) => Math.round(value * plot.ratio) / plot.ratio;
    this.cells.forEach((level, at) => {
      if (!level) return;
      const [column, row] = [at % SIDE, Math.floor(at / SIDE)];
      const [x0, x1] = [snap(left + column * cell), snap(left + (column + 1) * cell)];
      const [y0, y1] = [snap(top + height - (row + 1) * cell), snap(top + height - row * cell)];
      ctx.fillStyle = withAlpha(colours.data, 0.06 + (0.86 * level) / TOP);
      ctx.fillRect(x0, y0, x1 - x0, y1 - y0);
    });
    const at = focused ? this.cursor.map((each) => (each + 0.5) / SIDE) : this.hover;
    if (at) ring(plot, at, cell, this.brush, focused);
  }
}

/** 1 within the inner half of the brush, falling to 0 half a cell beyond its edge. */
function softness(away, brush) {
  const [inner, outer] = [brush / 4, brush / 2 + 0.5];
  const share = Math.max(0, Math.min(1, (outer - away) / (outer - inner)));
  return share * share * (3 - 2 * share);
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

function ring({ ctx, colours, left, top, width, height }, [x, y], cell, brush, focused) {
  ctx.lineWidth = focused ? 2 : 1.25;
  ctx.strokeStyle = focused ? colours.push : colours.muted;
  ctx.beginPath();
  ctx.arc(left + x * width, top + height - y * height, Math.max(0.7, brush / 2) * cell, 0, 7);
  ctx.stroke();
}

function grid({ ctx, colours, ratio, size, left, top, width, height }) {
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.faint;
  ctx.beginPath();
  for (const mark of ticks(LOW, HIGH, 4)) {
    const share = (mark - LOW) / (HIGH - LOW);
    const [x, y] = [crisp(left + share * width, ratio), crisp(top + height - share * height, ratio)];
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    words(ctx, tickText(mark), x, top + height + size * 1.3, size * 0.85, colours.muted, "center");
    words(ctx, tickText(mark), left - size * 0.6, y, size * 0.85, colours.muted, "right", "middle");
  }
  ctx.stroke();
  ctx.strokeStyle = colours.muted;
  ctx.strokeRect(crisp(left, ratio), crisp(top, ratio), Math.round(width), Math.round(height));
}
