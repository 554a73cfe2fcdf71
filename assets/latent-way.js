// The way between two samples: ten pictures of it side by side, and one that walks along.

import { CALM } from "./distances-sheet.js";
import { button, make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { Pictures } from "./latent-pictures.js";
import { Slot } from "./latent-slot.js";
import { chosen } from "./latent-world.js";

const STEPS = 28;
const EVERY = 3;
const ACROSS = 5;
/** The first samples to go between. */
const FIRST = [1, 6];
const SECONDS = 2.6;

export class Way {
  /** `press(slot)` hears which end is to be filled, `change()` that another way is wanted. */
  constructor(world, press, change) {
    Object.assign(this, { world, change, straight: null, at: 0, walking: !CALM.matches });
    this.slots = [["from", "A"], ["to", "B"]].map(([key, sign], i) => {
      const slot = new Slot(world, key, sign, `latent.${key}`, () => press(slot));
      slot.held = FIRST[i];
      return slot;
    });
    this.strip = new Pictures(world, { across: ACROSS, style: "path" });
    this.walker = new Pictures(world, { meshed: STEPS });
    this.ways = [false, true].map((straight) => button(
      { class: "pd-button", "aria-pressed": "false", text: straight ? "latent.straight" : "latent.arc" }, () => this.choose(straight)));
    this.slider = make("input", { type: "range", min: 0, max: STEPS - 1, step: 1, value: 0, label: "latent.walk" });
    this.slider.addEventListener("input", () => {
      this.stop();
      this.put(Number(this.slider.value));
    });
    this.run = button({ class: "pd-button pl-walk", "aria-pressed": "false" }, () => (this.walking ? this.stop() : this.walk()));
    this.why = make("p", { class: "pl-why" });
    this.element = make("div", { class: "pl-way" },
      make("div", { class: "pl-line" }, this.slots[0].element, make("span", { class: "pl-arrow", "aria-hidden": "true" }, "→"), this.slots[1].element,
        make("div", { class: "pl-ways", role: "group", label: "latent.ways" }, ...this.ways), this.run, this.slider),
      make("div", { class: "pl-walks" }, this.strip.element, this.walker.element), this.why);
    this.walker.element.classList.add("pl-walker");
    this.strip.element.classList.add("pl-strip");
  }

  get recipe() {
    const [from, to] = this.slots.map(({ held }) => held);
    return { strip: { from, to, n: STEPS, straight: this.straight } };
  }

  choose(straight) {
    this.straight = straight;
    this.change();
  }

  /** The answer: all steps of the way. */
  show(samples) {
    this.samples = samples;
    const all = Array.from({ length: STEPS }, (_, i) => i);
    // Points make one picture of the way; tiles a strip.
    if (this.world.tiled) this.strip.show(chosen(samples, all.filter((i) => i % EVERY === 0)));
    this.walker.under = samples;
    this.put(this.at);
  }

  retell(samples, target) {
    for (const slot of this.slots) slot.show(samples, slot === target);
    const { world, straight } = this;
    const now = straight ?? !world.shell;
    this.ways.forEach((way, i) => way.setAttribute("aria-pressed", String(now === Boolean(i))));
    const reason = world.shell ? (now ? "middle" : "shell") : world.room;
    write(this.why, texts[`latent.why.${reason}`]);
    write(this.run, texts[this.walking ? "latent.stop" : "latent.go"]);
    this.run.setAttribute("aria-pressed", String(this.walking));
    this.strip.tell(texts["latent.strip"]);
    this.walker.tell(texts["latent.walk"]);
  }

  put(at) {
    this.at = at;
    this.slider.value = at;
    if (this.samples) this.walker.show(chosen(this.samples, [at]));
  }

  stop() {
    this.walking = false;
    this.rest();
    this.change();
  }

  walk() {
    this.walking = true;
    this.wake();
    this.change();
  }

  /** Walks to and fro while somebody looks. */
  wake() {
    if (!this.walking || this.moving) return;
    const began = performance.now() - (this.at / (STEPS - 1)) * SECONDS * 1000;
    const step = (now) => {
      const phase = ((now - began) / 1000 / SECONDS) % 2;
      const at = Math.round((phase < 1 ? phase : 2 - phase) * (STEPS - 1));
      if (at !== this.at) this.put(at);
      this.moving = requestAnimationFrame(step);
    };
    this.moving = requestAnimationFrame(step);
  }

  rest() {
    cancelAnimationFrame(this.moving);
    this.moving = 0;
  }
}
