// Two clouds in the plane: who goes to whom, and what it costs on average.

import { button, make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { Newest } from "./distances-ask.js";
import { Sheet, dot, mapping, placeOf } from "./distances-sheet.js";
import { Slider } from "./distances-slider.js";
import { fill, number } from "./words.js";

const MATCHINGS = ["optimal", "random", "worst", "hand"];
const NEAR = 14;

export class PlaneMatching {
  constructor(base, count, complain) {
    Object.assign(this, { count, seed: 0, matching: "optimal", order: null, picked: null });
    this.asking = new Newest(base, "assignment", (answer) => this.take(answer), complain);
    this.sheet = new Sheet((pen) => this.paint(pen), { class: "pd-pick" });
    this.sheet.canvas.addEventListener("click", (event) => this.click(event));
    this.bars = new Map(MATCHINGS.map((name) => [name, this.bar(name)]));
    this.said = make("p", { class: "pd-sum", "aria-live": "polite" });
    const range = { name: "n", low: 2, high: 100, log: false, kind: "int" };
    this.slider = new Slider(range, "distances.points", texts["distances.points"], (value) => this.begin({ count: value }));
    const swap = button({ class: "pd-button", text: "distances.swap_random" }, () => this.swap(...this.two()));
    const other = button({ class: "pd-button", text: "distances.other" }, () => this.begin({ seed: this.seed + 1 }));
    this.element = make("div", { class: "pd-pair pd-halves" }, this.sheet.element,
      make("div", { class: "pd-aside" }, make("div", { class: "pd-costs", role: "group", label: "distances.couplings" },
        ...[...this.bars.values()].map(({ element }) => element)), this.said, this.slider.element, make("div", { class: "pd-line" }, swap, other)));
  }

  bar(name) {
    const [share, value] = [make("i"), make("b")];
    const element = button({ "aria-pressed": "false" }, () => this.choose(name),
      make("span", { text: `distances.coupling.${name}` }), make("span", { class: "pd-bar" }, share), value);
    return { element, share, value };
  }

  /** Other clouds: whatever was chosen by hand is over. */
  begin(change) {
    Object.assign(this, change, { order: null, picked: null });
    if (this.matching === "hand") this.matching = "optimal";
    this.ask();
  }

  ask() {
    this.asking.ask({ n: this.count, seed: this.seed, ...(this.order ? { order: this.order.join(",") } : {}) });
  }

  take(answer) {
    this.made = answer;
    this.retell();
  }

  retell() {
    if (!this.made) return;
    const { costs } = this.made;
    const most = Math.max(...Object.values(costs), 1e-9);
    for (const [name, { element, share, value }] of this.bars) {
      element.setAttribute("aria-pressed", String(name === this.matching));
      share.style.width = `${(100 * costs[name]) / most}%`;
      write(value, number(costs[name]));
    }
    this.slider.show(this.count);
    const excess = costs.hand - costs.optimal;
    write(this.said, excess > 1e-4 ? fill(texts["distances.excess"], { excess: number(excess), cost: number(costs.hand) }) : texts["distances.no_excess"]);
    this.sheet.tell(fill(texts["distances.earth.picture"], { name: texts[`distances.coupling.${this.matching}`], cost: number(costs[this.matching]) }));
    this.sheet.draw();
  }

  choose(name) {
    this.matching = name;
    this.picked = null;
    if (name === "hand") this.order ??= [...this.made.orders.optimal];
    this.retell();
  }

  get now() {
    return this.matching === "hand" && this.order ? this.order : this.made.orders[this.matching] ?? this.made.orders.optimal;
  }

  /** Two points of p, drawn by lot. */
  two() {
    const first = Math.floor(Math.random() * this.count);
    return [first, (first + 1 + Math.floor(Math.random() * (this.count - 1))) % this.count];
  }

  swap(i, j) {
    if (!this.made) return;
    const order = [...this.now];
    [order[i], order[j]] = [order[j], order[i]];
    Object.assign(this, { order, matching: "hand", picked: null });
    this.ask();
  }

  click(event) {
    if (!this.at) return;
    const [x, y] = placeOf(event);
    const far = this.made.y.map(([a, b]) => Math.hypot(this.at.X(a) - x, this.at.Y(b) - y));
    const nearest = far.indexOf(Math.min(...far));
    if (far[nearest] > NEAR) return;
    const from = this.now.indexOf(nearest);
    if (this.picked === null || this.picked === from) {
      this.picked = this.picked === from ? null : from;
      this.sheet.draw();
    } else this.swap(this.picked, from);
  }

  paint({ ctx, width, height, colours }) {
    if (!this.made) return;
    const { x, y } = this.made;
    const points = [...x, ...y].flat();
    const reach = 1.06 * Math.max(...points.map(Math.abs));
    const unit = Math.min(width, height) / (2 * reach);
    const at = (this.at = mapping([0, 0, width, height], [-width / 2 / unit, width / 2 / unit], [-height / 2 / unit, height / 2 / unit]));
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colours.push;
    ctx.globalAlpha = 0.7;
    ctx.beginPath();
    this.now.forEach((j, i) => {
      ctx.moveTo(at.X(x[i][0]), at.Y(x[i][1]));
      ctx.lineTo(at.X(y[j][0]), at.Y(y[j][1]));
    });
    ctx.stroke();
    ctx.globalAlpha = 1;
    for (const [a, b] of x) dot(ctx, at.X(a), at.Y(b), 4, colours.panel, colours.data);
    const taken = this.picked === null ? -1 : this.now[this.picked];
    y.forEach(([a, b], j) => dot(ctx, at.X(a), at.Y(b), j === taken ? 8 : 5, colours.generator, j === taken ? colours.push : colours.panel));
  }
}
