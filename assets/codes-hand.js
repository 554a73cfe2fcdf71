// A hand on the plane of codes: the pointer or the arrow keys hold a code, and the run says what it decodes to.

import { Asking } from "./latent-ask.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** Of the window's side, moved by an arrow key. */
const STEP = 1 / 40;
/** The server takes no larger coordinates. */
const FARTHEST = 10;
/** Milliseconds between two questions while the run moves on under a hand that rests. */
const PATIENCE = 200;

export class CodesHand {
  /** `again` asks for another drawing. Only the stage of the page's own run can be asked what a code stands for. */
  constructor(canvas, again) {
    Object.assign(this, { canvas, again, held: null, tile: null, asked: 0 });
    if (!canvas.closest("#stage")) return;
    this.asking = new Asking(window.playground.base, { take: (header, { z }) => this.take(z), complain: () => {} });
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerdown", (event) => this.point(event));
    canvas.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && this.hold(null));
    canvas.addEventListener("blur", () => this.hold(null));
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  /** Where the plane is now; `state` names the moment of the run. Null: there is no code to be held. */
  place(map, state) {
    this.map = map;
    if (!this.asking) return;
    if (!map) this.held = this.tile = null;
    this.canvas.tabIndex = map ? 0 : -1;
    if (this.held && state !== this.state && performance.now() - this.asked > PATIENCE) this.ask();
    this.state = state;
  }

  point({ offsetX, offsetY }) {
    const { left, top, side, atX, atY } = this.map ?? { side: 0 };
    const inside = side > 0 && offsetX >= left && offsetX <= left + side && offsetY >= top && offsetY <= top + side;
    this.hold(inside ? [atX(offsetX), atY(offsetY)] : null);
  }

  press(event) {
    if (!this.map || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.hold(null);
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { low, high } = this.map;
    const from = this.held ?? [(low + high) / 2, (low + high) / 2];
    const size = (high - low) * STEP * (event.shiftKey ? 4 : 1);
    this.hold(from.map((value, i) => Math.max(low, Math.min(high, value + step[i] * size))));
  }

  hold(code) {
    if (!code && !this.held) return;
    this.held = code && code.map((value) => Number(Math.max(-FARTHEST, Math.min(FARTHEST, value)).toFixed(3)));
    if (code) this.ask();
    else this.tile = null;
    this.again();
  }

  ask() {
    this.asked = performance.now();
    this.asking.run = window.playground.run;
    this.asking.begin({ z: [this.held] });
  }

  take(tile) {
    // The hand may have left meanwhile.
    this.tile = this.held ? tile : null;
    this.again();
  }
}
