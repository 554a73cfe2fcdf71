// A number with a slider and a field for it; both say its name.

import { make } from "./duel-dom.js";
import { nearest, stopsOf } from "./scale.js";

export class Slider {
  /** `knob` has name, low, high, log and kind; `text` is the key of its words, `own` the words if it has none. */
  constructor(knob, text, own, change) {
    this.stops = stopsOf(knob);
    const name = make("span", { "data-text": text });
    name.textContent = own;
    this.name = name;
    this.range = make("input", { type: "range", min: 0, max: this.stops.length - 1, step: 1 });
    this.field = make("input", { type: "number", min: knob.low, max: knob.high, step: "any" });
    this.element = make("div", { class: "pd-slider" }, name, this.range, this.field);
    this.range.addEventListener("input", () => change(this.stops[this.range.value]));
    this.field.addEventListener("change", () => change(Math.min(knob.high, Math.max(knob.low, this.field.valueAsNumber || 0))));
  }

  show(value) {
    for (const input of [this.range, this.field]) input.setAttribute("aria-label", this.name.textContent);
    this.range.value = nearest(this.stops, value);
    this.range.setAttribute("aria-valuetext", String(value));
    this.range.style.setProperty("--share", this.range.value / this.range.max);
    if (document.activeElement !== this.field) this.field.value = value;
  }
}
