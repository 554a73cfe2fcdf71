// The layers of the stage's picture: a row of switches, those of the picture that is shown.

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
    onLanguage(() => {
      const picture = this.picture;
      this.picture = null;
      if (picture) this.show(picture);
    });
  }

  /** Whether a layer of the present picture is to be drawn. */
  has(name) {
    return this.chosen[this.picture]?.has(name) ?? false;
  }

  /** All layers that are wanted, of whatever picture. */
  wanted() {
    return [...new Set(Object.values(this.chosen).flatMap((names) => [...names]))];
  }

  show(picture) {
    if (picture === this.picture || !(picture in this.usual)) return;
    this.picture = picture;
    const names = Object.keys(this.usual[picture]).filter((name) => !ELSEWHERE.includes(name));
    this.element.replaceChildren(...names.map((name) => this.toggle(name)));
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
