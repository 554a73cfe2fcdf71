// The row above the sides: the common one, and in it single steps of each player, another side, a link.

import { button, make } from "./duel-dom.js";
import { SeveralBar } from "./several-bar.js";

const STEPS = [["step-d", "step_d", "first"], ["step-g", "step_g", "second"], ["step-both", "step_both", "both"]];

export class Bar extends SeveralBar {
  /** `acts` also holds open(query), add(), link(), playRun(). */
  constructor(props, names, acts) {
    super({ over: "duel.over", own: "duel.own" }, props, names, acts);
    this.menu.onchange = () => this.menu.value && acts.open(`preset=${this.menu.value}`);
    this.add = button({ class: "pg-duel-button pg-duel-add", "data-do": "add" }, acts.add, make("span", { text: "duel.add" }));
    this.element = make("div", { class: "pg-duel-bar" },
      make("div", { class: "pg-duel-group" }, this.menu,
        button({ class: "pg-duel-button", text: "several.play_run", "data-do": "play-run" }, acts.playRun)),
      this.transport(...STEPS.map((step) => this.step(...step))),
      this.speed,
      make("div", { class: "pg-duel-group" }, this.seeds("seed.label"),
        button({ class: "pg-duel-button pg-duel-dice", label: "seed.new", "data-do": "new-seed" }, this.send({ do: "reseed" }))),
      make("div", { class: "pg-duel-group pg-duel-end" }, this.add,
        button({ class: "pg-duel-button pg-duel-link", label: "duel.link", "data-do": "link" }, acts.link)));
    this.name();
  }

  /** Besides: whether another side finds room. */
  set(query, pace, room) {
    super.set(query, pace);
    this.add.disabled = !room;
  }
}
