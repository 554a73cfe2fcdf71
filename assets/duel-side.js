// One side of a duel: what it is, its picture, its numbers, and what the picture means.

import { inWords } from "./complaints.js";
import { button, letter, make, write } from "./duel-dom.js";
import { parted } from "./duel-words.js";
import { language, texts } from "./language.js";
import { Line } from "./line.js";
import { PICTURES } from "./pictures.js";
import { fill, number } from "./words.js";

const CAPTION_HOLD = 900;
const FEWEST = 2;
const ROOMY = 460;

/** The densities of all sides on one scale: that of the tallest. */
class SharedLine extends Line {
  densityScale(arrays, box, settle) {
    return super.densityScale(this.tallest ?? arrays, box, settle);
  }
}

const OF_DUEL = { ...PICTURES, line: SharedLine };

export class Side {
  /** `acts`: choose(number, variant), retune(number, text), remove(number), again() for another drawing. */
  constructor(place, { names, example, layers }, acts) {
    Object.assign(this, { place, names, layers, acts });
    this.pictures = {};
    this.captionAt = -Infinity;
    this.build(example);
    new ResizeObserver(() => this.resize()).observe(this.stage);
  }

  build(example) {
    this.menu = make("select", { class: "pg-duel-select", label: "duel.choose" });
    this.menu.onchange = () => this.choose(this.menu.value, this.rest.value);
    this.rest = make("input", { type: "text", spellcheck: "false", autocomplete: "off", placeholder: example });
    this.details = this.more();
    this.remove = button({ class: "pg-duel-tool pg-duel-remove", label: "duel.remove" }, () => this.acts.remove(this.place));
    this.canvas = make("canvas", { role: "img" });
    this.badge = make("div", { class: "pg-badge", hidden: "" });
    this.stage = make("div", { class: "pg-duel-stage" }, this.canvas);
    this.numbers = make("dl", { class: "pg-duel-numbers" });
    this.caption = make("p", { class: "pg-duel-caption" });
    const mark = make("b", { class: "pg-duel-letter", "aria-hidden": "true" });
    mark.textContent = letter(this.place);
    this.element = make("section", { class: "pg-duel-side", "data-side": this.place },
      make("header", {}, mark, this.menu, this.details, this.remove), this.stage,
      make("div", { class: "pg-duel-row" }, this.badge, this.numbers), this.caption);
  }

  /** Further settings as text: for a new start, or from the present step on. */
  more() {
    const restart = make("button", { type: "submit", text: "duel.restart" });
    const now = button({ text: "duel.now" }, () => this.acts.retune(this.place, this.rest.value.trim()));
    this.shown = make("span");
    const form = make("form", { class: "pg-menu" }, make("label", {}, make("span", { text: "duel.settings" }), this.rest),
      make("p", { text: "duel.settings.help" }), make("div", { class: "pg-duel-group" }, restart, now));
    form.onsubmit = (event) => {
      event.preventDefault();
      this.choose(this.menu.value, this.rest.value);
    };
    const details = make("details", { class: "pg-duel-more" }, make("summary", { label: "duel.settings" }, this.shown), form);
    details.addEventListener("keydown", ({ key }) => key === "Escape" && (details.open = false));
    document.addEventListener("click", ({ target }) => details.contains(target) || (details.open = false));
    return details;
  }

  choose(choice, rest) {
    this.details.open = false;
    this.acts.choose(this.place, [choice, rest.trim()].filter(Boolean).join("&"));
  }

  /** What the side is: its text, what it could be, and how many sides there are. */
  set(variant, choices, count) {
    this.known = { variant, choices, count };
    const { choice, rest } = parted(variant);
    const options = choices.some(([text]) => text === choice) ? choices : [...choices, null];
    this.menu.replaceChildren(...options.map((each) =>
      each ? new Option(this.names.choice(each), each[0]) : new Option(this.spelled(choice), choice)));
    this.menu.value = choice;
    this.title = this.menu.selectedOptions[0]?.textContent ?? "";
    this.menu.title = this.title;
    if (this.written !== rest) this.rest.value = this.written = rest;
    this.details.dataset.chosen = Boolean(rest);
    write(this.shown, rest || texts["duel.more"]);
    this.element.setAttribute("aria-label", fill(texts["duel.side"], { side: letter(this.place), name: this.title }));
    this.remove.hidden = count <= FEWEST;
    this.captionKey = this.shape = null;
  }

  spelled(choice) {
    return [...new URLSearchParams(choice)].map(([path, text]) => this.names.value(path, text)).join(", ");
  }

  /** Draws a frame of this side; `tallest` holds the densities that the scale is made for. */
  draw({ header, arrays }, { colours, calm, tallest }) {
    if (!(this.width > 0) || !(header.picture in OF_DUEL)) return;
    const context = this.canvas.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    const picture = (this.pictures[header.picture] ??= new OF_DUEL[header.picture](this.canvas, () => this.acts.again()));
    picture.tallest = tallest;
    const shown = this.layers[header.picture];
    const size = { width: this.width, height: this.height, ratio: this.ratio };
    picture.draw(context, size, { header, arrays }, { colours, texts, calm, shows: (layer) => shown.includes(layer) });
  }

  /** Writes what goes with the picture. */
  tell(header) {
    const { facts, metrics } = header;
    const some = facts?.modes > 1 && typeof metrics?.modes === "number";
    write(this.badge, some ? fill(texts["badge.modes"], { found: metrics.modes, total: facts.modes }) : "");
    this.badge.hidden = !some;
    if (metrics) this.count(metrics);
    this.explain(header);
  }

  count(metrics) {
    const distances = ["jsd", "w1", "sliced_w1"].filter((name) => name in metrics);
    const kept = distances.slice(0, this.width > ROOMY ? 2 : 1);
    const names = [...kept, ...("ranking" in metrics ? ["ranking"] : [])];
    const shape = `${names} ${language()}`;
    if (shape !== this.shape) {
      this.numbers.replaceChildren(...names.map((name) => {
        const term = make("dt", { title: texts[`metrics.${name}.help`] ?? "" });
        term.textContent = texts[`metrics.${name}`] ?? name;
        return make("div", {}, term, make("dd"));
      }));
      this.shape = shape;
    }
    names.forEach((name, i) => write(this.numbers.children[i].lastChild, number(metrics[name])));
  }

  explain(header) {
    const { error, playing, reading } = header;
    const [key, values] = reading ?? ["", {}];
    const moment = performance.now();
    // While it plays a sentence stays long enough to be read.
    if (playing && !error && this.captionKey && key !== this.captionKey && moment - this.captionAt < CAPTION_HOLD) return;
    if (key !== this.captionKey) this.captionAt = moment;
    this.captionKey = key;
    const push = texts[`push.${values?.push || "none"}`];
    write(this.caption, error ? inWords(error) : fill(texts[`caption.${key}`] ?? "", { ...values, push }));
    this.caption.dataset.alert = Boolean(error);
    if (playing && moment - (this.labelAt ?? -Infinity) < CAPTION_HOLD) return;
    this.labelAt = moment;
    const label = `${letter(this.place)}, ${this.title}. ${texts[`stage.${header.picture}`] ?? ""} ${this.caption.textContent}`;
    this.canvas.setAttribute("aria-label", label);
  }

  resize() {
    this.ratio = Math.max(1, window.devicePixelRatio || 1);
    this.width = this.stage.clientWidth;
    this.height = this.stage.clientHeight;
    this.canvas.width = Math.round(this.width * this.ratio);
    this.canvas.height = Math.round(this.height * this.ratio);
    this.acts.again();
  }
}
