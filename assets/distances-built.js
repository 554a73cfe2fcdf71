// The chosen distance as areas under curves.

import { make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { Sheet, axes, finite, mapping, shade, stroke, trace, within } from "./distances-sheet.js";
import { fill, number } from "./words.js";

const COLOURS = { p: "p", q: "q", "cdf-p": "p", "cdf-q": "q", mixture: "muted" };
const FILLS = ["data", "generator"];
/** The terms as formulas. */
const WRITTEN = {
  "p-to-q": "p log p/q",
  "q-to-p": "q log q/p",
  "p-to-mixture": "½ p log p/m",
  "q-to-mixture": "½ q log q/m",
  "p-above-q": "½ (p − q)₊",
  "q-above-p": "½ (q − p)₊",
  roots: "½ (√p − √q)²",
  "between-cdfs": "|F − G|",
};

export class Built {
  constructor(state) {
    this.state = state;
    this.sheet = new Sheet((pen) => this.paint(pen));
    this.legend = make("dl", { class: "pd-legend" });
    this.sum = make("p", { class: "pd-sum" });
    this.element = make("div", { class: "pd-pair" }, this.sheet.element, make("div", { class: "pd-aside" }, this.legend, this.sum));
  }

  show(made) {
    this.made = made;
    const terms = Object.entries(made.areas);
    this.legend.replaceChildren(...terms.flatMap(([name, area], i) => [
      make("dt", {}, make("i", { class: `pd-swatch pd-${terms.length > 1 ? FILLS[i] : "push"}` }), WRITTEN[name] ?? name),
      make("dd", {}, number(area)),
    ]));
    const title = texts[`distances.${this.state.distance}`];
    const rooted = Math.abs(made.sum - made.value) > 1e-3 * Math.abs(made.value);
    write(this.sum, fill(texts[rooted ? "distances.sum.root" : "distances.sum"], { name: title, sum: number(made.sum), value: number(made.value) }));
    const said = terms.map(([name, area]) => `${WRITTEN[name] ?? name}: ${number(area)}`).join(", ");
    this.sheet.tell(fill(texts["distances.built.picture"], { name: title, terms: said }));
    this.sheet.draw();
  }

  paint(pen) {
    const { ctx, width, height, size, colours } = pen;
    const { made } = this;
    if (!made) return;
    const drawn = [...Object.values(made.curves), ...Object.values(made.terms)].map(finite);
    const high = 1.08 * Math.max(...Object.values(made.curves).flatMap(finite));
    const low = Math.min(0, ...drawn.flat());
    // A term may run far beyond the densities: it is cut off, its number is not.
    const most = Math.min(Math.max(high, ...drawn.flat()), 2 * high);
    const at = mapping([size * 3, 8, width - 10, height - size * 1.7], [made.x[0], made.x.at(-1)], [Math.max(low, -high / 2), most]);
    axes(pen, at, { label: "x", up: 3 });
    within(ctx, [at.box[0], 2, at.box[2], at.box[3] + 1], () => {
      const terms = Object.values(made.terms);
      terms.forEach((term, i) => {
        const colour = terms.length > 1 ? FILLS[i] : "push";
        shade(ctx, at, made.x, term, colours[colour], 0.3);
        trace(ctx, at, made.x, term);
        stroke(ctx, colours, colour, 1);
      });
      for (const [name, curve] of Object.entries(made.curves)) {
        if (name === "mixture" && !("p-to-mixture" in made.terms)) continue;
        trace(ctx, at, made.x, curve);
        stroke(ctx, colours, COLOURS[name], name === "mixture" ? 1.4 : 2.4);
      }
    });
  }
}
