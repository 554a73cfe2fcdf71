// The crowd in numbers: how many seeds cover how many modes, how sure that is, and what it was before.

import { make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { fill, number } from "./words.js";

const MOST_ROWS = 3;
const SPARSE = 12; // from so many bars on not every one is numbered
const SPOKEN_INTERVAL = 5000;

export class Tally {
  constructor() {
    this.earlier = [];
    this.title = make("h3", { class: "pg-seeds-title" });
    this.bars = make("div", { class: "pg-seeds-bars", role: "img" });
    this.now = make("div", { class: "pg-seeds-shares" });
    this.note = make("p", { class: "pg-seeds-note" });
    this.heading = make("h3", { class: "pg-seeds-title", text: "seeds.earlier", hidden: "" });
    this.rows = make("div", { class: "pg-seeds-rows" });
    this.element = make("section", { class: "pg-seeds-tally" }, this.title, this.bars, this.now, this.note, this.heading, this.rows);
    this.spokenAt = -Infinity;
  }

  /** Another language, or other settings: everything is written anew. */
  redraw() {
    this.key = null;
    this.spokenAt = -Infinity;
  }

  /** Keeps what there was, under its name, beside what comes; counts of other modes cannot be compared. */
  keep(name, header) {
    if (!header?.tally || !(header.measured > 0)) return;
    this.earlier = [{ name, ...header }, ...this.earlier.filter((row) => row.name !== name)].slice(0, MOST_ROWS);
    this.redraw();
  }

  tell(header) {
    const { tally, modes, measured } = header;
    const key = JSON.stringify([tally, measured, modes]);
    if (key === this.key) return;
    this.key = key;
    for (const part of [this.title, this.bars, this.now]) part.hidden = !tally;
    write(this.note, texts[tally ? "seeds.interval" : "seeds.none"]);
    if (tally) {
      write(this.title, fill(texts["seeds.covered"], { step: measured }));
      this.draw(tally.counts);
      this.now.replaceChildren(...shares(header));
    }
    const rows = this.earlier.filter((row) => row.modes === modes);
    this.heading.hidden = !rows.length;
    this.rows.replaceChildren(...rows.map((row) => {
      const name = make("p", {});
      name.textContent = fill(texts["seeds.row"], { name: row.name, step: row.measured });
      return make("div", {}, name, ...shares(row));
    }));
  }

  draw(counts) {
    const most = Math.max(...counts);
    if (this.bars.children.length !== counts.length) {
      this.bars.replaceChildren(...counts.map((_, modes) => {
        const name = make("i", {});
        name.textContent = counts.length <= SPARSE || modes % 5 === 0 ? modes : "";
        return make("div", {}, make("b", {}), make("u", {}), name);
      }));
    }
    counts.forEach((seeds, modes) => {
      const [told, bar] = this.bars.children[modes].children;
      write(told, seeds ? String(seeds) : "");
      bar.style.setProperty("--share", seeds / most);
      this.bars.children[modes].dataset.all = modes === counts.length - 1;
    });
    if (performance.now() < this.spokenAt + SPOKEN_INTERVAL) return;
    this.spokenAt = performance.now();
    const said = counts.map((seeds, modes) => seeds && fill(texts["seeds.spoken.bar"], { modes: String(modes), seeds: String(seeds) }));
    this.bars.setAttribute("aria-label", fill(texts["seeds.spoken"], { values: said.filter(Boolean).join(", ") }));
  }
}

/** How many seeds cover all modes, and half of them at most: a bar, and the interval as a line over it. */
function shares({ tally, modes }) {
  const n = tally.counts.reduce((sum, seeds) => sum + seeds, 0);
  const names = { all: [modes, tally.all], half: [Math.floor(modes / 2), tally.half] };
  return Object.entries(names).filter(([name]) => name === "all" || modes > 1).map(([name, [total, [met, low, high]]]) => {
    const [label, share, range] = [make("span", {}), make("b", {}), make("i", {})];
    label.textContent = fill(texts[`seeds.${name}`], { total });
    share.textContent = fill(texts["seeds.share"], { met, n });
    range.textContent = fill(texts["seeds.range"], { low: 100 * low, high: 100 * high });
    const track = make("span", { class: "pg-seeds-track", "aria-hidden": "true" }, make("u", {}), make("s", {}));
    for (const [key, value] of Object.entries({ share: met / n, low, high })) track.style.setProperty(`--${key}`, number(value, 4));
    return make("div", { class: "pg-seeds-share", "data-which": name }, label, track, share, range);
  });
}
