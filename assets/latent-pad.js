// A plane through the latent space: a hand on it moves z along two directions, sliders along others.

import { crisp, formula, withAlpha } from "./draw.js";
import { dot, mapping, placeOf, within } from "./distances-sheet.js";
import { button, make, write } from "./duel-dom.js";
import { Slider } from "./distances-slider.js";
import { texts } from "./language.js";
import { Pictures } from "./latent-pictures.js";
import { Slot } from "./latent-slot.js";
import { fill, number } from "./words.js";

const GRID = 7;
const SLIDERS = 4;
const STEP = 0.02;
/** The server takes no larger coordinates. */
const FARTHEST = 10;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
export const BASES = ["principal", "axes"];

export class Pad {
  /** `press(slot)`: the sample to start from is to be chosen; `ask(recipe)` asks at once, `change()` for everything. */
  constructor(world, press, ask, change) {
    Object.assign(this, { world, ask, change, basis: BASES[0], on: [0, 1], at: null, key: "" });
    this.slot = new Slot(world, "base", "○", "latent.base", () => press(this.slot));
    this.slot.held = 0;
    this.field = new Pictures(world, { across: GRID, faint: 0.5, over: (pen) => this.paint(pen) },
      { class: "pl-field", tabindex: "0", role: "slider", "aria-valuenow": "0" });
    this.shown = new Pictures(world, { across: 1, meshed: GRID });
    this.bases = BASES.map((name) => button({ class: "pd-button", "aria-pressed": "false", text: `latent.basis.${name}` }, () => this.take({ basis: name })));
    this.again = button({ class: "pd-button", text: "latent.again" }, () => this.take({ anew: true }));
    this.found = make("p", { class: "pl-found" });
    this.menus = [0, 1].map((i) => {
      const menu = make("select", { label: `latent.on.${i ? "up" : "across"}` });
      menu.addEventListener("change", () => this.turn(i, Number(menu.value)));
      return menu;
    });
    this.sliders = make("div", { class: "pl-sliders" });
    const labelled = (menu, sign) => make("label", { class: "pl-menu" }, make("span", { "aria-hidden": "true" }, sign), menu);
    this.element = make("div", { class: "pl-pad" }, this.field.element,
      make("div", { class: "pl-shown" }, this.shown.element),
      make("div", { class: "pl-controls" },
        make("div", { class: "pl-line pl-start" }, this.slot.element, this.again),
        make("div", { class: "pl-ways", role: "group", label: "latent.basis" }, ...this.bases),
        make("div", { class: "pl-line" }, ...this.menus.map((menu, i) => labelled(menu, "↔↕"[i]))),
        this.sliders, this.found));
    this.listen();
  }

