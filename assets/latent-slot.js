// A place for one sample: it shows the one it holds, and a press makes it the next to be filled.

import { button, make } from "./duel-dom.js";
import { texts } from "./language.js";
import { chosen } from "./latent-world.js";

export class Slot {
  /** `sign` is what marks its sample on the sheet, `name` its key in the words. */
  constructor(world, key, sign, name, press) {
    Object.assign(this, { world, key, sign, name, held: null });
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.empty = make("span", {}, sign);
    this.element = button({ class: "pl-slot", "aria-pressed": "false", "data-slot": key }, press, this.canvas, this.empty);
  }

  /** Shows its sample out of all of them, and whether it is the one to be filled. */
  show(samples, pressed) {
    const { world, held, element } = this;
    const drawn = held !== null && world.tiled && samples && world.fits(samples) && held < samples.shape[0];
    if (drawn) world.sheet(chosen(samples, [held]), 1, this.canvas);
    this.canvas.hidden = !drawn;
    this.empty.hidden = drawn;
    this.empty.textContent = held === null || world.tiled ? this.sign : `z${held + 1}`;
    element.setAttribute("aria-pressed", String(pressed));
    const what = held === null ? texts["latent.empty"] : texts["latent.sample"].replace("{i}", held + 1);
    element.setAttribute("aria-label", `${texts[this.name]}: ${what}`);
    element.title = texts[this.name];
  }
}
