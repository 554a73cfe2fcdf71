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
      if (!command) return this.form.elements[this.form.elements.metric.value ? "number" : "step"].focus();
      send(command);
      this.details.open = false;
    });
    // One or the other: what was chosen last.
    this.form.elements.step.addEventListener("input", () => (this.form.elements.metric.value = ""));
    this.form.elements.metric.addEventListener("change", () => (this.form.elements.step.value = ""));
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
    const words = stop ? fill(texts["stop.at"], { what: this.what(stop) }) : texts["stop.label"];
    if (this.summary.textContent !== words) this.summary.textContent = words;
    this.offer(Object.keys(metrics ?? {}));
  }

  what(stop) {
    if (typeof stop === "number") return `${texts["status.step"]} ${count(stop)}`;
    const [metric, relation, number] = stop.split(" ");
    return `${texts[`metrics.${metric}`] ?? metric} ${{ ">=": "≥", "<=": "≤" }[relation] ?? relation} ${number.replace("-", "−")}`;
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
