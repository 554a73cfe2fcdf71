// Mass on its way from p to q: points that travel, the plan as a picture, and what couplings cost.

import { button, make, write } from "./duel-dom.js";
import { formula, rgb } from "./draw.js";
import { texts } from "./language.js";
import { CALM, Sheet, axes, dot, mapping, placeOf } from "./distances-sheet.js";
import { fill, number } from "./words.js";

const COUPLINGS = ["optimal", "independent", "reversed", "hand"];
const SECONDS = 2.2;

export class Earth {
  constructor(state, count, change) {
    Object.assign(this, { state, count, change, picked: null });
    state.order = [...Array(count).keys()];
    state.coupling = "optimal";
    this.t = 0;
    this.moving = new Sheet((pen) => this.paint(pen), { class: "pd-pick" });
    this.moving.canvas.addEventListener("click", (event) => this.click(event));
    this.plan = new Sheet((pen) => this.paintPlan(pen));
    this.slider = make("input", { type: "range", min: 0, max: 1, step: 0.01, value: 0, label: "distances.time" });
    this.slider.addEventListener("input", () => this.stand(this.slider.valueAsNumber));
    this.go = button({ class: "pd-button", text: "distances.move" }, () => this.travel());
    this.targets = make("div", { class: "pd-targets", role: "group", label: "distances.targets" },
      ...state.order.map((_, i) => button({ "aria-pressed": "false" }, () => this.pick(i))));
    this.bars = new Map(COUPLINGS.map((name) => [name, this.bar(name)]));
    this.said = make("p", { class: "pd-sum", "aria-live": "polite" });
    this.duality = make("p", { class: "pd-sum" });
    this.element = make("div", { class: "pd-earth" },
      make("div", { class: "pd-stack" }, this.moving.element,
        make("div", { class: "pd-line" }, this.go, make("span", { "aria-hidden": "true" }, "t"), this.slider),
        make("div", { class: "pd-line" }, make("span", { text: "distances.swap" }), this.targets)),
      this.plan.element,
      make("div", { class: "pd-aside" },
        make("div", { class: "pd-costs", role: "group", label: "distances.couplings" }, ...[...this.bars.values()].map(({ element }) => element)),
        this.said, this.duality));
  }

  bar(name) {
    const [share, value] = [make("i"), make("b")];
    const element = button({ "aria-pressed": "false" }, () => {
      this.state.coupling = name;
      this.change();
    }, make("span", { text: `distances.coupling.${name}` }), make("span", { class: "pd-bar" }, share), value);
    return { element, share, value };
  }

  /** What the server is asked for besides the laws. */
  get asked() {
    const { coupling, order } = this.state;
    return { plan: coupling === "hand" ? "optimal" : coupling, order: order.join(",") };
  }

  show(made) {
    this.made = made;
    const { costs } = made;
    const most = Math.max(...Object.values(costs), 1e-9);
    for (const [name, { element, share, value }] of this.bars) {
      element.setAttribute("aria-pressed", String(name === this.state.coupling));
      share.style.width = `${(100 * costs[name]) / most}%`;
      write(value, number(costs[name]));
    }
    write(this.said, this.sentence());
    write(this.duality, fill(texts["distances.duality"], { count: String(this.count), primal: number(made.primal), dual: number(made.dual) }));
    [...this.targets.children].forEach((target, i) => {
      write(target, String(this.state.order[i] + 1));
      target.setAttribute("aria-pressed", String(this.picked === i));
      target.setAttribute("aria-label", fill(texts["distances.target"], { from: String(i + 1), to: String(this.state.order[i] + 1) }));
    });
    this.moving.tell(fill(texts["distances.earth.picture"], {
      name: texts[`distances.coupling.${this.state.coupling}`], cost: number(costs[this.state.coupling]),
    }));
    this.plan.tell(texts["distances.plan.picture"]);
    this.moving.draw();
    this.plan.draw();
  }

  sentence() {
    const { costs, excess } = this.made;
    if (excess > 1e-9) return fill(texts["distances.excess"], { excess: number(excess), cost: number(costs.hand) });
    // With p on one side of q all of the mass has to go the same way, whoever goes where.
    const alike = costs.reversed - costs.optimal < 1e-4 * costs.optimal;
    return texts[alike ? "distances.one_way" : "distances.no_excess"];
  }

  /** The first press takes a point, the second exchanges its target with that of another. */
  pick(i) {
    const { state } = this;
    if (this.picked === null || this.picked === i) this.picked = this.picked === i ? null : i;
    else {
      [state.order[i], state.order[this.picked]] = [state.order[this.picked], state.order[i]];
      state.order = [...state.order];
      this.picked = null;
    }
    state.coupling = "hand";
    this.change();
  }

