// Which distances are metrics: a cross opens laws that show why not, with their numbers.

import { button, make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { Sheet, axes, mapping, stroke, trace } from "./distances-sheet.js";
import { fill, number } from "./words.js";

const AXIOMS = ["identity", "symmetry", "triangle"];
const WHO = ["p", "q", "d"];

export class Axioms {
  constructor(measures) {
    this.sheet = new Sheet((pen) => this.paint(pen));
    this.said = make("p", { class: "pd-sum", "aria-live": "polite" });
    this.crosses = [];
    const heads = AXIOMS.map((name) => make("th", { scope: "col", text: `distances.axiom.${name}` }));
    const rows = measures.map((measure) => make("tr", {}, make("th", { scope: "row", text: `distances.${measure.key}` }),
      ...AXIOMS.map((axiom) => make("td", {}, this.mark(measure, axiom)))));
    this.element = make("div", { class: "pd-pair" },
      make("table", { class: "pd-table pd-axioms" },
        make("thead", {}, make("tr", {}, make("th", { scope: "col", text: "distances.distance" }), ...heads)), make("tbody", {}, ...rows)),
      make("div", { class: "pd-stack" }, this.sheet.element, this.said));
  }

  mark(measure, axiom) {
    const kept = axiom === "identity" || measure[axiom === "symmetry" ? "symmetric" : "triangle"];
    if (kept) return make("span", { class: "pd-kept", role: "img", label: "distances.axiom.kept" }, "✓");
    const cross = button({ class: "pd-broken", label: "distances.axiom.broken", "aria-pressed": "false" }, () => this.open(measure.key, axiom), "✗");
    this.crosses.push({ cross, key: measure.key, axiom });
    return cross;
  }

  show(examples) {
    this.examples = examples;
    const { key, axiom } = this.crosses.find((one) => one.key === "jensen-shannon") ?? this.crosses[0];
    this.open(key, axiom);
  }

  open(key, axiom) {
    this.shown = { key, axiom };
    this.retell();
  }

  retell() {
    if (!this.examples || !this.shown) return;
    const { key, axiom } = this.shown;
    for (const one of this.crosses) one.cross.setAttribute("aria-pressed", String(one.key === key && one.axiom === axiom));
    this.example = this.examples[key].find((one) => one.axiom === axiom);
    const [first, second, third] = this.example.measured;
    const values = { name: texts[`distances.${key}`], first: number(first), second: number(second), third: number(third), sum: number(second + (third ?? 0)) };
    write(this.said, fill(texts[`distances.counter.${axiom}`], values));
    this.sheet.tell(this.said.textContent);
    this.sheet.draw();
  }

  paint(pen) {
    const { ctx, width, height, size, colours } = pen;
    if (!this.example) return;
    const { laws } = this.example;
    const top = 1.15 * Math.max(...laws.flatMap((law) => law.y));
    const ends = [Math.min(...laws.map((law) => law.x[0])), Math.max(...laws.map((law) => law.x.at(-1)))];
    const at = mapping([10, 6, width - 10, height - size * 1.7], ends, [0, top]);
    axes(pen, at, { label: "x" });
    laws.forEach((law, i) => {
      trace(ctx, at, law.x, law.y);
      stroke(ctx, colours, WHO[i], 2.4);
    });
  }
}
