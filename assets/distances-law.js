// A law that is drawn by its parameters: what it is made of, and how a hand on its curve changes them.

/** What the sliders of the laboratory reach; the law itself would reach further. */
const REACH = { mean: [-5, 5], centre: [-5, 5], left_mean: [-5, 5], right_mean: [-5, 5], low: [-6, 6], high: [-6, 6], rate: [0.2, 5] };
const WIDTHS = [0.05, 3];
const GAP = 0.05;

/** Parameters that only move the whole law: for q the offset does that. */
const MOVERS = ["mean", "centre"];
const PLACES = { uniform: ["low", "high"], "two-gaussians": ["left_mean", "right_mean"] };

export class Law {
  /** `moves`: whether an offset moves this law, instead of its own parameters. */
  constructor(shapes, key, { moves = false, ...values } = {}) {
    Object.assign(this, { shapes, moves });
    this.become(key, values);
  }

  become(key, values = {}) {
    const shape = this.shapes.find((entry) => entry.key === key);
    this.key = key;
    this.knobs = shape.knobs.map((knob) => within(knob));
    this.values = Object.fromEntries(this.knobs.map(({ name, default: usual }) => [name, this.moves && MOVERS.includes(name) ? 0 : usual]));
    Object.assign(this.values, values);
  }

  /** The parameters that have a slider. */
  get shown() {
    return this.knobs.filter(({ name }) => !(this.moves && MOVERS.includes(name)));
  }

  /** The settings' text. */
  get text() {
    const pairs = Object.entries(this.values).map(([name, value]) => [`distribution.${name}`, String(value)]);
    return new URLSearchParams([["distribution", this.key], ...pairs]).toString();
  }

  /** Sets a parameter, as far as it goes. */
  set(name, value) {
    const knob = this.knobs.find((entry) => entry.name === name);
    if (!Number.isFinite(value)) return;
    let [low, high] = [knob.low, knob.high];
    if (this.key === "uniform") [low, high] = name === "low" ? [low, this.values.high - GAP] : [this.values.low + GAP, high];
    this.values[name] = tidy(Math.min(high, Math.max(low, value)));
  }

  /** Moves the whole law by its own parameters. */
  shift(by) {
    const names = PLACES[this.key] ?? MOVERS.filter((name) => name in this.values);
    const held = names.map((name) => this.knobs.find((knob) => knob.name === name));
    const room = held.map((knob) => (by < 0 ? knob.low : knob.high) - this.values[knob.name]);
    const most = by < 0 ? Math.max(by, ...room) : Math.min(by, ...room);
    for (const name of names) this.values[name] = tidy(this.values[name] + most);
  }

  /** Where its handles are, in x without the offset: each with the parameter it holds. */
  handles() {
    const { mean, width, centre, scale, low, high, rate, left_mean: left, right_mean: right, left_width: lw, right_width: rw } = this.values;
    return {
      gaussian: () => [{ x: mean + width, name: "width", reads: (x) => Math.abs(x - mean) }],
      laplace: () => [{ x: centre + scale, name: "scale", reads: (x) => Math.abs(x - centre) }],
      uniform: () => [{ x: low, name: "low", half: true }, { x: high, name: "high", half: true }],
      exponential: () => [{ x: 1 / rate, name: "rate", reads: (x) => 1 / Math.max(x, 1e-3) }],
      "two-gaussians": () => [
        { x: left, name: "left_mean" }, { x: right, name: "right_mean" },
        { x: left - lw, name: "left_width", reads: (x) => Math.abs(left - x) },
        { x: right + rw, name: "right_width", reads: (x) => Math.abs(x - right) },
      ],
    }[this.key]();
  }
}

function within(knob) {
  const [low, high] = REACH[knob.name] ?? (knob.log ? WIDTHS : [knob.low, knob.high]);
  return { ...knob, low: Math.max(low, knob.low), high: Math.min(high, knob.high) };
}

function tidy(value) {
  return Number(value.toFixed(Math.abs(value) < 1 ? 3 : 2));
}

/** The height of a drawn density {x, y} at a place. */
export function heightAt({ x, y }, place) {
  const above = x.findIndex((other) => other >= place);
  if (above <= 0) return above === 0 ? y[0] : 0;
  const share = (place - x[above - 1]) / (x[above] - x[above - 1]);
  return y[above - 1] + share * (y[above] - y[above - 1]);
}
