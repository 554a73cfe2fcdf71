// The timeline: where the run is, where it has been, and the way back.

import { onLanguage, texts } from "./language.js";
import { count, fill } from "./words.js";

const PATIENCE = 150;
const SHORTEST = 100;

export class Timeline {
  /**
   * `seek(step)` brings the run there; `preview(step)` shows what was seen there, at once. `answers` says
   * that `answered` will be called once the last wish to be somewhere has been answered.
   */
  constructor(element, { seek, preview, answers = false }) {
    this.slider = element.querySelector("input");
    this.marks = element.querySelector(".pg-marks");
    Object.assign(this, { preview });
    this.seek = (step) => {
      this.unanswered = answers;
      seek(step);
    };
    this.held = this.unanswered = false;
    this.slider.addEventListener("input", () => this.drag());
    this.slider.addEventListener("change", () => this.release());
    this.slider.addEventListener("pointerdown", () => (this.pointer = true));
    for (const end of ["pointerup", "pointercancel"]) this.slider.addEventListener(end, () => (this.pointer = false));
    onLanguage(() => (this.shape = ""));
  }

  drag() {
    this.held = true;
    this.paint(Number(this.slider.value));
    this.preview(Number(this.slider.value));
  }

  // Keys change the value again and again: only where they come to rest the run follows.
  release() {
    clearTimeout(this.timer);
    this.timer = undefined;
    // An answer to an earlier wish may move the slider until then.
    const step = Number(this.slider.value);
    const go = () => {
      this.timer = undefined;
      this.seek(step);
    };
    if (this.pointer) go();
    else this.timer = setTimeout(go, PATIENCE);
  }

  /** Follows a frame; one that is not `present` only shows the past again. */
  show(header, present = true) {
    const furthest = Math.max(header.furthest ?? 0, header.step ?? 0, SHORTEST);
    if (this.furthest !== furthest) {
      this.slider.max = this.furthest = furthest;
      this.marks.style.setProperty("--furthest", furthest);
    }
    if (present) {
      this.step = header.step ?? 0;
      this.arrive();
    }
    if (!this.held) this.paint(header.step ?? 0);
    if ("changes" in header) this.changes = header.changes;
    this.annotate(header);
  }

  /** The last wish has been answered; `refused` is one after which the run is where it was. */
  answered(refused) {
    this.unanswered = false;
    if (refused) this.letGo();
    else this.arrive();
  }

  /** Frames of where the run was before may still be on their way: they do not move what is held. */
  arrive() {
    if (this.step === Number(this.slider.value)) this.letGo();
  }

  /** The run answered that it is somewhere else: follow it again. */
  letGo() {
    if (!this.pointer && this.timer === undefined && !this.unanswered) this.held = false;
  }

  paint(step) {
    if (Number(this.slider.value) !== step) this.slider.value = step;
    this.slider.setAttribute("aria-valuetext", `${texts["status.step"]} ${count(step)}`);
    this.slider.style.setProperty("--share", step / this.furthest);
  }

  annotate({ marks = [] }) {
    const shape = JSON.stringify([marks, this.changes]);
    if (shape === this.shape) return;
    this.shape = shape;
    this.marks.replaceChildren(
      ...(this.changes ?? []).map(([step, path, value]) => this.change(step, path, value)),
      ...marks.map(([letter, step]) => this.panel(letter, step)),
    );
  }

  change(step, path, value) {
    const tick = document.createElement("i");
    tick.title = fill(texts["timeline.change"], { step, what: `${path} = ${value}` });
    return this.put(tick, step);
  }

  panel(letter, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `(${letter})`;
    button.title = texts[`timeline.${letter}`] ?? "";
    button.setAttribute("aria-label", `${button.title}, ${texts["status.step"]} ${count(step)}`);
    button.onclick = () => this.seek(step);
    return this.put(button, step);
  }

  put(element, step) {
    element.style.setProperty("--step", step);
    return element;
  }
}