  click(event) {
    if (!this.at) return;
    const [x, y] = placeOf(event);
    const { at, made, state } = this;
    const far = made.y.map((place) => Math.hypot(at.X(place) - x, this.rows[1] - y));
    const nearest = far.indexOf(Math.min(...far));
    if (far[nearest] < 40) this.pick(state.order.indexOf(nearest));
  }

  stand(t) {
    this.t = t;
    this.slider.value = t;
    this.moving.soon();
  }

  /** Everything travels at once; who wants no motion sees where it arrives. */
  travel() {
    cancelAnimationFrame(this.frame);
    if (CALM.matches) return this.stand(this.t < 0.5 ? 1 : 0);
    const began = performance.now();
    const step = (now) => {
      const share = Math.min(1, (now - began) / 1000 / SECONDS);
      this.stand(share * share * (3 - 2 * share));
      if (share < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  /** Pairs (i, j) that the coupling joins, and how strongly each is drawn. */
  pairs() {
    const { coupling, order } = this.state;
    const all = [...Array(this.count).keys()];
    if (coupling === "independent") return all.flatMap((i) => all.map((j) => [i, j, 0.3]));
    if (coupling === "hand") return all.map((i) => [i, order[i], 1]);
    return all.map((i) => [i, coupling === "optimal" ? i : this.count - 1 - i, 1]);
  }

  paint(pen) {
    const { ctx, width, height, size, colours } = pen;
    if (!this.made) return;
    const { x, y } = this.made;
    const ends = [Math.min(...x, ...y), Math.max(...x, ...y)];
    const room = Math.max(0.08 * (ends[1] - ends[0]), 0.05);
    const at = (this.at = mapping([size * 1.8, 4, width - 10, height - size * 1.7], [ends[0] - room, ends[1] + room], [0, 1]));
    axes(pen, at, { label: "x" });
    const [above, below] = (this.rows = [at.Y(0.86), at.Y(0.17)]);
    const pairs = this.pairs();
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = colours.muted;
    for (const [i, j, strength] of pairs) {
      ctx.globalAlpha = 0.55 * strength;
      ctx.beginPath();
      ctx.moveTo(at.X(x[i]), above);
      ctx.lineTo(at.X(y[j]), below);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    x.forEach((place) => dot(ctx, at.X(place), above, 5, colours.panel, colours.data));
    const taken = this.picked === null ? -1 : this.state.order[this.picked];
    y.forEach((place, j) => dot(ctx, at.X(place), below, j === taken ? 8 : 6, colours.generator, j === taken ? colours.push : colours.panel));
    for (const [i, j, strength] of pairs) {
      const place = (1 - this.t) * x[i] + this.t * y[j];
      dot(ctx, at.X(place), above + this.t * (below - above), strength < 1 ? 2.5 : 5, colours.push);
    }
    formula(ctx, "p", size * 0.5, above + size * 0.4, size * 1.3, colours.data);
    formula(ctx, "q", size * 0.5, below + size * 0.4, size * 1.3, colours.generator);
  }

  /** The joint law of (x, y): dark where mass is sent from x to y. */
  paintPlan({ ctx, width, height, size, colours }) {
    if (!this.made) return;
    const { coupling, order } = this.state;
    const rows = coupling === "hand" ? order.map((to) => order.map((_, j) => Number(j === to))) : this.made.plan;
    const side = Math.min(width - size * 3, height - size * 2.2);
    const [left, top] = [(width - side) / 2 + size * 0.8, 4];
    const cell = side / rows.length;
    const most = Math.max(...rows.flat());
    ctx.fillStyle = `rgba(${rgb(colours.ink).join(",")},0.05)`;
    ctx.fillRect(left, top, side, side);
    rows.forEach((row, i) => row.forEach((mass, j) => {
      if (mass < 1e-4 * most) return;
      ctx.fillStyle = `rgba(${rgb(colours.push).join(",")},${(0.12 + 0.88 * Math.sqrt(mass / most)).toFixed(3)})`;
      ctx.fillRect(left + i * cell, top + side - (j + 1) * cell, cell + 0.3, cell + 0.3);
    }));
    ctx.strokeStyle = colours.muted;
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 4]);
    ctx.beginPath();
    ctx.moveTo(left, top + side);
    ctx.lineTo(left + side, top);
    ctx.stroke();
    ctx.setLineDash([]);
    formula(ctx, "x ∼ p", left + side / 2, top + side + size * 1.4, size * 1.15, colours.data, { align: "center" });
    ctx.save();
    ctx.translate(left - size * 0.7, top + side / 2);
    ctx.rotate(-Math.PI / 2);
    formula(ctx, "y ∼ q", 0, 0, size * 1.15, colours.generator, { align: "center" });
    ctx.restore();
  }
}
