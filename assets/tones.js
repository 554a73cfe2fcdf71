// Colours by place: from blue over purple to orange along x, from dark to light along y, mixed between; two
// directions that colour-blind eyes tell apart.

import { rgb } from "./draw.js";

// By row upwards, then by column.
const ON_LIGHT = [["#0b4f9e", "#6f2a8f", "#b3401a"], ["#3fb4e6", "#d07fd0", "#f0a82e"]];
const ON_DARK = [["#3f7fe0", "#a45cc8", "#d8582a"], ["#7fd8ff", "#eaa6ea", "#ffd166"]];
const STEPS = 16;

/** The colours to mix on this ground, row by row. */
export function grounds({ panel }) {
  return rgb(panel).reduce((sum, part) => sum + part) < 384 ? ON_DARK : ON_LIGHT;
}

/** A colour for each point (x, y) of `values`, by its place among them. */
export function tonesOf(values, colours) {
  const ends = grounds(colours);
  const [[xlow, xhigh], [ylow, yhigh]] = [rangeOf(values, 0), rangeOf(values, 1)];
  const table = new Map();
  const step = (value, low, high) => Math.round(STEPS * Math.min(1, Math.max(0, (value - low) / (high - low) || 0)));
  return Array.from({ length: values.length / 2 }, (_, i) => {
    const [u, v] = [step(values[2 * i], xlow, xhigh), step(values[2 * i + 1], ylow, yhigh)];
    const at = u * (STEPS + 1) + v;
    if (!table.has(at)) table.set(at, mixed(ends, u / STEPS, v / STEPS));
    return table.get(at);
  });
}

function rangeOf(values, axis) {
  const own = values.filter((value, i) => i % 2 === axis && Number.isFinite(value));
  return [Math.min(...own), Math.max(...own)];
}

function mixed(rows, u, v) {
  const [below, above] = rows.map((row) => {
    const at = Math.min(row.length - 2, Math.floor(u * (row.length - 1)));
    const [left, right] = [rgb(row[at]), rgb(row[at + 1])];
    return left.map((part, c) => part + (u * (row.length - 1) - at) * (right[c] - part));
  });
  return `rgb(${below.map((part, c) => Math.round(part + v * (above[c] - part))).join(",")})`;
}
