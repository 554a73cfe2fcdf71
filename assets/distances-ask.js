// Questions to the server: one at a time, and of those that came up meanwhile only the newest.

import { texts } from "./language.js";

export class Newest {
  /** `take(answer, asked)` gets what the server says, `complain(sentence)` what it finds wrong ("" for nothing). */
  constructor(base, path, take, complain) {
    this.url = new URL(`${base}/${path}`, document.baseURI);
    Object.assign(this, { take, complain, wanted: null, busy: false });
  }

  ask(asked) {
    this.wanted = asked;
    if (!this.busy) this.work();
  }

  async work() {
    this.busy = true;
    while (this.wanted) {
      const asked = this.wanted;
      this.wanted = null;
      const { answer, sentence } = await this.fetch(asked);
      this.complain(sentence);
      if (answer) this.take(answer, asked);
    }
    this.busy = false;
  }

  async fetch(asked) {
    const url = new URL(this.url);
    url.search = new URLSearchParams(asked);
    try {
      const response = await fetch(url);
      const answer = await response.json();
      return response.ok ? { answer, sentence: "" } : { sentence: answer.error ?? texts["distances.lost"] };
    } catch (failure) {
      console.warn(failure);
      return { sentence: texts["distances.lost"] };
    }
  }
}
