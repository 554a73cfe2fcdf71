// The samples of the run, each of which can be chosen: by a click, or with arrows and the enter key.

import { button, make } from "./duel-dom.js";
import { texts } from "./language.js";
import { Pictures } from "./latent-pictures.js";
import { fill } from "./words.js";

const ACROSS = 8;
const REACH = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -ACROSS, ArrowDown: ACROSS };

export class Samples {
  /** `choose(i)` hears which sample was chosen. */
  constructor(world, choose) {
    this.pictures = new Pictures(world, { across: ACROSS, placed: () => this.place() }, { "aria-hidden": "true" });
    this.choose = choose;
    this.buttons = [];
    this.marks = "";
    this.over = make("div", { class: "pl-over", role: "group", label: "latent.samples" });
    this.over.removeAttribute("title");
    this.over.addEventListener("keydown", (event) => this.move(event));
    this.pictures.element.append(this.over);
    this.element = this.pictures.element;
  }

  show(samples) {
    while (this.buttons.length < samples.shape[0]) this.add(this.buttons.length);
    this.pictures.show(samples);
  }

  add(i) {
    const chosen = button({ class: "pl-one", tabindex: i ? "-1" : "0" }, () => this.choose(i), make("b"));
    chosen.addEventListener("focus", () => this.reach(i));
    this.buttons.push(chosen);
    this.over.append(chosen);
    this.name(i, "");
  }

  /** Puts the buttons where the samples are. */
  place() {
    this.buttons.forEach((chosen, i) => {
      const { left, top, side } = this.pictures.place(i);
      const where = `left:${left.toFixed(1)}px;top:${top.toFixed(1)}px;width:${side.toFixed(1)}px;height:${side.toFixed(1)}px`;
      if (chosen.dataset.where === where || !Number.isFinite(left + top)) return;
      chosen.dataset.where = chosen.style.cssText = where;
    });
  }

  /** `marks` are the signs of samples that are in use, by their numbers. */
  mark(marks) {
    const key = JSON.stringify(marks);
    if (key === this.marks) return;
    this.marks = key;
    this.buttons.forEach((_, i) => this.name(i, marks[i] ?? ""));
  }

  name(i, sign) {
    this.buttons[i].firstChild.textContent = sign;
    this.buttons[i].dataset.used = String(Boolean(sign));
    this.buttons[i].setAttribute("aria-label", [fill(texts["latent.sample"], { i: String(i + 1) }), sign].join(" ").trim());
  }

  retell() {
    const marks = this.buttons.map((each) => each.textContent);
    marks.forEach((sign, i) => this.name(i, sign));
  }

  reach(i) {
    this.buttons.forEach((each, j) => (each.tabIndex = i === j ? 0 : -1));
  }

  move(event) {
    const at = this.buttons.indexOf(event.target);
    const to = at + (REACH[event.key] ?? NaN);
    if (!(to >= 0 && to < this.buttons.length)) return;
    event.preventDefault();
    this.buttons[to].focus();
  }
}
