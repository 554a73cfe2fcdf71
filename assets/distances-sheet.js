// Canvases of the laboratory: as sharp as the screen, drawn anew when size or colours change, with axes.

import { make } from "./duel-dom.js";
import { crisp, formula, readColours, tickText, ticks, words } from "./draw.js";
import { onTheme } from "./themes.js";

export const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export class Sheet {
  /** `paint(pen)` draws: the pen has ctx, width, height, ratio, size (of type, in px) and the page's colours. */
  constructor(paint, attributes = {}) {
    this.paint = paint;
    this.canvas = make("canvas", { role: "img", ...attributes });
    this.element = make("div", { class: "pd-sheet" }, this.canvas);
    this.width = this.height = 0;
    new ResizeObserver(([{ contentRect }]) => this.fit(contentRect)).observe(this.element);
    onTheme(() => {
      this.colours = null;
      this.soon();
    });
  }

  /** Draws with the browser's next frame, however often it is asked before. */
  soon() {
    this.waiting ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.waiting);
    this.waiting = undefined;
    const { canvas, width, height, ratio, size } = this;
    if (!width || !height) return;
    this.colours ??= readColours(canvas);
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.paint({ ctx, width, height, ratio, size, colours: this.colours });
  }

  /** Takes its measures once for all drawings: asking for them amid changes would lay out the page each time. */
  fit({ width, height }) {
    const ratio = window.devicePixelRatio || 1;
    const size = parseFloat(getComputedStyle(this.element).fontSize) * 0.86;
    Object.assign(this, { width, height, ratio, size, colours: null });
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    this.draw();
  }

  /** What a screen reader says of the picture. */
  tell(sentence) {
    this.canvas.setAttribute("aria-label", sentence);
  }
}

/** Maps numbers to places on the sheet: `x` and `y` are [low, high], `box` is [left, top, right, bottom]. */
export function mapping(box, x, y) {
  const [left, top, right, bottom] = box;
  const across = (right - left) / (x[1] - x[0]);
  const up = (bottom - top) / (y[1] - y[0]);
  return {
    box, x, y,
    X: (value) => left + (value - x[0]) * across,
    Y: (value) => bottom - (value - y[0]) * up,
    atX: (place) => x[0] + (place - left) / across,
    atY: (place) => y[0] + (bottom - place) / up,
  };
}

/** The line below with its numbers, and numbers on the left where they are wanted. */
export function axes({ ctx, ratio, size, colours }, at, { label = "", across = 7, up = 0 } = {}) {
  const [left, top, right, bottom] = at.box;
  const base = crisp(at.Y(Math.max(at.y[0], Math.min(0, at.y[1]))), ratio);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.faint;
  ctx.beginPath();
  for (const value of up ? ticks(...at.y, up) : []) {
    const y = crisp(at.Y(value), ratio);
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
  }
  ctx.stroke();
  ctx.strokeStyle = colours.muted;
  ctx.beginPath();
  ctx.moveTo(left, base);
  ctx.lineTo(right, base);
  ctx.stroke();
  for (const value of up ? ticks(...at.y, up) : []) words(ctx, tickText(value), left - 6, at.Y(value), size, colours.muted, "right", "middle");
  for (const value of ticks(...at.x, across)) {
    if (label && at.X(value) > right - size * 1.4) continue;
    words(ctx, tickText(value), at.X(value), bottom + 4, size, colours.muted, "center", "top");
  }
  if (label) formula(ctx, label, right, bottom + 3 + size, size * 1.15, colours.ink, { align: "right" });
  return top;
}

/** Adds a polyline through numbers to the path; what is not a number breaks it. */
export function trace(ctx, at, xs, ys) {
  let drawing = false;
  ctx.beginPath();
  for (let i = 0; i < xs.length; i++) {
    const y = ys[i];
    if (typeof y !== "number") {
      drawing = false;
      continue;
    }
    if (drawing) ctx.lineTo(at.X(xs[i]), at.Y(y));
    else ctx.moveTo(at.X(xs[i]), at.Y(y));
    drawing = true;
  }
}

/** Lines of the two laws as the paper draws them: data dotted, generator solid, discriminator dashed. */
export function stroke(ctx, colours, who, width = 2.4) {
  ctx.lineWidth = width;
  ctx.lineJoin = ctx.lineCap = "round";
  ctx.strokeStyle = colours[{ p: "data", q: "generator", d: "discriminator", f: "push" }[who] ?? who];
  ctx.setLineDash(who === "p" ? [0.1, width * 2] : who === "d" ? [width * 3.2, width * 2.4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The area between a curve and a level. */
export function shade(ctx, at, xs, ys, colour, alpha, level = 0) {
  ctx.beginPath();
  ctx.moveTo(at.X(xs[0]), at.Y(level));
  for (let i = 0; i < xs.length; i++) {
    const y = typeof ys[i] === "number" ? ys[i] : ys[i] === "inf" ? at.y[1] * 2 : level;
    ctx.lineTo(at.X(xs[i]), at.Y(y));
  }
  ctx.lineTo(at.X(xs.at(-1)), at.Y(level));
  ctx.closePath();
  ctx.globalAlpha = alpha;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** Draws only within the box. */
export function within(ctx, [left, top, right, bottom], draw) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  draw();
  ctx.restore();
}

/**
 * A curve of the offsets as it is drawn: where it jumps to a single lower point, as that of the parallel
 * lines does at 0, it goes on level to either side of the jump, and `alone` is the point.
 */
export function jumping(thetas, values, top) {
  const at = thetas.findIndex((theta) => Math.abs(theta) < 1e-9);
  const level = (i) => (values[i] === "inf" ? top : values[i]);
  const jumps = at > 0 && Math.min(level(at - 1), level(at + 1)) - level(at) > 0.4 * top;
  if (!jumps) return { xs: thetas, ys: values, alone: null };
  return {
    xs: [...thetas.slice(0, at), 0, 0, 0, ...thetas.slice(at + 1)],
    ys: [...values.slice(0, at), values[at - 1], null, values[at + 1], ...values.slice(at + 1)],
    alone: values[at],
  };
}

export function dot(ctx, x, y, radius, colour, ring = "") {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  if (!ring) return;
  ctx.lineWidth = 2;
  ctx.strokeStyle = ring;
  ctx.stroke();
}

export function finite(values) {
  return values.filter((value) => typeof value === "number");
}

/** The place of a pointer's event on its sheet. */
export function placeOf(event) {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}