  listen() {
    const { canvas } = this.field.sheet;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.held = true;
      this.follow(event);
    });
    canvas.addEventListener("pointermove", (event) => this.held && this.follow(event));
    canvas.addEventListener("lostpointercapture", () => {
      this.held = false;
      this.change();
    });
    canvas.addEventListener("keydown", (event) => {
      const step = KEYS[event.key];
      if (!step || !this.at) return;
      event.preventDefault();
      const size = STEP * 2 * this.reach * (event.shiftKey ? 5 : 1);
      this.put(this.on.map((direction, i) => this.at[direction] + step[i] * size));
    });
  }

  get reach() {
    return this.world.reach[1];
  }

  /** The sample under the hand, and the directions. */
  get quick() {
    return { basis: this.basis, ...(this.anew ? { anew: true } : {}), ...(this.at ? { pad: this.place } : {}) };
  }

  /** The plane behind the hand. */
  get behind() {
    return this.at ? { plane: { ...this.place, on: this.on, n: GRID } } : {};
  }

  get place() {
    return { base: this.slot.held, basis: this.basis, at: this.at };
  }

  /** Other directions, or the same found anew: the pad goes back to where its sample lies on them. */
  take({ basis = this.basis, anew = false }) {
    Object.assign(this, { basis, anew, at: null });
    this.change();
  }

  /** Another sample to start from. */
  restart() {
    this.at = this.coordinates ? this.home(this.slot.held) : null;
    this.change();
  }

  turn(place, direction) {
    const other = this.on[1 - place];
    if (direction === other) this.on[1 - place] = this.on[place];
    this.on[place] = direction;
    this.offer();
    this.change();
  }

  follow(event) {
    const map = this.map;
    if (!map || !this.at) return;
    const [x, y] = placeOf(event);
    this.put([map.atX(x), map.atY(y)].slice(0, this.on.length));
  }

  put(values) {
    const held = values.map((value) => Number(Math.max(-this.reach, Math.min(this.reach, value)).toFixed(3)));
    this.at = [...this.at];
    this.on.forEach((direction, i) => (this.at[direction] = held[i]));
    this.field.sheet.soon();
    this.tell();
    this.ask({ pad: this.place });
  }

  /** Where a sample of the sheet lies along the directions. */
  home(i) {
    const { values, shape } = this.coordinates;
    const own = values.subarray(i * shape[1], (i + 1) * shape[1]);
    return Array.from(own, (value) => Number(Math.max(-FARTHEST, Math.min(FARTHEST, value)).toFixed(4)));
  }

  show(header, { coordinates, pad, plane }, recipe) {
    // What was on its way when new directions were asked for does not bring them.
    if (recipe.anew) this.anew = false;
    if (coordinates) this.learn(header, coordinates);
    if (plane && recipe.plane.on.join() === this.on.join()) {
      // Points have no place on the pad: there its grid lies over the data, bent by G.
      if (this.world.tiled) this.field.show(plane);
      else this.shown.under = plane;
    }
    this.field.sheet.soon();
    if (pad) this.shown.show(pad);
    this.tell();
  }

  learn(header, coordinates) {
    Object.assign(this, { coordinates, axes: header.axes, foundAt: header.found });
    const key = [header.basis, header.found, header.latent, header.prior].join();
    if (key === this.key && this.at) return;
    this.key = key;
    const count = coordinates.shape[1];
    if (count < 2) this.on = [0];
    else if (this.on.length < 2 || Math.max(...this.on) >= count) this.on = [0, 1];
    this.at = this.home(this.slot.held);
    this.offer();
    this.change();
  }

  name(direction) {
    return this.axes.length ? `z${sub(this.axes[direction] + 1)}` : `v${sub(direction + 1)}`;
  }

  /** Menus and sliders for the directions there are. */
  offer() {
    const all = Array.from({ length: this.coordinates.shape[1] }, (_, i) => i);
    this.menus.forEach((menu, i) => {
      menu.replaceChildren(...all.map((direction) => {
        const option = make("option", { value: direction });
        option.textContent = this.name(direction);
        return option;
      }));
      menu.value = this.on[i] ?? "";
      menu.parentElement.hidden = i >= this.on.length;
    });
    const knob = { name: "v", low: -this.reach, high: this.reach, log: false, kind: "float" };
    this.others = all.filter((direction) => !this.on.includes(direction)).slice(0, SLIDERS);
    this.handles = this.others.map((direction) => new Slider(knob, "latent.none", this.name(direction), (value) => {
      this.at = this.at.with(direction, value);
      this.tell();
      this.ask({ pad: this.place, ...this.behind });
    }));
    this.sliders.replaceChildren(...this.handles.map(({ element }) => element));
    for (const { name } of this.handles) delete name.dataset.text;
  }

  retell(samples, target, step) {
    this.slot.show(samples, this.slot === target);
    this.bases.forEach((choice, i) => choice.setAttribute("aria-pressed", String(BASES[i] === this.basis)));
    write(this.found, this.foundAt === undefined ? "" : fill(texts["latent.found"], { step: this.foundAt }));
    this.again.disabled = this.foundAt === step;
    this.shown.tell(texts["latent.shown"]);
    this.tell();
  }

  /** What the hand holds, in words and on the sliders. */
  tell() {
    if (!this.at) return;
    const { canvas } = this.field.sheet;
    const said = this.on.map((direction) => `${this.name(direction)} = ${number(this.at[direction], 2)}`).join(", ");
    canvas.setAttribute("aria-label", texts["latent.pad"]);
    canvas.setAttribute("aria-valuetext", said);
    canvas.setAttribute("aria-valuenow", this.at[this.on[0]]);
    canvas.setAttribute("aria-valuemin", -this.reach);
    canvas.setAttribute("aria-valuemax", this.reach);
    this.handles?.forEach((slider, i) => slider.show(Number(this.at[this.others[i]].toFixed(2))));
  }

  paint(pen) {
    const { ctx, width, height, ratio, size, colours } = pen;
    if (!this.at) return;
    const side = Math.min(width, height);
    const [left, top] = [(width - side) / 2, (height - side) / 2];
    const map = (this.map = mapping([left, top, left + side, top + side], [-this.reach, this.reach], [-this.reach, this.reach]));
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours.faint;
    ctx.strokeRect(crisp(left, ratio), crisp(top, ratio), side - 1, side - 1);
    if (!this.world.tiled) this.paintPrior(ctx, map, colours);
    const [x, y] = [0, 1].map((i) => (i < this.on.length ? this.at[this.on[i]] : 0));
    ctx.strokeStyle = withAlpha(colours.push, 0.7);
    ctx.beginPath();
    ctx.moveTo(crisp(map.X(x), ratio), top);
    ctx.lineTo(crisp(map.X(x), ratio), top + side);
    ctx.moveTo(left, crisp(map.Y(y), ratio));
    ctx.lineTo(left + side, crisp(map.Y(y), ratio));
    ctx.stroke();
    const home = this.home(this.slot.held);
    const inside = (value) => Math.max(-this.reach, Math.min(this.reach, value));
    dot(ctx, map.X(inside(home[this.on[0]])), map.Y(inside(this.on.length > 1 ? home[this.on[1]] : 0)), 4, colours.panel, colours.push);
    dot(ctx, map.X(inside(x)), map.Y(inside(y)), 7, colours.push, colours.panel);
    this.letter(pen, this.name(this.on[0]), left + side - 6, top + side - 7, "right");
    if (this.on.length > 1) this.letter(pen, this.name(this.on[1]), left + 6, top + size * 1.2, "left");
  }

  /** What an axis is called: on pictures with a clear spot behind it, or it would be one more stroke of theirs. */
  letter({ ctx, size, colours }, name, x, y, align) {
    const write = () => formula(ctx, name, x, y, size * 1.1, colours.ink, { align, halo: colours.panel });
    const width = write();
    if (!this.world.tiled) return;
    ctx.fillStyle = withAlpha(colours.panel, 0.9);
    ctx.fillRect(align === "right" ? x - width - 3 : x - 3, y - size, width + 6, size * 1.5);
    write();
  }

  /** Where the latents of the samples lie, for samples that are points themselves. */
  paintPrior(ctx, map, colours) {
    const { values, shape: [n, k] } = this.coordinates;
    const colour = withAlpha(colours.muted, 0.6);
    within(ctx, map.box, () => {
      for (let i = 0; i < n; i++) {
        dot(ctx, map.X(values[i * k + this.on[0]]), map.Y(this.on.length > 1 ? values[i * k + this.on[1]] : 0), 2.5, colour);
      }
    });
  }
}

function sub(value) {
  return String(value).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);
}
