// Figure 1 of Goodfellow et al. (2014), alive: densities and D above, z → x = G(z) below.

import { arrow, crisp, formula, niceCeiling, tickText, ticks, withAlpha, words } from "./draw.js";
import { emphasis } from "./emphasis.js";

// Vertical room, in peaks of the data: few sizes, so that the scale seldom changes.
const ROOM = [1.45, 2.2, 3.4];

/** Holds what must not jump from frame to frame: the vertical scales. */
export class Line {
  constructor() {
    this.ceiling = 0;
    this.bound = this.middle = null;
  }

  draw(ctx, { width, height, ratio }, { header, arrays }, { colours, calm, shows }) {
    const size = Math.max(12, Math.min(20, width / 52));
    const box = layout(width, height, size, Boolean(arrays.z?.values.length && shows("map")));
    const [low, high] = header.facts.window;
    const x = (value) => box.left + ((value - low) / (high - low)) * (box.right - box.left);
    const settle = calm || !header.playing;
    const plot = { ctx, box, x, size, colours, ratio, arrays, facts: header.facts, shows, strength: emphasis(header) };
    plot.density = this.densityScale(arrays, box, settle);
    plot.score = this.scoreScale(arrays, header.facts, box, settle);
    axes(plot, low, high);
    curves(plot, (inside) => this.drawUnder(inside));
    mapping(plot);
  }

  /** What another picture of the line draws below the curves. */
  drawUnder() {}

  densityScale({ p, q }, box, settle) {
    const peak = largest(p.values) || largest(q.values) || 1;
    const need = largest(q.values) / peak;
    const target = peak * (ROOM.find((room) => room >= need * 1.05) ?? ROOM.at(-1));
    this.ceiling = settle || !this.ceiling ? target : this.ceiling + (target - this.ceiling) * 0.15;
    return (value) => box.base - (value / this.ceiling) * (box.base - box.top);
  }

  scoreScale({ d }, facts, box, settle) {
    if (!d || facts.probability) {
      this.bound = this.middle = null;
      const unit = (value) => box.base - value * (box.base - box.top) * 0.92;
      return Object.assign(unit, { marks: [0, 0.5, 1], middle: 0.5 });
    }
    const [target, middle] = nicely(d.values);
    const ease = (old, wanted) => (settle || old === null ? wanted : old + (wanted - old) * 0.15);
    this.bound = ease(this.bound, target);
    this.middle = ease(this.middle, middle);
    const half = (box.base - box.top) / 2;
    const own = (value) => box.top + half - ((value - this.middle) / this.bound) * half * 0.92;
    return Object.assign(own, { marks: [middle - target, middle, middle + target], middle });
  }
}

// Only a critic's differences mean something, so its scale goes along with it, in round steps.
function nicely(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [1, 0];
  const step = niceCeiling(Math.max(high - low, 1e-6) / 2);
  const middle = Math.round((low + high) / step) * (step / 2);
  const reach = Math.max(high - middle, middle - low);
  return [step >= reach ? step : niceCeiling(reach), middle];
}

function layout(width, height, size, mapped) {
  const line = mapped ? Math.max(height * 0.66, height - 12 * size) : height - size * 3.2;
  return {
    left: size * 2.9,
    right: width - size * 3.1,
    top: size * 1.9,
    base: line - size * 1.2,
    x: line + size * 1.5,
    z: mapped ? height - size * 1.9 : null,
  };
}

function axes({ ctx, box, x, size, colours, ratio, score, facts, arrays }, low, high) {
  const small = size * 0.8;
  ctx.lineWidth = 1;
  if (arrays.d) {
    ctx.strokeStyle = colours.faint;
    ctx.beginPath();
    const middle = crisp(score(score.middle), ratio);
    ctx.moveTo(box.left, middle);
    ctx.lineTo(box.right, middle);
    ctx.stroke();
  }
  ctx.strokeStyle = colours.muted;
  ctx.beginPath();
  const base = crisp(box.base, ratio);
  ctx.moveTo(box.left, base);
  ctx.lineTo(box.right, base);
  for (const mark of ticks(low, high, 8)) {
    ctx.moveTo(crisp(x(mark), ratio), base);
    ctx.lineTo(crisp(x(mark), ratio), base + 4);
    words(ctx, tickText(mark), x(mark), base + small * 1.45, small, colours.muted, "center");
  }
  ctx.stroke();
  const half = facts.probability ? "½" : null;
  for (const mark of arrays.d ? score.marks : []) {
    const text = mark === 0.5 && half ? half : tickText(mark);
    words(ctx, text, box.right + size * 0.5, score(mark), small, colours.discriminator, "left", "middle");
  }
}

