// Gradient descent on the chosen distance, by a generator that can only shift.

import { button } from "./duel-dom.js";
import { CALM } from "./distances-sheet.js";

const RATE = 0.12;
const LONGEST = 0.5;
const STILL = 1e-4;
const PAUSE = 40;
const STEPS = 400;
const LOOK = 20; // steps that are taken before a flat place is called the end

export class Descent {
  /** `change()` asks for the numbers at the new offset; `take` has to be told what they are. */
  constructor(state, change) {
    Object.assign(this, { state, change, running: false });
    this.button = button({ class: "pd-button", "aria-pressed": "false", text: "distances.follow" }, () => (this.running ? this.stop() : this.start()));
  }

  start() {
    Object.assign(this, { running: true, steps: 0, rate: RATE, last: 0 });
    this.button.setAttribute("aria-pressed", "true");
    this.change();
  }

  take({ theta, distances }) {
    // An answer about another place was asked for before the last step.
    if (!this.running || Math.abs(theta - this.state.theta) > 1e-3) return;
    const slope = distances[this.state.distance][1];
    const flat = typeof slope !== "number" || (this.steps > LOOK && Math.abs(slope) * this.rate < STILL);
    if (flat || this.steps > STEPS) {
      this.stop();
      return;
    }
    this.steps += 1;
    // Beyond the minimum of a kink, descent would step to and fro.
    if (slope * this.last < 0) this.rate /= 2;
    this.last = slope;
    const step = Math.max(-LONGEST, Math.min(LONGEST, this.rate * slope));
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.state.theta = Number((this.state.theta - step).toFixed(5));
      this.change();
    }, CALM.matches ? 0 : PAUSE);
  }

  /** Ends it, where it is. */
  cancel() {
    clearTimeout(this.waiting);
    this.running = false;
    this.button.setAttribute("aria-pressed", "false");
  }

  /** Ends it at a round number. */
  stop() {
    if (!this.running) return;
    this.cancel();
    this.state.moveTo(this.state.theta);
    this.change();
  }
}
