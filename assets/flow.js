// The flow diagram of the model: boxes that open their knobs, and light up with the half-steps.

import { drawArrows, toColumns } from "./arrows.js";
import { onLanguage, texts } from "./language.js";

const FLASH = 1200; // ms
const SHORT = 24; // letters of a summary that fit anywhere

/** The component's value is { boxes: [{ key, symbol, title, kind, half, phase, knobs, summary }], arrows }. */
export function mount(element, props, watch) {
  const strip = new Strip(element.querySelector(".pg-flow"), texts);
  watch("value", () => strip.show(props.value));
  strip.show(props.value);
}

/** Opens the box `key`; an empty key closes the one that is open. */
export function select(key) {
  if (key) document.body.dataset.box = key;
  else delete document.body.dataset.box;
  document.dispatchEvent(new CustomEvent("playground:box", { detail: key }));
}

class Strip {
  constructor(place, texts) {
    this.place = place;
    this.texts = texts;
    this.boxes = new Map();
    this.said = new Map();
    this.header = {};
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    place.setAttribute("role", "group");
    this.inside = place.appendChild(make("div", "pg-flow-inside"));
    this.observer = new ResizeObserver(() => this.redraw());
    document.addEventListener("playground:box", () => this.mark());
    document.addEventListener("playground:frame", ({ detail }) => this.light(detail));
    document.addEventListener("keydown", (event) => this.escape(event));
    onLanguage(() => this.translate());
  }

  show(value) {
    const text = JSON.stringify(value);
    if (!value?.boxes || text === this.text) return;
    this.text = text;
    this.value = JSON.parse(text); // a copy, since the component's own value watches whoever reads it
    const { boxes, arrows } = this.value;
    const shape = JSON.stringify([boxes.map(({ key, knobs }) => [key, knobs]), arrows]);
    if (shape !== this.shape) this.build();
    this.shape = shape;
    for (const box of boxes) this.write(box);
    this.translate();
    this.mark();
    this.redraw();
  }

  translate() {
    this.place.setAttribute("aria-label", this.texts["flow.label"]);
    for (const { key, title } of this.value?.boxes ?? []) {
      const box = this.boxes.get(key);
      box.querySelector(".pg-title").textContent = this.texts[title] ?? "";
      box.querySelector(".pg-lock").setAttribute("aria-label", this.texts["flow.locked"]);
    }
  }

  build() {
    const focused = this.place.contains(document.activeElement) && document.activeElement.dataset.key;
    this.observer.disconnect();
    this.boxes.clear();
    const columns = toColumns(this.value.boxes, this.value.arrows).map((boxes) => {
      const column = make("div", "pg-column");
      column.append(...boxes.map((box) => this.makeBox(box)));
      return column;
    });
    this.inside.replaceChildren(...columns);
    for (const box of this.boxes.values()) this.observer.observe(box);
    this.observer.observe(this.place);
    this.boxes.get(focused)?.focus();
    const open = document.body.dataset.box;
    if (open && this.boxes.get(open)?.tagName !== "BUTTON") select("");
  }

  makeBox({ key, knobs }) {
    const box = make(knobs ? "button" : "div", "pg-box");
    if (knobs) {
      box.type = "button";
      box.setAttribute("aria-controls", "knobs");
      box.onclick = () => select(document.body.dataset.box === key ? "" : key);
    }
    box.dataset.key = key;
    const lock = make("span", "pg-lock");
    lock.setAttribute("role", "img");
    lock.hidden = true;
    box.append(make("b", "pg-symbol"), make("span", "pg-title"), lock, make("small", "pg-summary"));
    this.boxes.set(key, box);
    return box;
  }

  write({ key, symbol, kind, summary }) {
    const box = this.boxes.get(key);
    box.dataset.kind = kind;
    box.querySelector(".pg-symbol").textContent = symbol;
    const place = box.querySelector(".pg-summary");
    const before = this.said.get(key);
    this.said.set(key, summary);
    if (before === summary && place.hasChildNodes()) return;
    place.title = summary;
    place.replaceChildren(...(summary ? [inPhrases(summary)] : []));
    // Whoever has more to say gets more of the room that is left.
    if (summary) box.parentElement.style.flexGrow = Math.max(summary.length - SHORT, 4);
    if (before !== undefined && before !== summary) this.flash(box);
  }

  flash(box) {
    if (this.calm.matches || box.classList.contains("pg-changed")) return;
    box.classList.add("pg-changed");
    setTimeout(() => box.classList.remove("pg-changed"), FLASH);
  }

  mark() {
    for (const [key, box] of this.boxes) {
      if (box.tagName === "BUTTON") box.setAttribute("aria-expanded", document.body.dataset.box === key);
    }
  }

  /** While it plays, nothing blinks: lights are for single half-steps and slow motion. */
  light({ half, phase, playing }) {
    const shown = phase || !playing ? { half: half ?? "", phase: phase ?? "" } : { half: "", phase: "" };
    if (shown.half === this.header.half && shown.phase === this.header.phase) return;
    this.header = shown;
    this.shine();
  }

  shine() {
    const { half = "", phase = "" } = this.header;
    for (const box of this.value?.boxes ?? []) {
      const moves = half !== "" && box.half === half;
      const element = this.boxes.get(box.key);
      element.classList.toggle("pg-lit", phase && phase !== "update" ? box.phase === phase : moves);
      const held = half !== "" && box.half !== "" && !moves;
      element.classList.toggle("pg-held", held);
      element.querySelector(".pg-lock").hidden = !held;
    }
    for (const line of this.inside.querySelectorAll(".pg-arrow")) {
      line.classList.toggle("pg-lit", this.carries(this.value.arrows[line.dataset.index]));
    }
  }

  /** Whether something passes along an arrow at this moment. */
  carries({ end, kind, halves }) {
    const { half, phase } = this.header;
    if (!half || (halves.length && !halves.includes(half))) return false;
    if (kind === "back") return phase === "gradient" || phase === "";
    return phase !== "" && this.value.boxes.find(({ key }) => key === end).phase === phase;
  }

  redraw() {
    if (!this.value) return;
    drawArrows(this.inside, this.value.arrows, this.boxes);
    this.shine();
  }

  escape(event) {
    const open = document.body.dataset.box;
    if (event.key !== "Escape" || event.defaultPrevented || !open) return;
    const within = document.getElementById("knobs")?.contains(document.activeElement);
    select("");
    if (within) this.boxes.get(open)?.focus();
  }
}

function make(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

/** Phrases are not broken across lines; the style puts dots between those on one line. */
function inPhrases(summary) {
  const phrases = make("span", "");
  for (const words of summary.split(" · ")) {
    const phrase = phrases.appendChild(make("span", ""));
    phrase.textContent = words;
    phrases.append(" ");
  }
  return phrases;
}
