// The values that a slider stops at: round numbers, so that what the hand finds is worth writing down.

const MOST = 200;
const ZERO = 1e6; // how far below its top a logarithmic scale begins that also holds zero

/** In rising order, both bounds included. */
export function stopsOf({ kind, low, high, log }) {
  const between = log ? logarithmic(kind, low, high) : linear(kind, low, high);
  const inside = between.filter((value) => value > low && value < high);
  return [...new Set([low, ...inside, high])];
}

/** Place of the stop closest to `value`. */
export function nearest(stops, value) {
  const above = stops.findIndex((stop) => stop >= value);
  if (above <= 0) return above === 0 ? 0 : stops.length - 1;
  return stops[above] - value <= value - stops[above - 1] ? above : above - 1;
}

function linear(kind, low, high) {
  const rough = 10 ** Math.floor(Math.log10((high - low) / MOST));
  const fine = [1, 2, 5, 10].map((factor) => factor * rough).find((step) => (high - low) / step <= MOST);
  const step = kind === "int" ? Math.max(1, Math.round(fine)) : fine;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => tidy((first + i) * step));
}

function logarithmic(kind, low, high) {
  const start = low > 0 ? low : kind === "int" ? 1 : high / ZERO;
  if (kind === "int" && Number.isInteger(Math.log2(high))) return binary(start, high);
  const each = high / start > 1e3 ? 20 : 40;
  const [first, last] = [start, high].map((value) => Math.round(Math.log10(value) * each));
  const short = (place) => Number((10 ** (place / each)).toPrecision(2));
  const values = Array.from({ length: last - first + 1 }, (_, i) => short(first + i));
  return kind === "int" ? values.map(Math.round) : values;
}

/** Powers of two, and three steps on the way to the next. */
function binary(start, high) {
  const values = [];
  for (let power = 1; power < high; power *= 2) {
    values.push(...[1, 1.25, 1.5, 1.75].map((factor) => factor * power));
  }
  return values.filter((value) => value >= start && Number.isInteger(value));
}

function tidy(value) {
  return Number(value.toPrecision(12));
}
