// Does G repeat what it has seen? A sample beside the training pictures nearest to it, with their distances.

import { inWords } from "./complaints.js";
import { readColours } from "./draw.js";
import { button, make, write } from "./duel-dom.js";
import { onLanguage, texts } from "./language.js";
import { Asking } from "./latent-ask.js";
import { onTheme } from "./themes.js";
import { shadesOf, sheetOf } from "./tiles-sheet.js";
import { fill } from "./words.js";

const SHOWN = 3;
const SAMPLES = 64;

export class Nearest {
  /** `place` is the stage; `mark(i)` hears which sample is looked at, or null. */
  constructor(place, base, mark) {
    Object.assign(this, { place, mark, sample: 0, answer: null });
    this.asking = new Asking(base, { take: (header, arrays) => this.take(header, arrays), complain: (sentence) => this.complain(sentence) });
    this.opener = button({ class: "pg-nearest-open", text: "nearest.open", "aria-expanded": "false", hidden: "" }, () => (this.card.hidden ? this.ask(this.sample) : this.close()));
    this.figures = Array.from({ length: SHOWN + 1 }, () => {
      const [image, caption] = [make("img", { alt: "" }), make("figcaption")];
      return { image, caption, element: make("figure", {}, image, caption) };
    });
    this.title = make("h3");
    this.said = make("p", { "aria-live": "polite" });
    const turn = (label, sign, by) => button({ class: "pg-tool", label }, () => this.ask((this.sample + by + SAMPLES) % SAMPLES), sign);
    this.card = make("section", { class: "pg-nearest", hidden: "" },
      make("div", { class: "pg-nearest-head" }, this.title, turn("nearest.before", "‹", -1), turn("nearest.next", "›", 1), button({ class: "pg-tool", label: "nearest.close" }, () => this.close(), "×")),
      make("div", { class: "pg-nearest-row" }, ...this.figures.map(({ element }) => element)), this.said);
    this.card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    place.append(this.opener, this.card);
    onLanguage(() => this.show());
    onTheme(() => this.show());
  }

  /** A frame came of this run: where it shows no pictures, or those of another run, nothing is open. */
  follow({ picture, line }, run) {
    const known = picture === "tiles";
    if (this.opener.hidden === known) this.opener.hidden = !known;
    if (!this.card.hidden && (!known || line !== this.line)) this.close();
    Object.assign(this, { line });
    this.asking.run = run;
  }

  ask(sample) {
    if (sample < 0) return;
    this.sample = sample;
    this.asking.begin({ nearest: sample });
  }

  take(header, arrays) {
    // The run may have become one of points meanwhile.
    if (!header.nearest) return;
    this.answer = { ...header.nearest, step: header.step, arrays };
    this.card.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.mark(this.answer.sample);
    this.show();
  }

  complain(sentence) {
    if (!sentence) return;
    this.card.hidden = false;
    write(this.said, inWords(sentence));
  }

  show() {
    if (this.card.hidden || !this.answer) return;
    const { arrays: { sample, nearest }, distances, usual, among, step } = this.answer;
    const shades = shadesOf(readColours(this.card));
    const size = nearest.values.length / nearest.shape[0];
    this.figures.forEach(({ image, caption, element }, i) => {
      element.hidden = i > distances.length;
      if (element.hidden) return;
      const values = i ? nearest.values.subarray((i - 1) * size, i * size) : sample.values;
      this.canvas = sheetOf({ shape: [1, ...nearest.shape.slice(1)], values }, 1, 1, shades, this.canvas);
      image.src = this.canvas.toDataURL();
      write(caption, i ? fill("{distance:1}", { distance: distances[i - 1] }) : "G(z)");
    });
    write(this.title, fill(texts["nearest.title"], { i: this.answer.sample + 1, step }));
    const key = usual === null ? "nearest.alone" : "nearest.said";
    write(this.said, fill(texts[key], { count: among, usual: usual ?? 0, distance: distances[0] ?? 0 }));
  }

  close() {
    const held = this.card.contains(document.activeElement);
    this.card.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    this.mark(null);
    if (held) this.opener.focus();
  }
}
