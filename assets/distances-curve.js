// One distance against the offset of q: where it is now, and its tangent there.

import { formula, words } from "./draw.js";
import { Sheet, axes, dot, finite, jumping, mapping, placeOf, stroke, trace, within } from "./distances-sheet.js";
import { number } from "./words.js";

export class Curve {
  constructor(measures, state, change) {
    Object.assign(this, { measures, state, change });
    this.sheet = new Sheet((pen) => this.paint(pen), { class: "pd-grab" });
    const { canvas } = this.sheet;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.held = true;
      this.follow(event);
    });
    canvas.addEventListener("pointermove", (event) => this.held && this.follow(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (this.held = false));
  }

  follow(event) {
    if (!this.at) return;
    this.state.moveTo(this.at.atX(placeOf(event)[0]));
    this.change();
  }

  show(at, curves) {
    this.now = at[this.state.distance];
    this.curves = curves;
    this.sheet.draw();
  }

  paint(pen) {
    const { ctx, width, height, size, colours } = pen;
    if (!this.curves) return;
    const { thetas, curves } = this.curves;
    const { bound } = this.measures.find(({ key }) => key === this.state.distance);
    const values = curves[this.state.distance];
    const top = 1.12 * (bound ?? (Math.max(0, ...finite(values)) || 1));
    const at = (this.at = mapping([size * 3.2, size * 0.8, width - 12, height - size * 1.7], [thetas[0], thetas.at(-1)], [0, top]));
    axes(pen, at, { label: "θ", up: height > 150 ? 4 : 2 });
    if (bound !== null) this.paintBound(pen, bound);
    const { xs, ys, alone } = this.state.lines ? jumping(thetas, values, top) : { xs: thetas, ys: values, alone: null };
    trace(ctx, at, xs, ys);
    stroke(ctx, colours, "ink", 2.6);
    if (alone !== null) {
      if (bound !== null) dot(ctx, at.X(0), at.Y(bound), 4.5, colours.panel, colours.ink);
      dot(ctx, at.X(0), at.Y(alone), 4.5, colours.ink);
    }
    this.paintInfinite(pen, thetas, values);
    this.paintNow(pen);
  }

  paintBound({ ctx, size, colours }, bound) {
    const { at } = this;
    ctx.beginPath();
    ctx.moveTo(at.box[0], at.Y(bound));
    ctx.lineTo(at.box[2], at.Y(bound));
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = colours.muted;
    ctx.setLineDash([5, 4]);
    ctx.stroke();
    ctx.setLineDash([]);
    words(ctx, number(bound), at.box[2], at.Y(bound) - 4, size, colours.muted, "right", "bottom");
  }

  /** Offsets at which the distance is infinite: along the upper edge. */
  paintInfinite({ ctx, size, colours }, thetas, values) {
    const { at } = this;
    const y = at.box[1] + 3;
    const half = (thetas[1] - thetas[0]) / 2;
    let last = null;
    ctx.beginPath();
    values.forEach((value, i) => {
      if (value !== "inf") return;
      ctx.moveTo(Math.max(at.box[0], at.X(thetas[i] - half)), y);
      ctx.lineTo(Math.min(at.box[2], at.X(thetas[i] + half)), y);
      last = thetas[i];
    });
    stroke(ctx, colours, "ink", 2.6);
    if (last !== null) words(ctx, "∞", at.box[0] - 6, y, size * 1.3, colours.ink, "right", "middle");
  }

  paintNow({ ctx, size, colours }) {
    const { at, state } = this;
    const [value, slope] = this.now ?? [];
    const x = at.X(state.theta);
    ctx.beginPath();
    ctx.moveTo(x, at.box[1]);
    ctx.lineTo(x, at.box[3]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours.faint;
    ctx.stroke();
    const y = value === "inf" ? at.box[1] + 3 : at.Y(Math.min(value, at.y[1]));
    if (typeof slope === "number" && typeof value === "number") {
      within(ctx, [at.box[0], at.box[1] - 2, at.box[2], at.box[3]], () => {
        // As long as it takes to be seen, whatever its slope.
        const run = [1, slope].map((part, i) => part * Math.abs(i ? at.Y(1) - at.Y(0) : at.X(1) - at.X(0)));
        const [dx, dy] = run.map((part) => (part / Math.hypot(...run)) * size * 5.5);
        ctx.beginPath();
        ctx.moveTo(x - dx, y + dy);
        ctx.lineTo(x + dx, y - dy);
        stroke(ctx, colours, "f", 3);
      });
    }
    dot(ctx, x, y, 6, colours.push, colours.panel);
    formula(ctx, "θ", x + 5, at.box[3] - 5, size * 1.15, colours.push, { halo: colours.panel });
  }
}
