// The pictures of the Dirac-GAN: its field, the eigenvalues of an update, and how far a path goes.

import { arrow, formula } from "./draw.js";
import { axes, dot, mapping, stroke } from "./distances-sheet.js";

const FARTHEST = 2;
/** What a verdict is drawn in. */
const COLOURS = { converges: "generator", circles: "ink", diverges: "push" };

export function colourOf({ verdict }) {
  return COLOURS[verdict];
}

/** Arrows grow with the root of the field, so that weak places are still seen. */
export function paintField({ ctx, colours }, at, { places, field }) {
  const most = Math.max(...field.flat(2).map(Math.abs), 1e-12);
  const cell = at.X(places[1]) - at.X(places[0]);
  ctx.beginPath();
  field.forEach((column, i) => column.forEach(([along, up], j) => {
    const length = Math.hypot(along, up);
    if (length < 1e-9 * most) return;
    const reach = (0.42 * cell * Math.sqrt(Math.min(1, length / most)) + 2) / length;
    const [x, y] = [at.X(places[i]), at.Y(places[j])];
    arrow(ctx, x - along * reach, y + up * reach, x + along * reach, y - up * reach, 4.5);
  }));
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = colours.muted;
  ctx.globalAlpha = 0.75;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** The eigenvalues of one update in the complex plane: inside the unit circle it converges. */
export function paintCircle({ ctx, width, height, size, colours }, made) {
  const { eigenvalues } = made;
  // What is far outside stands at the edge of the picture, in its direction.
  const reach = 1.15 * Math.min(FARTHEST, Math.max(1.15, ...eigenvalues.map(([re, im]) => Math.hypot(re, im))));
  const shown = eigenvalues.map((value) => value.map((part) => part * Math.min(1, FARTHEST / Math.hypot(...value))));
  const unit = Math.min(width, height) / 2 / reach;
  const at = mapping([0, 0, width, height], [-width / 2 / unit, width / 2 / unit], [-height / 2 / unit, height / 2 / unit]);
  ctx.strokeStyle = colours.faint;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(0, at.Y(0));
  ctx.lineTo(width, at.Y(0));
  ctx.moveTo(at.X(0), 0);
  ctx.lineTo(at.X(0), height);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(at.X(0), at.Y(0), unit, 0, 2 * Math.PI);
  stroke(ctx, colours, "ink", 2);
  formula(ctx, "1", at.X(1) + 4, at.Y(0) + size * 1.1, size, colours.muted);
  formula(ctx, "i", at.X(0) + 5, at.Y(1) - 4, size, colours.muted);
  for (const [re, im] of shown) dot(ctx, at.X(re), at.Y(im), 7, colours[colourOf(made)], colours.panel);
}

/** The distance from the equilibrium over the steps, on a logarithmic scale. */
export function paintRadius(pen, made) {
  const { ctx, width, height, size, colours } = pen;
  const logs = made.path.map((point) => Math.log10(Math.max(1e-8, Math.hypot(...point))));
  const range = [Math.min(-1, Math.floor(Math.min(...logs))), Math.max(1, Math.ceil(Math.max(...logs)))];
  const at = mapping([size * 3.6, 6, width - size * 1.4, height - size * 1.7], [0, logs.length - 1], range);
  axes(pen, { ...at, Y: (value) => (value === Math.max(range[0], Math.min(0, range[1])) ? at.box[3] : at.Y(value)) }, { across: 3 });
  for (let power = range[0]; power <= range[1]; power += Math.max(1, Math.round((range[1] - range[0]) / 4))) {
    formula(ctx, `10${[...String(power)].map(raised).join("")}`, at.box[0] - 6, at.Y(power) + size * 0.35, size, colours.muted, { align: "right" });
  }
  ctx.beginPath();
  logs.forEach((value, i) => (i ? ctx.lineTo(at.X(i), at.Y(value)) : ctx.moveTo(at.X(i), at.Y(value))));
  stroke(ctx, colours, colourOf(made), 2.2);
}

function raised(sign) {
  return sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign];
}
