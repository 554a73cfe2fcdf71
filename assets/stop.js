// Where the run is to stop by itself: at a step, or once one of its numbers meets a bound.

import { onLanguage, texts } from "./language.js";
import { count, fill } from "./words.js";

export class Stop {
  /** `send` is told a command. */
  constructor(element, send) {
    this.details = element.querySelector("details");
    this.summary = element.querySelector("summary");
    this.form = element.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const command = this.command();
      if (command) send(command);
      this.details.open = false;
    });
    this.form.addEventListener("reset", () => {
      send({ do: "stop_at" });
      this.details.open = false;
    });
    this.details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.details.open = false;
      this.summary.focus();
    });
    document.addEventListener("click", ({ target }) => this.details.contains(target) || (this.details.open = false));
    onLanguage(() => (this.shape = ""));
  }

  command() {
    const { step, metric, relation, number } = this.form.elements;
    if (metric.value && number.value) {
      return { do: "stop_at", bound: `${metric.value} ${relation.value} ${number.value}` };
    }
    return step.value ? { do: "stop_at", step: Number(step.value) } : null;
  }

  show({ stop, metrics }) {
    const what = typeof stop === "number" ? `${texts["status.step"]} ${count(stop)}` : stop;
    const words = stop ? fill(texts["stop.at"], { what }) : texts["stop.label"];
    if (this.summary.textContent !== words) this.summary.textContent = words;
    this.offer(Object.keys(metrics ?? {}));
  }

  // Only numbers that this run has can stop it.
  offer(names) {
    const shape = names.join(" ");
    if (shape === this.shape || this.details.open) return;
    this.shape = shape;
    for (const option of this.form.elements.metric.options) {
      option.hidden = option.disabled = Boolean(option.value) && !names.includes(option.value);
      if (option.value) option.textContent = texts[`metrics.${option.value}`] ?? option.value;
    }
  }
}
