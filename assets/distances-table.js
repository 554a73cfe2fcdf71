// All distances at once: value, gradient, how near the bound, and the curve against the offset.

import { make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { Sheet, dot, finite, jumping, mapping, trace } from "./distances-sheet.js";
import { number } from "./words.js";

export class Table {
  constructor(measures, state, choose) {
    Object.assign(this, { measures, state });
    this.rows = new Map(measures.map((measure) => [measure.key, this.row(measure, choose)]));
    const heads = ["value", "gradient", "curve"].map((name) => make("th", { scope: "col", text: `distances.${name}` }));
    this.element = make("table", { class: "pd-table" },
      make("thead", {}, make("tr", {}, make("th", { scope: "col", text: "distances.distance" }), ...heads)),
      make("tbody", {}, ...[...this.rows.values()].map(({ line }) => line)));
  }

  row(measure, choose) {
    const name = make("button", { type: "button", text: `distances.${measure.key}`, "aria-pressed": "false" });
    name.addEventListener("click", () => choose(measure.key));
    const [value, gradient] = [make("b"), make("td")];
    const bar = make("i");
    const spark = new Sheet((pen) => this.spark(pen, measure), { "aria-hidden": "true" });
    const line = make("tr", { "data-key": measure.key }, make("th", { scope: "row" }, name),
      make("td", {}, value, make("span", { class: "pd-bar" }, bar)), gradient, make("td", {}, spark.element));
    line.addEventListener("click", () => choose(measure.key));
    return { line, name, value, gradient, bar, spark };
  }

  /** `at` has value and gradient by distance; `curves` the distances against thetas. */
  show(at, curves) {
    this.at = at;
    this.curves = curves;
    for (const { key, bound } of this.measures) {
      const row = this.rows.get(key);
      const [value, gradient] = at[key];
      write(row.value, number(value));
      write(row.gradient, gradientText(gradient));
      row.name.setAttribute("aria-pressed", String(key === this.state.distance));
      row.line.dataset.chosen = String(key === this.state.distance);
      row.bar.parentElement.hidden = bound === null;
      if (bound !== null) row.bar.style.width = `${100 * Math.min(1, value / bound)}%`;
      row.line.title = bound === null ? "" : `${texts["distances.bound"]} ${number(bound)}`;
      row.spark.draw();
    }
  }

  spark({ ctx, width, height, colours }, { key, bound }) {
    if (!this.curves) return;
    const { thetas, curves } = this.curves;
    const top = bound ?? Math.max(1e-9, ...finite(curves[key]));
    const at = mapping([2, 4, width - 2, height - 4], [thetas[0], thetas.at(-1)], [0, top]);
    if (bound !== null) {
      ctx.strokeStyle = colours.faint;
      ctx.setLineDash([3, 3]);
      ctx.beginPath();
      ctx.moveTo(at.box[0], at.Y(bound));
      ctx.lineTo(at.box[2], at.Y(bound));
      ctx.stroke();
      ctx.setLineDash([]);
    }
    const chosen = key === this.state.distance;
    const values = curves[key].map((value) => (value === "inf" ? top : value));
    const { xs, ys, alone } = this.state.lines ? jumping(thetas, values, top) : { xs: thetas, ys: values, alone: null };
    trace(ctx, at, xs, ys);
    ctx.lineWidth = 1.8;
    ctx.lineJoin = "round";
    ctx.strokeStyle = chosen ? colours.ink : colours.muted;
    ctx.stroke();
    if (alone !== null) dot(ctx, at.X(0), at.Y(alone), 2.2, ctx.strokeStyle);
    const value = this.at[key][0];
    dot(ctx, at.X(this.state.theta), at.Y(value === "inf" ? top : Math.min(top, value)), 4, colours.push, colours.panel);
  }
}

/** A gradient in few digits; below what differences of rounded values can tell it is zero. */
export function gradientText(gradient) {
  return number(gradient !== null && Math.abs(gradient) < 1e-7 ? 0 : gradient);
}