function curves(plot, under) {
  const { ctx, box, x, size, colours, density, score, arrays, facts, shows, strength } = plot;
  const places = Array.from(arrays.x.values, x);
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top - size, box.right - box.left, box.base - box.top + size + 1);
  ctx.clip();
  ctx.lineJoin = ctx.lineCap = "round";
  under({ ...plot, places });
  ctx.globalAlpha = strength("fake");
  if (shows("histogram") && arrays.histogram) bars(ctx, box, colours, density, arrays.histogram.values);
  trace(ctx, places, arrays.q.values, density);
  ctx.lineTo(places.at(-1), box.base);
  ctx.lineTo(places[0], box.base);
  ctx.fillStyle = withAlpha(colours.generator, 0.14);
  ctx.fill();
  ctx.globalAlpha = strength("judge");
  if (shows("ideal") && facts.probability) {
    stroke(ctx, colours.discriminator, size / 16, [size * 0.1, size * 0.3], () => {
      ctx.beginPath();
      ctx.moveTo(box.left, score(0.5));
      ctx.lineTo(box.right, score(0.5));
    });
  }
  if (shows("d_star") && arrays.d_star) {
    stroke(ctx, withAlpha(colours.discriminator, 0.55), size / 14, [], () => trace(ctx, places, arrays.d_star.values, score));
  }
  if (arrays.d) {
    stroke(ctx, colours.discriminator, size / 8, [size * 0.55, size * 0.45], () =>
      trace(ctx, places, arrays.d.values, score));
  }
  ctx.globalAlpha = strength("fake");
  stroke(ctx, colours.generator, size / 6.5, [], () => trace(ctx, places, arrays.q.values, density));
  ctx.globalAlpha = strength("data");
  stroke(ctx, colours.data, size / 5.5, [0.01, size * 0.36], () => trace(ctx, places, arrays.p.values, density));
  ctx.restore();
  labels({ ctx, box, size, colours, density, score, arrays, places, shows });
}

function bars(ctx, box, colours, density, heights) {
  ctx.fillStyle = withAlpha(colours.generator, 0.28);
  const width = (box.right - box.left) / heights.length;
  for (let i = 0; i < heights.length; i++) {
    const top = Math.max(box.top - 1e3, density(heights[i]));
    ctx.fillRect(box.left + i * width + 0.5, top, Math.max(0.5, width - 1), box.base - top);
  }
}

function stroke(ctx, colour, width, dashes, path) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dashes);
  path();
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Begins a path along a curve; it breaks off where there is no number. */
export function trace(ctx, places, values, scale) {
  ctx.beginPath();
  let pen = false;
  for (let i = 0; i < places.length; i++) {
    const known = Number.isFinite(values[i]);
    // Far outside the box a long spike would cost time and show nothing.
    const y = known ? Math.max(-1e4, Math.min(1e4, scale(values[i]))) : 0;
    if (known && pen) ctx.lineTo(places[i], y);
    else if (known) ctx.moveTo(places[i], y);
    pen = known;
  }
}

function labels({ ctx, box, size, colours, density, score, arrays, places, shows }) {
  const halo = withAlpha(colours.panel, 0.9);
  const p = arrays.p.values;
  const q = arrays.q.values;
  const peaks = [peak(p), peak(q)];
  const side = peaks[1] <= peaks[0] ? -1 : 1;
  const flank = (values, direction, share) => {
    const top = peak(values);
    let i = top;
    while (i + direction >= 0 && i + direction < values.length && values[i] > share * values[top]) i += direction;
    return i;
  };
  const put = (text, i, values, direction, colour) => {
    const y = Math.max(box.top + size * 0.6, density(0.72 * values[peak(values)]));
    const at = Math.min(box.right - size * 2.5, Math.max(box.left + size * 2.5, places[i] + direction * size * 0.6));
    formula(ctx, text, at, y, size * 1.15, colour, { align: direction < 0 ? "right" : "left", halo });
  };
  put("p_data", flank(p, -side, 0.72), p, -side, colours.data);
  put("p_g", flank(q, side, 0.72), q, side, colours.generator);
  const end = Math.round((places.length - 1) * 0.985);
  const level = arrays.d ? score(arrays.d.values[end]) : NaN;
  if (Number.isFinite(level)) {
    const above = level - size * 0.55 > box.top + size ? -size * 0.55 : size * 1.3;
    formula(ctx, "D(x)", places[end], level + above, size * 1.15, colours.discriminator, { align: "right", halo });
  }
  const best = shows("d_star") ? score(arrays.d_star?.values[places.length - 1 - end]) : NaN;
  if (Number.isFinite(best)) {
    const above = best - size * 0.55 > box.top + size ? -size * 0.55 : size * 1.3;
    formula(ctx, "D*(x)", places[0] + size * 0.4, best + above, size, withAlpha(colours.discriminator, 0.75), { halo });
  }
}

