// One feature map out of all of a network: its layer, and its number there.

import { make } from "./duel-dom.js";
import { texts } from "./language.js";
import { fill } from "./words.js";

export class MapChoice {
  /** `part` is the part of a recipe that it is for; `change()` hears of another choice. */
  constructor(part, change) {
    Object.assign(this, { layers: [], chosen: { layer: 0, map: 0 } });
    this.layer = make("select", { label: "latent.inside.layer", "data-part": part });
    this.map = make("input", { type: "number", min: "1", step: "1", value: "1", label: "latent.inside.map", "data-part": part });
    this.layer.addEventListener("change", () => {
      this.choose(this.layer.selectedIndex, 0);
      change();
    });
    this.map.addEventListener("change", () => {
      this.choose(this.chosen.layer, Math.round(this.map.valueAsNumber || 1) - 1);
      change();
    });
    this.named = make("span", { text: "latent.inside.map", "aria-hidden": "true" });
    this.elements = [this.layer, this.named, this.map];
  }

  get known() {
    return this.layers.length > 0;
  }

  learn(layers) {
    this.layers = layers;
    const { layer, map } = this.chosen;
    this.choose(layer < layers.length ? layer : 0, map);
    this.retell();
  }

  choose(layer, map) {
    const most = this.layers[layer]?.maps ?? 1;
    this.chosen = { layer, map: Math.max(0, Math.min(most - 1, map)) };
    this.layer.selectedIndex = layer;
    Object.assign(this.map, { max: most, value: this.chosen.map + 1 });
  }

  retell() {
    for (const element of this.elements) element.hidden = !this.known;
    const words = this.layers.map(({ maps, side }, i) =>
      fill(texts[`latent.inside.${side > 1 ? "maps" : "units"}`], { layer: i + 1, count: maps, side }));
    if (words.join() === this.words) return;
    this.words = words.join();
    this.layer.replaceChildren(...words.map((word) => make("option", {}, word)));
    this.layer.selectedIndex = this.chosen.layer;
  }
}
