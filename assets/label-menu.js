// Which label of a conditional model is looked at: all of them, or one, as a menu beside the layers.

import { texts } from "./language.js";

export class LabelMenu {
  /** `choose` is told the number of a label, or null for all. */
  constructor(choose) {
    this.chosen = null;
    this.element = document.createElement("label");
    this.element.className = "pg-label-menu";
    this.word = this.element.appendChild(document.createElement("span"));
    this.menu = this.element.appendChild(document.createElement("select"));
    this.menu.onchange = () => choose(this.menu.value === "" ? null : Number(this.menu.value));
  }

  /** Takes up what a frame's facts say; returns whether there are other labels than before. */
  show({ labels, label = null }) {
    this.chosen = labels ? label : null;
    const said = JSON.stringify([labels, texts["layer.label"]]);
    const other = said !== this.said;
    this.said = said;
    if (other) this.fill(labels ?? []);
    const value = this.chosen === null ? "" : String(this.chosen);
    if (this.menu.value !== value) this.menu.value = value;
    return other;
  }

  fill(labels) {
    this.word.textContent = texts["layer.label"] ?? "";
    this.menu.replaceChildren(new Option(texts["layer.label.all"] ?? "", ""), ...labels.map((name, i) => new Option(name, i)));
  }
}