function mapping({ ctx, box, x, size, colours, ratio, arrays, facts, shows, strength }) {
  const small = size * 0.8;
  const mapped = box.z !== null && arrays.gz;
  const rows = [["x", box.x], ...(mapped ? [["z", box.z]] : [])];
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.muted;
  ctx.beginPath();
  for (const [name, y] of rows) {
    ctx.moveTo(box.left, crisp(y, ratio));
    ctx.lineTo(box.right, crisp(y, ratio));
    formula(ctx, name, box.left - size * 0.8, y + size * 0.3, size * 1.15, colours.ink, { align: "right" });
  }
  ctx.stroke();
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left - size * 0.4, box.x - size * 1.4, box.right - box.left + size * 0.8, (box.z ?? box.x) - box.x + size * 3);
  ctx.clip();
  if (mapped) {
    ctx.globalAlpha = strength("map");
    drawArrows(ctx, box, x, size, colours, arrays.z.values, arrays.gz.values, latentWindow(facts, arrays.z.values));
  }
  ctx.globalAlpha = strength("gradient");
  if (shows("push") && arrays.push) drawPush(ctx, box, x, size, colours, arrays.at.values, arrays.push.values);
  ctx.restore();
  if (mapped) {
    formula(ctx, "x = G(z)", box.right + size * 2.7, (box.x + box.z) / 2, size, colours.generator, { align: "right", halo: colours.panel });
    ctx.globalAlpha = strength("noise");
    const [zlow, zhigh] = latentWindow(facts, arrays.z.values);
    const along = (value) => box.left + ((value - zlow) / (zhigh - zlow)) * (box.right - box.left);
    for (const mark of ticks(zlow, zhigh, 6)) {
      words(ctx, tickText(mark), along(mark), box.z + small * 1.5, small, colours.muted, "center");
    }
    drawNoise(ctx, box, size, colours, Array.from(arrays.z.values, along));
    ctx.globalAlpha = 1;
  }
}

function drawNoise(ctx, { z }, size, colours, places) {
  ctx.fillStyle = colours.ink;
  for (const place of places) {
    ctx.beginPath();
    ctx.arc(place, z, size * 0.11, 0, 7);
    ctx.fill();
  }
}

function latentWindow(facts, z) {
  return facts.latent_window ?? [z[0] - 0.3, z.at(-1) + 0.3];
}

function drawArrows(ctx, box, x, size, colours, z, gz, [zlow, zhigh]) {
  ctx.strokeStyle = withAlpha(colours.generator, 0.8);
  ctx.lineWidth = Math.max(1, size / 15);
  ctx.beginPath();
  for (let i = 0; i < z.length; i++) {
    const from = box.left + ((z[i] - zlow) / (zhigh - zlow)) * (box.right - box.left);
    if (Number.isFinite(gz[i])) arrow(ctx, from, box.z, x(gz[i]), box.x + 1.5, size * 0.42);
  }
  ctx.stroke();
}

function drawPush(ctx, box, x, size, colours, gz, push) {
  let longest = 0;
  for (const value of push) if (Number.isFinite(value)) longest = Math.max(longest, Math.abs(value));
  if (!(longest > 0)) return;
  ctx.strokeStyle = colours.push;
  ctx.lineWidth = Math.max(1.25, size / 11);
  ctx.beginPath();
  const y = box.x - size * 0.5;
  for (let i = 0; i < gz.length; i += 2) {
    if (!Number.isFinite(gz[i] + push[i])) continue;
    const from = x(gz[i]);
    arrow(ctx, from, y, from + (push[i] / longest) * size * 1.7, y, size * 0.34);
  }
  ctx.stroke();
}

function peak(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best] || !Number.isFinite(values[best])) best = i;
  return best;
}

function largest(values) {
  const top = values[peak(values)];
  return Number.isFinite(top) ? top : 0;
}
