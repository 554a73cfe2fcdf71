// The two laws as curves: p stands, q is dragged sideways, and handles hold the width of either.

import { arrow, formula } from "./draw.js";
import { heightAt } from "./distances-law.js";
import { Sheet, axes, dot, mapping, placeOf, shade, stroke, trace, within } from "./distances-sheet.js";

const WINDOW = [-7, 7];
const NEAR = 16;
const HELD = 6;

export class Laws {
  /** `state` is the laboratory's; `change()` is called after each change of it. */
  constructor(state, change) {
    Object.assign(this, { state, change });
    this.sheet = new Sheet((pen) => this.paint(pen), { class: "pd-grab" });
    const { canvas } = this.sheet;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => this.release());
  }

  show(answer) {
    this.answer = answer;
    this.sheet.draw();
  }

  /** Shows what the hand does before the server has said what follows from it. */
  preview() {
    this.sheet.soon();
  }

  paint(pen) {
    const { ctx, width, height, size, colours } = pen;
    const lines = this.state.lines;
    const box = [10, size * 2.4, width - 10, height - size * 1.7];
    this.at = mapping(box, WINDOW, [0, lines ? 1.25 : this.highest()]);
    axes(pen, this.at, { label: "x" });
    if (lines) this.paintLines(pen);
    else if (this.answer?.p) this.paintCurves(pen);
    this.paintPush(pen);
  }

  highest() {
    const peaks = ["p", "q"].map((who) => Math.max(...(this.answer?.[who]?.y ?? [1])));
    // A needle must not press the other law flat.
    return 1.12 * Math.min(Math.max(...peaks), 3.5 * Math.min(...peaks));
  }

  paintCurves({ ctx, size, colours }) {
    const { at, answer, state } = this;
    const moved = { x: answer.q.x.map((x) => x + state.theta), y: answer.q.y };
    within(ctx, [at.box[0], 0, at.box[2], at.box[3] + 1], () => {
      shade(ctx, at, answer.p.x, answer.p.y, colours.data, 0.07);
      shade(ctx, at, moved.x, moved.y, colours.generator, this.held?.who === "q" && !this.held.handle ? 0.3 : 0.17);
      trace(ctx, at, answer.p.x, answer.p.y);
      stroke(ctx, colours, "p", 3);
      trace(ctx, at, moved.x, moved.y);
      stroke(ctx, colours, "q", 3);
    });
    for (const handle of this.handles()) {
      const colour = colours[handle.who === "p" ? "data" : "generator"];
      dot(ctx, handle.X, handle.Y, HELD, this.held?.handle === handle.name && this.held.who === handle.who ? colour : colours.panel, colour);
    }
    this.label({ ctx, size, colours }, "p(x)", answer.p, 0, colours.data);
    this.label({ ctx, size, colours }, "q(x − θ)", answer.q, state.theta, colours.generator);
  }

  label({ ctx, size, colours }, name, law, offset, colour) {
    const { at } = this;
    const top = law.y.indexOf(Math.max(...law.y));
    const x = Math.min(at.box[2] - size * 3, Math.max(at.box[0] + size * 3, at.X(law.x[top] + offset)));
    const lift = this.state[name[0]].key === "two-gaussians" ? size * 1.2 : size * 0.7;
    const shift = offset && Math.abs(offset) < 1.2 ? size * 1.3 : 0;
    formula(ctx, name, x + shift * 2.4, Math.max(size * 1.3, at.Y(law.y[top]) - lift), size * 1.3, colour, { align: "center", halo: colours.panel });
  }

  /** Two upright segments without width: the paper's first example. */
  paintLines({ ctx, size, colours }) {
    const { at, state } = this;
    for (const [who, place, name] of [["p", 0, "p"], ["q", state.theta, "q"]]) {
      ctx.beginPath();
      ctx.moveTo(at.X(place), at.Y(0));
      ctx.lineTo(at.X(place), at.Y(1));
      stroke(ctx, colours, who, 4);
      formula(ctx, name, at.X(place), at.Y(1) - size * 0.6, size * 1.4, colours[who === "p" ? "data" : "generator"], { align: "center", halo: colours.panel });
    }
  }

  /** Where gradient descent on the chosen distance takes q, and how hard. */
  paintPush({ ctx, size, colours }) {
    const { at, state, answer } = this;
    const slope = answer?.distances?.[state.distance]?.[1];
    if (typeof slope !== "number" || Math.abs(slope) < 1e-4) return;
    const from = at.X(Math.min(WINDOW[1], Math.max(WINDOW[0], state.theta + (state.lines ? 0 : this.middle()))));
    const reach = Math.sign(-slope) * Math.min(1.6, Math.abs(slope)) * (at.X(1) - at.X(0));
    const y = at.box[3] - size * 0.7;
    ctx.beginPath();
    arrow(ctx, from, y, from + reach, y, 11);
    ctx.strokeStyle = colours.panel;
    ctx.lineWidth = 7;
    ctx.stroke();
    stroke(ctx, colours, "f", 3.5);
  }

  /** The place of q's peak without its offset. */
  middle() {
    const { q } = this.answer;
    const mass = q.x.slice(1).map((x, i) => (x - q.x[i]) * (q.y[i] + q.y[i + 1]) / 2);
    return mass.reduce((sum, part, i) => sum + part * q.x[i + 1], 0) / mass.reduce((sum, part) => sum + part, 0);
  }

  handles() {
    if (!this.answer?.p || this.state.lines) return [];
    return ["p", "q"].flatMap((who) => {
      const offset = who === "q" ? this.state.theta : 0;
      const law = this.answer[who];
      return this.state[who].handles().map((handle) => {
        const height = handle.half ? Math.max(...law.y) / 2 : heightAt(law, handle.x);
        return { ...handle, who, offset, X: this.at.X(handle.x + offset), Y: Math.max(HELD + 2, this.at.Y(height)) };
      });
    });
  }

  /** What the hand is on: a handle, else the body of a law; q where both are, or none. */
  under([x, y]) {
    const distance = (handle) => Math.hypot(handle.X - x, handle.Y - y);
    const handle = this.handles().sort((one, other) => distance(one) - distance(other))[0];
    if (handle && distance(handle) < NEAR) return { who: handle.who, handle: handle.name, reads: handle.reads ?? ((value) => value) };
    if (this.state.lines || !this.answer?.p) return { who: "q" };
    const place = this.at.atX(x);
    const inside = (who, offset) => this.at.atY(y) <= heightAt(this.answer[who], place - offset);
    return { who: inside("p", 0) && !inside("q", this.state.theta) ? "p" : "q" };
  }

  press(event) {
    if (event.button) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.held = { ...this.under(placeOf(event)), last: this.at.atX(placeOf(event)[0]) };
    this.sheet.canvas.dataset.held = "true";
  }

  move(event) {
    if (!this.held) {
      const { who, handle } = this.under(placeOf(event));
      this.sheet.canvas.style.cursor = handle ? "ew-resize" : who ? "grab" : "";
      return;
    }
    const { state, held } = this;
    const place = this.at.atX(placeOf(event)[0]);
    const by = place - held.last;
    held.last = place;
    if (held.handle) state[held.who].set(held.handle, held.reads(place - (held.who === "q" ? state.theta : 0)));
    else if (held.who === "q") state.moveTo((held.exact = (held.exact ?? state.theta) + by));
    else state.p.shift(by);
    this.preview();
    this.change();
  }

  release() {
    this.held = null;
    delete this.sheet.canvas.dataset.held;
    this.preview();
  }
}
