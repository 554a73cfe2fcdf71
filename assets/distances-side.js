// The shape of one law and the sliders of its numbers.

import { make } from "./duel-dom.js";
import { Slider } from "./distances-slider.js";
import { texts } from "./language.js";

export class Side {
  /** `law` is "p" or "q" by `who`; `change()` is called after each change of it. */
  constructor(who, law, shapes, change) {
    Object.assign(this, { law, change, shown: new Map(), key: "" });
    this.select = make("select", { label: `distances.shape.${who}` }, ...shapes.map(({ key, title }) => {
      const option = make("option", { value: key, "data-text": `distribution.${key}.title` });
      option.textContent = texts[`distribution.${key}.title`] ?? title;
      return option;
    }));
    this.select.addEventListener("change", () => {
      law.become(this.select.value);
      change();
    });
    this.sliders = make("div", { class: "pd-sliders" });
    this.element = make("div", { class: `pd-side pd-side-${who}` }, make("div", { class: "pd-line" }, make("b", {}, who), this.select), this.sliders);
  }

  show() {
    if (this.key !== this.law.key) this.become();
    for (const [name, slider] of this.shown) slider.show(this.law.values[name]);
  }

  /** Sliders for another shape. */
  become() {
    const { law } = this;
    this.key = this.select.value = law.key;
    this.shown = new Map(law.shown.map((knob) => {
      const own = texts[`knob.${knob.name}`] ?? knob.name.replaceAll("_", " ");
      return [knob.name, new Slider(knob, `knob.${knob.name}`, own, (value) => {
        law.set(knob.name, value);
        this.change();
      })];
    }));
    this.sliders.replaceChildren(...[...this.shown.values()].map(({ element }) => element));
  }
}
