// Questions to the run: one at a time; parts that come up meanwhile go together into the next.

import { decode } from "./frames.js";
import { texts } from "./language.js";

export class Asking {
  /** `take(header, arrays, recipe)` gets the answer, `complain(sentence)` what is wrong with it ("" for nothing). */
  constructor(base, { take, complain }) {
    this.url = new URL(`${base}/latent`, document.baseURI);
    Object.assign(this, { take, complain, run: "", wanted: null, busy: false });
  }

  /** Asks for the parts of a recipe; a newer part takes the place of one that still waits. */
  ask(recipe) {
    this.begin({ ...this.wanted, ...recipe });
  }

  /** Asks for these parts, and for nothing that still waits. */
  begin(recipe) {
    this.wanted = recipe;
    if (!this.busy) this.work();
  }

  async work() {
    this.busy = true;
    // What is asked for in the same breath goes along.
    await null;
    while (this.wanted && this.run) {
      const [recipe, run] = [this.wanted, this.run];
      this.wanted = null;
      const began = performance.now();
      const { answer, sentence } = await this.fetch(recipe, run);
      if (run !== this.run) continue;
      this.took = performance.now() - began;
      this.complain(sentence);
      if (answer) this.take(answer.header, answer.arrays, recipe);
    }
    this.busy = false;
  }

  async fetch(recipe, run) {
    const url = new URL(this.url);
    url.search = new URLSearchParams({ run, recipe: JSON.stringify(recipe) });
    try {
      const response = await fetch(url);
      if (response.ok) return { answer: decode(await response.arrayBuffer()), sentence: "" };
      return { sentence: (await response.json()).error ?? texts["latent.lost"] };
    } catch (failure) {
      console.warn(failure);
      return { sentence: texts["latent.lost"] };
    }
  }
}
