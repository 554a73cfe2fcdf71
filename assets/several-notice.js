// A sentence below the bar of a view with several runs, until it is closed.

import { inWords } from "./complaints.js";
import { button, make } from "./duel-dom.js";

const CALM_FOR = 7000;

export class Notice {
  constructor() {
    this.words = make("p");
    const close = button({ label: "notice.close" }, () => this.say(""), "×");
    this.element = make("div", { class: "pg-notice", role: "alert", hidden: "" }, this.words, close);
  }

  /** An empty sentence closes it; a `calm` one goes by itself. */
  say(sentence, calm = false) {
    clearTimeout(this.calming);
    this.words.textContent = inWords(sentence);
    this.element.dataset.calm = calm;
    this.element.hidden = !sentence;
    if (calm) this.calming = setTimeout(() => this.say(""), CALM_FOR);
  }
}
