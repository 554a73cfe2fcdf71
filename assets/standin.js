// Digits that stand in for pictures still on their way: how far these have come, and the start on them.

import { inWords } from "./complaints.js";
import { onLanguage, texts } from "./language.js";
import { fill } from "./words.js";

const EVERY = 1000;
const AFTER_FAILURE = 30000;
const MEGABYTE = 1e6;

/** A line below the stage, shown while the run plays on a stand-in. */
export class StandIn {
  /** `begin()` starts the run anew; `base` is where our server's routes are. */
  constructor(element, { base, begin }) {
    Object.assign(this, { element, base });
    this.words = element.querySelector("span");
    this.button = element.querySelector("button");
    this.button.onclick = begin;
    onLanguage(() => this.write());
  }

  show({ facts }) {
    const wanted = facts?.data?.stand_in ? facts.data.wanted : "";
    if (wanted === this.wanted) return;
    clearTimeout(this.timer);
    this.wanted = wanted;
    this.title = facts?.data?.title;
    this.told = null;
    this.write();
    if (wanted) this.ask(wanted);
  }

  async ask(wanted) {
    try {
      const answer = await fetch(new URL(`${this.base}/pictures/${wanted}`, document.baseURI));
      this.told = await answer.json();
    } catch {
      this.told = { error: texts["standin.lost"] };
    }
    if (wanted !== this.wanted) return;
    this.write();
    if (!this.told.finished || this.told.error) {
      this.timer = setTimeout(() => this.ask(wanted), this.told.error ? AFTER_FAILURE : EVERY);
    }
  }

  write() {
    const { wanted, told } = this;
    this.element.hidden = !wanted;
    if (!wanted) return;
    const here = told?.finished && !told.error;
    const key = !told ? "standin" : told.error ? "standin.failed" : here ? "standin.here" : "standin.coming";
    const title = texts[`distribution.${wanted}.title`] ?? this.title;
    const [done, total] = [told?.done, told?.total].map((bytes) => ((bytes ?? 0) / MEGABYTE).toFixed(1));
    this.words.textContent = fill(texts[key] ?? "", { title, done, total });
    this.words.title = inWords(told?.error);
    this.button.textContent = texts["standin.start"];
    this.button.hidden = !here;
  }
}
