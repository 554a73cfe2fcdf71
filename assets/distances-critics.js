// The best discriminator and the best critic: what a sample would be told by either.

import { button, make, write } from "./duel-dom.js";
import { formula } from "./draw.js";
import { texts } from "./language.js";
import { Newest } from "./distances-ask.js";
import { Sheet, axes, finite, mapping, shade, stroke, trace } from "./distances-sheet.js";
import { fill, number } from "./words.js";

const TRAINED = { clipped: "muted", penalised: "ink" };

export class Critics {
  /** `asked()` tells what the laws are now. */
  constructor(base, asked, complain) {
    this.asked = asked;
    this.asking = new Newest(base, "distances/trained", (answer, about) => this.take(answer, about), (sentence) => {
      this.waiting = false;
      complain(sentence);
    });
    this.sheet = new Sheet((pen) => this.paint(pen));
    this.trained = Object.fromEntries(Object.keys(TRAINED).map((name) => [
      name, make("li", { class: `pd-${name}`, text: `distances.critics.${name}`, hidden: "" })]));
    this.legend = make("ul", { class: "pd-lines" }, make("li", { class: "pd-discriminator", text: "distances.critics.d" }),
      make("li", { class: "pd-push", text: "distances.critics.f" }), ...Object.values(this.trained));
    this.said = make("p", { class: "pd-sum", "aria-live": "polite" });
    this.train = button({ class: "pd-button", text: "distances.train" }, () => {
      this.waiting = true;
      this.asking.ask(this.asked());
      this.retell();
    });
    this.element = make("div", { class: "pd-pair" }, this.sheet.element,
      make("div", { class: "pd-aside" }, this.legend, this.said, make("div", { class: "pd-line" }, this.train)));
  }

  show(made) {
    this.made = made;
    // Critics that were trained on other laws say nothing of these.
    if (this.taught?.about !== JSON.stringify(this.asked())) this.taught = null;
    this.retell();
  }

  take(answer, about) {
    this.waiting = false;
    if (JSON.stringify(about) === JSON.stringify(this.asked())) this.taught = { ...answer, about: JSON.stringify(about) };
    this.retell();
  }

  retell() {
    if (!this.made) return;
    for (const line of Object.values(this.trained)) line.hidden = !this.taught;
    write(this.said, this.sentence());
    this.sheet.tell(this.said.textContent);
    this.sheet.draw();
  }

  sentence() {
    const { made, taught } = this;
    if (this.waiting) return texts["distances.training"];
    if (taught) {
      const values = { clipped: number(taught.clipped.slope, 2), penalised: number(taught.penalised.slope, 2) };
      return fill(texts["distances.critics.trained"], values);
    }
    const middle = made.q.indexOf(Math.max(...made.q));
    const values = { x: number(made.x[middle], 2), d: number(made.slope[middle]), f: number(made.critic_slope[middle]) };
    return fill(texts["distances.critics.told"], values);
  }

  paint(pen) {
    const { ctx, width, height, size, colours } = pen;
    const { made } = this;
    if (!made) return;
    const reach = 1.15 * Math.max(1, ...finite(made.critic).map(Math.abs));
    const across = [made.x[0], made.x.at(-1)];
    const box = [size * 3, 8, width - size * 3.3, height - size * 1.7];
    const at = mapping(box, across, [-reach, reach]);
    const shares = mapping(box, across, [-0.06, 1.06]);
    const law = mapping(box, across, [0, 3 * Math.max(...made.p, ...made.q)]);
    axes(pen, mapping(box, across, [0, 1]), { label: "x" });
    shade(ctx, law, made.x, made.p, colours.data, 0.12);
    shade(ctx, law, made.x, made.q, colours.generator, 0.25);
    trace(ctx, law, made.x, made.p);
    stroke(ctx, colours, "p", 1.8);
    trace(ctx, law, made.x, made.q);
    stroke(ctx, colours, "q", 1.8);
    for (const [name, colour] of Object.entries(this.taught ? TRAINED : {})) {
      trace(ctx, at, this.taught.x, this.taught[name].values);
      stroke(ctx, colours, colour, 2.2);
    }
    trace(ctx, at, made.x, made.critic);
    stroke(ctx, colours, "f", 2.8);
    trace(ctx, shares, made.x, made.discriminator);
    stroke(ctx, colours, "d", 2.8);
    for (const value of [0, 0.5, 1]) {
      formula(ctx, String(value), box[0] - 8, shares.Y(value) + size * 0.35, size, colours.discriminator, { align: "right" });
    }
    for (const value of [-1, 0, 1]) {
      const level = (value * reach) / 1.15;
      formula(ctx, number(level, 1), box[2] + 6, at.Y(level) + size * 0.35, size, colours.push);
    }
  }
}
