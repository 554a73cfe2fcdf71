// The frames of a duel: each taken apart into its sides, kept to be seen again, and its numbers noted.

import { decode } from "./frames.js";
import { Past, seenNow } from "./past.js";
import { Record } from "./record.js";

const RATE_WINDOW = 2000;

export class Reel {
  constructor() {
    this.restart(0);
  }

  /** Another duel of so many sides. */
  restart(sides) {
    this.past = new Past();
    this.records = Array.from({ length: sides }, () => new Record());
    this.still = this.slow = {};
    this.stamp = this.states = 0;
    this.moments = [];
    this.newest = this.shown = this.lastState = this.differences = null;
    this.changes = [];
  }

  /** Takes a message of the server and returns its header. */
  take(buffer) {
    const { header, arrays } = decode(buffer);
    if (header.stamp < this.stamp) return header;
    if (header.stamp > this.stamp) this.still = this.slow = {};
    this.stamp = header.stamp;
    if ("query" in header) {
      this.still = arrays;
      Object.assign(this, { differences: header.differences, alike: header.alike, changes: header.changes });
    }
    // What is costly comes now and then, and holds until it comes again.
    const slow = (header.sides ?? []).flatMap((side, i) => (side.slow ?? []).map((name) => `${i}/${name}`));
    this.slow = { ...this.slow, ...Object.fromEntries(slow.map((name) => [name, arrays[name]])) };
    const frame = { header, sides: apart(header, { ...this.still, ...this.slow, ...arrays }) };
    frame.sides.forEach((side, i) => this.records[i]?.note({ ...side.header, theory: header.theory?.[i] }));
    this.past.keep(frame);
    this.newest = this.shown = frame;
    return header;
  }

  /** Shows the frame that was seen nearest to a step. */
  back(step) {
    const frame = this.past.near(step);
    if (frame) this.shown = seenNow(frame, this.newest);
  }

  /** Notes that the newest frame has been drawn; returns its header. */
  drawn() {
    const { header } = this.newest;
    const now = performance.now();
    if (header.state !== this.lastState) {
      this.lastState = header.state;
      this.states += 1;
      this.moments.push(now);
      while (now - this.moments[0] > RATE_WINDOW) this.moments.shift();
    }
    return header;
  }

  /** What is on screen: the step, distinct states drawn so far, their rate, and how old the newest is. */
  stats(client) {
    const now = performance.now();
    const recent = this.moments.filter((moment) => now - moment <= RATE_WINDOW);
    const span = recent.length > 1 ? recent.at(-1) - recent[0] : 0;
    const header = this.newest?.header;
    return {
      step: this.shown?.header.step ?? 0,
      playing: Boolean(header?.playing),
      rate: header?.rate ?? 0,
      framesDrawn: this.states,
      fps: span > 0 ? ((recent.length - 1) * 1000) / span : 0,
      behindMs: header?.playing && client ? client.age(header.at) : 0,
    };
  }
}

/** The sides of a frame, each as a frame of its own: what holds for all, its header, its arrays. */
function apart({ sides = [], arrays: _, ...common }, arrays) {
  const found = sides.map((header) => ({ header: { ...common, ...header }, arrays: {} }));
  for (const [name, array] of Object.entries(arrays)) {
    const [side, own] = name.split("/", 2);
    if (found[side]) found[side].arrays[own] = array;
  }
  return found;
}
