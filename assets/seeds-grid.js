// The wall: one small picture for each seed, all of them buttons.

import { make, write } from "./duel-dom.js";
import { language, texts } from "./language.js";
import { mark, show } from "./seeds-marks.js";
import { Painter } from "./seeds-paint.js";
import { fill } from "./words.js";

const GAP = 6;
const FOOT = 20;
const NARROW = 900;
const NARROW_COLUMNS = 4;

export class Grid {
  /** `acts`: open(place) opens a seed, again() asks for another drawing. */
  constructor(acts) {
    this.acts = acts;
    this.painter = new Painter();
    this.tiles = [];
    this.element = make("div", { class: "pg-seeds-grid", role: "group", label: "seeds.wall" });
    this.element.removeAttribute("title");
    this.element.addEventListener("keydown", (event) => this.move(event));
    this.element.addEventListener("click", ({ target }) => {
      const at = this.tiles.findIndex(({ element }) => element.contains(target));
      if (at >= 0) acts.open(at);
    });
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  /** There are as many pictures as seeds. */
  set(count) {
    if (count === this.tiles.length) return;
    while (this.tiles.length > count) this.tiles.pop().element.remove();
    while (this.tiles.length < count) this.tiles.push(this.tile());
    if (!this.tiles.some(({ element }) => element.tabIndex === 0)) this.tiles[0].element.tabIndex = 0;
    this.fit();
  }

  tile() {
    const canvas = make("canvas", { "aria-hidden": "true" });
    const [seed, sign, modes] = [make("i", {}), mark("open"), make("b", {})];
    const element = make("button", { type: "button", class: "pg-seed", tabindex: -1 }, canvas,
      make("span", { class: "pg-seed-foot" }, sign, modes, seed));
    this.element.append(element);
    return { element, canvas, seed, sign, modes };
  }

  /** As large as all pictures can be at once; on a phone the page scrolls instead. */
  fit() {
    const [count, width, height] = [this.tiles.length, this.element.clientWidth, this.element.clientHeight];
    if (!count || !width) return;
    let [best, columns] = [0, 1];
    for (let tried = 1; tried <= count; tried += 1) {
      const rows = Math.ceil(count / tried);
      const side = Math.min((width - GAP * (tried - 1)) / tried, (height - GAP * (rows - 1)) / rows - FOOT);
      if (side > best) [best, columns] = [side, tried];
    }
    if (innerWidth <= NARROW) [best, columns] = [(width - GAP * (NARROW_COLUMNS - 1)) / NARROW_COLUMNS, NARROW_COLUMNS];
    this.side = Math.floor(best);
    this.columns = columns;
    this.ratio = Math.max(1, devicePixelRatio || 1);
    this.element.style.setProperty("--columns", columns);
    this.element.style.setProperty("--side", `${this.side}px`);
    for (const { canvas } of this.tiles) canvas.width = canvas.height = Math.round(this.side * this.ratio);
    this.acts.again();
  }

  draw(frame, colours) {
    if (!(this.side > 0)) return;
    this.painter.prepare(frame, this.side, this.ratio, colours);
    this.tiles.forEach(({ canvas }, i) => this.painter.paint(canvas, frame.arrays, i));
  }

  /** What is below the pictures, and what is said of them. */
  tell({ seeds, coverage, modes, kinds }) {
    this.tiles.forEach((tile, i) => {
      const kind = kinds[i] ?? "open";
      const counted = coverage && modes > 1;
      const covered = coverage?.[i];
      const key = [seeds[i], covered, kind, modes, language()].join();
      if (tile.key === key) return;
      tile.key = key;
      show(tile.sign, kind);
      tile.element.dataset.kind = kind;
      write(tile.modes, counted ? `${covered ?? "–"}/${modes}` : "");
      write(tile.seed, String(seeds[i]));
      const said = { seed: seeds[i], modes: covered ?? null, total: modes, kind: texts[`seeds.kind.${kind}`] };
      tile.element.setAttribute("aria-label", fill(texts[counted ? "seeds.tile" : "seeds.tile.plain"], said));
      tile.element.title = tile.element.getAttribute("aria-label");
    });
  }

  /** One seed at a time is in the tab order; arrows go to its neighbours. */
  move(event) {
    const at = this.tiles.findIndex(({ element }) => element === document.activeElement);
    const last = this.tiles.length - 1;
    const reach = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - this.columns, ArrowDown: at + this.columns, Home: 0, End: last };
    if (at < 0 || !(event.key in reach)) return;
    event.preventDefault();
    const to = reach[event.key];
    if (to < 0 || to > last) return;
    this.tiles[at].element.tabIndex = -1;
    this.tiles[to].element.tabIndex = 0;
    this.tiles[to].element.focus();
  }
}
