// Arithmetic on latents: the mean of up to three samples, minus that of others, plus that of others again.

import { button, make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { Pictures } from "./latent-pictures.js";
import { Slot } from "./latent-slot.js";
import { chosen } from "./latent-world.js";

const GROUPS = [["plus", "+"], ["minus", "−"], ["more", "+"]];
const SLOTS = 3;
/** The result stands in the middle of its neighbours. */
const AROUND = [1, 2, 3, 4, 0, 5, 6, 7, 8];

export class Sum {
  constructor(world, press, change) {
    Object.assign(this, { world, change });
    this.groups = GROUPS.map(([key, sign]) => Array.from({ length: SLOTS }, (_, i) => {
      const slot = new Slot(world, `${key}-${i}`, sign, `latent.sum.${key}`, () => press(slot));
      return slot;
    }));
    this.slots = this.groups.flat();
    this.result = new Pictures(world);
    this.around = new Pictures(world, { across: 3, style: "near" });
    this.why = make("p", { class: "pl-why" });
    const group = ([key], i) => make("div", { class: "pl-group", role: "group", label: `latent.sum.${key}` }, ...this.groups[i].map(({ element }) => element));
    const signs = (sign) => make("span", { class: "pl-arrow", "aria-hidden": "true" }, sign);
    this.element = make("div", { class: "pl-sum" },
      make("div", { class: "pl-terms" }, group(GROUPS[0], 0), signs("−"), group(GROUPS[1], 1), signs("+"), group(GROUPS[2], 2),
        button({ class: "pd-button", text: "latent.clear" }, () => this.clear())),
      make("span", { class: "pl-arrow pl-equals", "aria-hidden": "true" }, "="),
      make("div", { class: "pl-results" }, this.result.element, this.around.element), this.why);
  }

  clear() {
    for (const slot of this.slots) slot.held = null;
    this.change();
  }

  get recipe() {
    const held = this.groups.map((group) => group.map((slot) => slot.held).filter((each) => each !== null));
    if (!held.some(({ length }) => length)) return {};
    return { sum: Object.fromEntries(GROUPS.map(([key], i) => [key, held[i]])) };
  }

  show(samples) {
    this.result.show(chosen(samples, [0]));
    this.around.show(this.world.tiled ? chosen(samples, AROUND) : samples);
  }

  retell(samples, target) {
    for (const slot of this.slots) slot.show(samples, slot === target);
    const empty = !this.recipe.sum;
    if (empty) for (const pictures of [this.result, this.around]) pictures.show(null);
    write(this.why, texts[empty ? "latent.sum.how" : this.world.shell ? "latent.sum.shell" : "latent.sum.flat"]);
    this.result.tell(texts[empty ? "latent.empty" : "latent.sum.result"]);
    this.around.tell(texts[empty ? "latent.empty" : "latent.sum.around"]);
  }
}
