// The loss of all seeds: which one, whether another begins now or from the start, and what it brings along.

import { make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { check, segments } from "./several-bar.js";
import { fill } from "./words.js";

const WHEN = ["now", "anew"];

export class Loss {
  /** `choose(loss, anew)` has all seeds take a loss: from the start, or from now on. */
  constructor({ losses }, names, choose) {
    Object.assign(this, { losses, names });
    this.menu = make("select", { class: "pg-duel-select", label: "seeds.loss" });
    this.when = segments("seeds-when", "seeds.when", WHEN, (key) => make("b", { text: `seeds.${key}` }), (key) => (this.begins = key));
    this.begins = WHEN[1];
    check(this.when, this.begins);
    this.menu.onchange = () => choose(this.menu.value, this.begins === "anew");
    this.note = make("p", { class: "pg-seeds-note" });
    this.element = make("section", { class: "pg-seeds-loss" }, make("h3", { class: "pg-seeds-title", text: "seeds.loss" }),
      make("div", { class: "pg-duel-group" }, this.menu, this.when), this.note);
    this.name();
  }

  name() {
    const kept = this.menu.value;
    this.menu.replaceChildren(...this.losses.map((key) => new Option(this.names.title("objective", key), key)));
    this.menu.value = kept;
  }

  /** The settings in force, as pairs [path, text]. */
  set(force) {
    const { objective, constraint } = Object.fromEntries(force);
    this.menu.value = objective;
    const names = this.names.value("constraint", constraint);
    write(this.note, constraint === "none" ? texts["seeds.constraint.none"] : fill(texts["seeds.constraint"], { names }));
  }
}
