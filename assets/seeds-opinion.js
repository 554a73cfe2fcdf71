// Does the loss tell the quality? A dot for each seed: what the players say of it, and how far it is from the data.

import { tickText } from "./draw.js";
import { make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { check, segments } from "./several-bar.js";
import { fill } from "./words.js";

const WHICH = ["loss_d", "loss_g", "estimate"];
/** Beyond so many times the range of the middle half on either side, a dot waits at the edge. */
const OUTLYING = 3;

export class Opinion {
  constructor({ compared, tracks }, names) {
    Object.assign(this, { compared, tracks, names });
    this.choice = WHICH[0];
    this.menu = segments("seeds-opinion", "seeds.opinion.choose", WHICH, (key) => make("b", { text: `seeds.opinion.${key}` }), (key) => {
      this.choice = key;
      this.draw();
    });
    check(this.menu, this.choice);
    this.dots = make("div", { class: "pg-seeds-dots", role: "img" });
    this.ends = Object.fromEntries(["top", "bottom", "left", "right"].map((end) => [end, make("b", { "data-end": end })]));
    const { top, bottom, left, right } = this.ends;
    this.plot = make("div", { class: "pg-seeds-scatter" }, top, bottom, left, right, make("span", { text: "seeds.opinion.distance" }),
      this.dots);
    this.meaning = make("p", { class: "pg-seeds-meaning" });
    this.rho = make("p", { class: "pg-seeds-note" });
    this.measured = make("div", {});
    this.element = make("section", { class: "pg-seeds-opinion" }, make("h3", { class: "pg-seeds-title", text: "seeds.opinion" }),
      this.menu, this.plot, this.meaning, this.rho,
      make("details", { ...(tracks.length ? {} : { hidden: "" }) }, make("summary", { text: "seeds.opinion.measured" }), this.measured));
    this.redraw();
  }

  /** Another language: everything is written anew. */
  redraw() {
    this.key = null;
    this.measured.replaceChildren(...this.tracks.flatMap(({ preset, force, truth, told, ...numbers }) => {
      const name = this.names.force(force, preset);
      return [line("track", { name, truth: texts[`metrics.${truth}`], ...numbers }),
        ...told.map(({ said, ...found }) => line("told", { said: texts[`metrics.${said}`], ...found }))];
    }));
  }

  tell({ opinions, seeds, kinds }) {
    const key = JSON.stringify([opinions?.step, opinions?.distance, seeds, kinds]);
    if (key === this.key) return;
    Object.assign(this, { key, opinions, seeds, kinds });
    this.draw();
  }

  draw() {
    const said = this.said();
    const estimate = this.menu.querySelector('[value="estimate"]');
    estimate.disabled = Boolean(this.opinions) && !this.name("estimate");
    this.plot.hidden = this.rho.hidden = !said;
    if (!said) {
      write(this.meaning, fill(texts["seeds.opinion.open"], { steps: this.compared }));
      return;
    }
    this.place(said, this.opinions.distance);
    const { rho, low, high, agree, n } = this.opinions.ranks[this.name()];
    const known = Number.isFinite(rho);
    const verdict = !known ? "same" : low > 0 ? "better" : high < 0 ? "worse" : "nothing";
    write(this.meaning, fill(texts[`seeds.opinion.${verdict}`], { agree: 100 * (low > 0 ? agree : 1 - agree) }));
    write(this.rho, known ? fill(texts["seeds.opinion.rho"], { rho, low, high }) : "");
    this.rho.title = fill(texts["seeds.opinion.rho.help"], { n, step: this.opinions.step });
    this.dots.setAttribute("aria-label", `${texts[`seeds.opinion.${this.choice}.help`]} ${this.rho.textContent}`);
  }

  /** The metric that is chosen; a loss that estimates no distance has none of that kind. */
  name(choice = this.choice) {
    const names = Object.keys(this.opinions?.said ?? {});
    return choice === "estimate" ? names.find((name) => name.endsWith("_estimate")) : names.find((name) => name === choice);
  }

  /** The chosen number of each seed; that of D's loss where there is no estimate. */
  said() {
    if (this.opinions && !this.name()) {
      this.choice = WHICH[0];
      check(this.menu, this.choice);
    }
    return this.opinions?.said[this.name()];
  }

  place(said, distance) {
    const [left, right] = bulk(said);
    const [bottom, top] = bulk(distance);
    while (this.dots.children.length > said.length) this.dots.lastChild.remove();
    while (this.dots.children.length < said.length) this.dots.append(make("i", {}));
    said.forEach((value, i) => {
      const dot = this.dots.children[i];
      dot.hidden = !(Number.isFinite(value) && Number.isFinite(distance[i]));
      dot.style.left = `${100 * share(value, left, right)}%`;
      dot.style.bottom = `${100 * share(distance[i], bottom, top)}%`;
      dot.dataset.kind = this.kinds[i] ?? "open";
      dot.title = fill(texts["seeds.opinion.dot"], { seed: this.seeds[i], said: value, distance: distance[i] });
    });
    for (const [end, value] of Object.entries({ top, bottom, left, right })) write(this.ends[end], tickText(Number(value.toPrecision(3))));
  }
}

function line(key, values) {
  const words = make("p", { class: `pg-opinion-${key}` });
  write(words, fill(texts[`seeds.opinion.${key}`], values));
  return words;
}

/** The least and the greatest of all finite values but outliers. */
function bulk(values) {
  const sorted = values.filter(Number.isFinite).sort((one, other) => one - other);
  if (!sorted.length) return [0, 1];
  const [low, high] = [0.25, 0.75].map((part) => sorted[Math.round(part * (sorted.length - 1))]);
  const reach = OUTLYING * (high - low);
  return [Math.max(sorted[0], low - reach), Math.min(sorted.at(-1), high + reach)];
}

function share(value, low, high) {
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
}
