// Inside the networks: D's filters and what excites a map of theirs, and what a map of G paints.

import { Sheet } from "./distances-sheet.js";
import { rgb } from "./draw.js";
import { make, write } from "./duel-dom.js";
import { texts } from "./language.js";
import { MapChoice } from "./latent-map.js";
import { sheetOf } from "./tiles-sheet.js";
import { fill } from "./words.js";

const EVERY = 2000; // from one search for exciting patches to the next, while the run plays
const PIXELS = 28;

export class Inside {
  /** `change()` hears that something else is wanted. */
  constructor(world, change) {
    Object.assign(this, { world, change, slots: [], layers: null, soughtAt: -Infinity });
    this.maps = { excites: new MapChoice("excites", () => this.seek()), without: new MapChoice("without", change) };
    this.sheets = {
      kernels: this.sheet("kernels", "excites"), patches: this.sheet("patches", "excites"),
      before: this.sheet("before", "without"), after: this.sheet("after", "without"),
    };
    this.sheets.kernels.sheet.canvas.addEventListener("click", ({ offsetX, offsetY }) => this.pick(offsetX, offsetY));
    this.why = { excites: make("p", { class: "pl-why" }), without: make("p", { class: "pl-why" }) };
    const side = (part, name, sheets) => make("div", { class: "pl-side", "data-part": part },
      make("div", { class: "pl-line" }, make("b", { class: `pl-${name}` }, name), ...this.maps[part].elements),
      make("div", { class: "pl-two" }, ...sheets.map((key) => this.sheets[key].sheet.element)), this.why[part]);
    this.element = make("div", { class: "pl-inside" }, side("excites", "D", ["kernels", "patches"]), side("without", "G", ["before", "after"]));
  }

  /** Another run may have other layers. */
  forget() {
    this.layers = null;
  }

  get recipe() {
    if (!this.layers) return { inside: true };
    const due = performance.now() - this.soughtAt > EVERY;
    if (due) this.soughtAt = performance.now();
    const { excites, without } = this.maps;
    return {
      inside: true,
      ...(due && excites.known ? { excites: excites.chosen } : {}),
      ...(without.known ? { without: without.chosen } : {}),
    };
  }

  /** Another map of D is wanted, at once. */
  seek() {
    this.soughtAt = -Infinity;
    this.sheets.kernels.sheet.soon();
    this.change();
  }

  take({ inside, without }, arrays) {
    const [first, told] = [!this.layers, JSON.stringify(inside)];
    if (told !== this.told) {
      this.maps.excites.learn(inside.discriminator);
      this.maps.without.learn(inside.generator);
    }
    [this.told, this.layers] = [told, inside];
    for (const [key, held] of Object.entries(this.sheets)) {
      if (!arrays[key]) continue;
      held.tiles = arrays[key];
      held.sheet.soon();
    }
    if (without) this.changed = without.change;
    if (first) this.seek();
  }

  retell() {
    for (const map of Object.values(this.maps)) map.retell();
    for (const [key, { sheet }] of Object.entries(this.sheets)) sheet.tell(texts[`latent.inside.${key}`]);
    const { excites, without } = this.maps;
    const say = (map, key) => (map.known ? fill(texts[key], { change: this.changed ?? 0 }) : this.layers ? texts["latent.inside.none"] : "");
    write(this.why.excites, say(excites, "latent.inside.d"));
    write(this.why.without, say(without, "latent.inside.g"));
    for (const { sheet } of Object.values(this.sheets)) sheet.soon();
  }

  // -- pictures ---------------------------------------------------------------------------------

  sheet(key, part) {
    const held = { part, filters: key === "kernels" };
    held.sheet = new Sheet((pen) => this.paint(held, pen));
    held.sheet.element.classList.add(`pl-${key}`);
    return held;
  }

  paint(held, { ctx, width, height, ratio, colours }) {
    if (!held.tiles || !this.maps[held.part].known) return;
    const { tiles, filters } = held;
    const across = Math.ceil(Math.sqrt(tiles.shape[0]));
    const rows = Math.ceil(tiles.shape[0] / across);
    const side = Math.min(width / across, height / rows);
    const [left, top] = [(width - side * across) / 2, (height - side * rows) / 2];
    held.place = { left, top, side, across };
    held.canvas = sheetOf(tiles, across, tiles.shape[0], filters ? signs(colours) : this.world.shades, held.canvas);
    ctx.imageSmoothingEnabled = side * ratio < PIXELS && tiles.shape[1] === PIXELS;
    ctx.drawImage(held.canvas, left, top, side * across, side * rows);
    // Patches and filters of a few pixels each would run together: a gap, and in it the line.
    if (tiles.shape[1] < PIXELS) grid(ctx, held.place, rows, colours.panel, Math.min(6, side / 8));
    grid(ctx, held.place, rows, colours.faint, 1);
    const { layer, map } = this.maps.excites.chosen;
    if (!filters || layer || map >= tiles.shape[0]) return;
    ctx.strokeStyle = colours.push;
    ctx.lineWidth = 2;
    ctx.strokeRect(left + (map % across) * side, top + Math.floor(map / across) * side, side, side);
  }

  /** A click on a filter chooses its map. */
  pick(x, y) {
    const { place, tiles } = this.sheets.kernels;
    if (!place) return;
    const [column, row] = [Math.floor((x - place.left) / place.side), Math.floor((y - place.top) / place.side)];
    const map = row * place.across + column;
    if (column < 0 || column >= place.across || row < 0 || map >= tiles.shape[0]) return;
    this.maps.excites.choose(0, map);
    this.seek();
  }
}

/** Lines between tiles, and around them all. */
function grid(ctx, { left, top, side, across }, rows, colour, width) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  for (let i = 0; i <= across; i++) line(ctx, left + i * side, top, left + i * side, top + rows * side);
  for (let i = 0; i <= rows; i++) line(ctx, left, top + i * side, left + across * side, top + i * side);
  ctx.stroke();
}

function line(ctx, x0, y0, x1, y1) {
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
}

/** 256 shades: 128 is nothing, below it one colour and above it another. */
function signs({ alert, panel, discriminator }) {
  const [from, zero, to] = [alert, panel, discriminator].map(rgb);
  return Uint32Array.from({ length: 256 }, (_, level) => {
    const share = Math.min(1, Math.abs(level - 128) / 127);
    const [r, g, b] = zero.map((part, i) => Math.round(part + share * ((level < 128 ? from : to)[i] - part)));
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}
