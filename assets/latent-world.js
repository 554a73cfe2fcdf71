// What all pictures of the latent explorer have in common: how samples are shown, beside which data, in which shades.

import { readColours } from "./draw.js";
import { onTheme } from "./themes.js";
import { shadesOf, sheetOf } from "./tiles-sheet.js";

export class World {
  constructor(element) {
    Object.assign(this, { element, kind: "tiles", window: [], real: null });
    onTheme(() => {
      this.shaded = null;
    });
  }

  /** Takes over what an answer says of the run; tells whether its samples are shown in another way now. */
  learn({ kind, latent, prior, shell, room, reach, window }, { real }) {
    const key = JSON.stringify([kind, latent, prior, window]);
    const other = key !== this.key;
    Object.assign(this, { key, kind, latent, prior, shell, room, reach, window, real: real ?? (other ? null : this.real) });
    return other;
  }

  get tiled() {
    return this.kind === "tiles";
  }

  /** Whether these are samples of such data. */
  fits({ shape }) {
    return shape[0] > 0 && (this.tiled ? shape.length === 3 : shape[1] === this.window.length);
  }

  get shades() {
    this.shaded ??= shadesOf(readColours(this.element));
    return this.shaded;
  }

  /** Tiles side by side on a small canvas. */
  sheet(samples, across, canvas) {
    return sheetOf(samples, across, samples.shape[0], this.shades, canvas);
  }
}

/** Some of the samples of an array, by their numbers. */
export function chosen({ shape, values }, numbers) {
  const size = values.length / shape[0];
  const picked = new values.constructor(size * numbers.length);
  numbers.forEach((number, i) => picked.set(values.subarray(number * size, (number + 1) * size), i * size));
  return { shape: [numbers.length, ...shape.slice(1)], values: picked };
}
