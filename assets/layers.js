// The layers of the stage's picture: a row of switches, those of the picture that is shown.

import { LabelMenu } from "./label-menu.js";
import { onLanguage, texts } from "./language.js";

/** Layers that are drawn beside the stage, and so have no switch. */
const ELSEWHERE = ["starve"];

export class Layers {
  /** `usual` holds, for each picture, its layers and whether they are shown; `changed` is told the names. */
  constructor(element, usual, changed) {
    this.element = element;
    this.changed = changed;
    this.chosen = Object.fromEntries(
      Object.entries(usual).map(([picture, layers]) => [
        picture,
        new Set(Object.keys(layers).filter((name) => layers[name])),
      ]),
    );
    this.usual = usual;
    this.label = new LabelMenu((label) => this.look(label));
    onLanguage(() => {
      const { picture, facts } = this;
      this.picture = null;
      if (picture) this.show(picture, facts);
    });
  }

  /** Whether a layer of the present picture is to be drawn. */
  has(name) {
    return this.chosen[this.picture]?.has(name) ?? false;
  }

  /** The layers of the present picture that are wanted. */
  wanted() {
    const label = this.label.chosen === null ? [] : [`label=${this.label.chosen}`];
    return [...this.chosen[this.picture], ...label];
  }

  /** Looks at one label alone, or at all of them (null). */
  look(label) {
    this.label.chosen = label;
    this.changed(this.wanted());
  }

  show(picture, facts) {
    if (!(picture in this.usual)) return;
    this.facts = facts;
    const named = this.label.show(facts);
    if (picture !== this.picture || named) this.build(picture, facts);
    this.allow(facts.lacks ?? []);
  }

  build(picture, facts) {
    const former = this.picture;
    this.picture = picture;
    // Layers of different pictures may have the same name.
    if (former && former !== picture) this.changed(this.wanted());
    const names = Object.keys(this.usual[picture]).filter((name) => !ELSEWHERE.includes(name));
    this.element.replaceChildren(...(facts.labels ? [this.label.element] : []), ...names.map((name) => this.toggle(name)));
  }

  /** A switch of what cannot be drawn of this model does nothing, and shows it. */
  allow(lacks) {
    for (const button of this.element.querySelectorAll("[data-layer]")) {
      const idle = lacks.includes(button.dataset.layer);
      if (button.disabled !== idle) button.disabled = idle;
    }
  }

  toggle(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.layer = name;
    button.textContent = texts[`layer.${this.picture}.${name}`] ?? name;
    const chosen = this.chosen[this.picture];
    button.setAttribute("aria-pressed", chosen.has(name));
    button.onclick = () => {
      if (!chosen.delete(name)) chosen.add(name);
      button.setAttribute("aria-pressed", chosen.has(name));
      this.changed(this.wanted());
    };
    return button;
  }
}
