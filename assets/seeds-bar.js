// The row above the wall: the common one, and in it which seeds and how many.

import { button, make } from "./duel-dom.js";
import { check, segments, SeveralBar } from "./several-bar.js";

export class Bar extends SeveralBar {
  /** `acts` also holds preset(key), count(n), next(), link(), playRun(). */
  constructor(props, names, acts) {
    super({ over: "seeds.over", own: "seeds.own" }, props, names, acts);
    this.menu.onchange = () => acts.preset(this.menu.value);
    this.count = segments("seeds-count", "seeds.count", props.counts, (count) => {
      const name = make("b", {});
      name.textContent = count;
      return name;
    }, (value) => acts.count(Number(value)));
    this.element = make("div", { class: "pg-duel-bar pg-seeds-bar" },
      make("div", { class: "pg-duel-group" }, this.menu,
        button({ class: "pg-duel-button", text: "several.play_run", "data-do": "play-run" }, acts.playRun)),
      this.transport(this.step("step-both", "step_both", "both")),
      this.speed,
      this.count,
      make("div", { class: "pg-duel-group" }, this.seeds("seeds.first"),
        button({ class: "pg-duel-button pg-duel-dice", label: "seeds.next", "data-do": "new-seed" }, acts.next)),
      make("div", { class: "pg-duel-group pg-duel-end" },
        button({ class: "pg-duel-button pg-duel-link", label: "seeds.link", "data-do": "link" }, acts.link)));
    this.name();
  }

  set(query, pace) {
    super.set(query, pace);
    check(this.count, new URLSearchParams(query).get("seeds"));
  }
}
