// The differences between the sides in words, and what is the same.

import { letter, make, write } from "./duel-dom.js";
import { language, texts } from "./language.js";

export class Differences {
  constructor(names) {
    this.names = names;
    this.table = make("table", { class: "pg-duel-differences" });
    this.scroll = make("div", { class: "pg-duel-scroll", tabindex: 0, role: "group", label: "duel.differences" }, this.table);
    this.same = make("p", { class: "pg-duel-same" });
    this.elements = [this.scroll, this.same];
  }

  /** `differences` are [path, text on each side], `alike` tells whether all began with the same weights. */
  show({ differences, alike }, sides) {
    const key = JSON.stringify([differences, alike, sides, language()]);
    if (!differences || key === this.key) return;
    this.key = key;
    const rows = this.names.rows(differences).map(({ label, values }) =>
      make("tr", {}, cell("th", label, { scope: "row" }), ...values.map((value) => make("td", {}, ...phrases(value)))));
    const letters = Array.from({ length: sides }, (_, i) => cell("th", letter(i), { scope: "col", "data-side": i }));
    const head = make("tr", {}, cell("td", texts[rows.length ? "duel.differ" : "duel.equal"]), ...letters);
    this.table.style.setProperty("--sides", sides);
    this.table.replaceChildren(head, ...rows);
    write(this.same, this.names.same(differences, alike));
  }
}

function cell(tag, words, attributes = {}) {
  return Object.assign(make(tag, attributes), { textContent: words });
}

/** A value in parts that are not broken within themselves. */
function phrases(value) {
  return value.split(/(?<=,) /).flatMap((part) => [cell("span", part), " "]);
}
