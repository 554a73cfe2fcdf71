// What has become of the seeds, by stated rules; and what can be done for all of them at once.

import { make, write } from "./duel-dom.js";
import { language, texts } from "./language.js";
import { mark } from "./seeds-marks.js";
import { fill } from "./words.js";

/** The kinds with their counts; each opens to the rule that it goes by. */
export class Kinds {
  constructor({ kinds, rules }) {
    this.rules = rules;
    this.rows = Object.fromEntries(kinds.map((kind) => [kind, this.row(kind)]));
    this.element = make("section", { class: "pg-seeds-kinds" }, make("h3", { class: "pg-seeds-title", text: "seeds.kinds" }),
      ...Object.values(this.rows).map(({ element }) => element));
    this.name();
  }

  row(kind) {
    const [count, rule] = [make("b", {}), make("p", {})];
    const element = make("details", { "data-kind": kind },
      make("summary", {}, mark(kind), make("span", { text: `seeds.kind.${kind}` }), count), rule);
    return { element, count, rule };
  }

  name() {
    for (const [kind, { rule, element }] of Object.entries(this.rows)) {
      write(rule, fill(texts[`seeds.rule.${kind}`], this.rules));
      element.firstChild.title = rule.textContent;
    }
  }

  /** Seeds of which nothing is said yet are open. */
  tell({ seeds: all, kinds }) {
    for (const [kind, { element, count }] of Object.entries(this.rows)) {
      const seeds = all.filter((_, i) => (kinds[i] ?? "open") === kind).length;
      write(count, String(seeds));
      element.dataset.none = seeds === 0;
    }
  }
}

/** One button for each remedy, with what was counted of it where something was. */
export class Remedies {
  constructor({ evidence }, names, take) {
    Object.assign(this, { evidence, names, take, known: [] });
    this.list = make("div", { class: "pg-seeds-list" });
    this.trials = make("p", { class: "pg-seeds-note" });
    this.element = make("section", { class: "pg-seeds-remedies" }, make("h3", { class: "pg-seeds-title", text: "seeds.remedies" }),
      this.trials, this.list);
    this.list.addEventListener("click", ({ target }) => {
      const chosen = target.closest("button");
      if (chosen) take(chosen.dataset.remedy);
    });
  }

  /** The remedies that the wall can take: { key, restarts, taken }. */
  set(known) {
    const key = JSON.stringify([known, language()]);
    if (key === this.key) return;
    this.key = key;
    const held = this.list.contains(document.activeElement) ? document.activeElement.dataset.remedy : "";
    this.trials.hidden = !this.evidence;
    if (this.evidence) {
      const { preset, before, after } = this.evidence;
      write(this.trials, fill(texts["seeds.remedy.trials"], { preset: this.names.title("preset", preset), before, after }));
    }
    this.list.replaceChildren(...known.map((each) => this.button(each)));
    this.list.querySelector(`[data-remedy="${held}"]`)?.focus();
  }

  button({ key, restarts, taken }) {
    const tag = taken ? "seeds.remedy.taken" : restarts ? "seeds.remedy.restarts" : "";
    return make("button", { type: "button", "data-remedy": key, ...(taken ? { disabled: "" } : {}) },
      make("span", {}, make("b", { text: `seeds.remedy.${key}.title` }), ...(tag ? [make("em", { text: tag })] : [])),
      make("small", { text: `seeds.remedy.${key}.help` }), ...this.counted(key));
  }

  /** "all 8 modes in 2 of 16 seeds, 5 or more in 10", and what happens without it: a line for each trial. */
  counted(key) {
    const tried = this.evidence?.tried[key] ?? [];
    if (this.evidence && !tried.length) return [make("small", { class: "pg-seeds-counted", text: "seeds.remedy.uncounted" })];
    return tried.map(({ anew, all, some, least, n, control, helps }) => {
      const words = make("small", { class: "pg-seeds-counted", "data-helps": helps });
      const way = texts[anew ? "seeds.remedy.anew" : "seeds.remedy.now"];
      const numbers = { total: this.evidence.total, all, some, least, n, none: control.all, few: control.some, of: control.n };
      const counted = fill(texts["seeds.remedy.measured"], { way, control: texts[`seeds.control.${control.key}`], ...numbers });
      words.textContent = helps ? counted : `${counted} ${texts["seeds.remedy.no_help"]}`;
      return words;
    });
  }
}
