// Everything beside the canvas that follows the frames: caption, status line, numbers, the Play button.

import { inWords } from "./complaints.js";
import { onLanguage } from "./language.js";
import { count, fill, number } from "./words.js";

const CAPTION_HOLD = 900;
/** Metrics that are whole numbers. */
const COUNTS = ["modes", "classes"];
const BUTTONS = [
  ["play", "transport.play"],
  ["step-d", "transport.step_d"],
  ["step-g", "transport.step_g"],
  ["step-third", "transport.step_third"],
  ["step-both", "transport.step_both"],
  ["rewind", "transport.rewind"],
  ["reset", "transport.reset"],
  ["new-seed", "seed.new"],
];

export class Surroundings {
  constructor(texts, canvas) {
    this.texts = texts;
    this.canvas = canvas;
    this.captionAt = -Infinity;
    this.rows = new Map();
    onLanguage(() => this.forget());
  }

  /** Everything is to be written anew. */
  forget() {
    this.labelled = this.table = null;
    this.captionAt = this.labelAt = -Infinity;
    this.captionKey = "";
  }

  show(header) {
    this.transport(header);
    this.status(header);
    this.caption(header);
    if (header.metrics) this.readings(header);
  }

  transport({ playing, halves, facts }) {
    mark(document.body, "judged", facts?.judged !== false);
    mark(document.body, "halves", halves?.length ?? 2);
    const play = document.getElementById("play");
    const named = (halves ?? []).join();
    if (this.halves !== named) this.labelled = null;
    this.halves = named;
    if (!play || (this.playing === playing && this.labelled === play)) return;
    if (this.labelled !== play) for (const [id, key] of BUTTONS) this.label(id, this.ownKey(id, key, halves));
    this.playing = playing;
    this.labelled = play;
    write(play, this.texts[playing ? "transport.pause" : "transport.play"]);
    play.dataset.playing = playing;
    document.body.dataset.playing = playing;
  }

  /** The key of a button's words: those for the half-steps of the model, where there are any. */
  ownKey(id, key, halves = []) {
    const own = { "step-d": halves[0], "step-g": halves[1], "step-third": halves[2], "step-both": halves.join("-") }[id];
    return `transport.step.${own}` in this.texts ? `transport.step.${own}` : key;
  }

  label(id, key) {
    const button = document.getElementById(id);
    if (!button) return;
    write(button, this.texts[key]);
    const help = this.texts[`${key}.help`];
    if (!help) return;
    button.title = help;
    button.setAttribute("aria-label", help);
  }

  status(header) {
    const put = (name, text) => {
      const place = document.querySelector(`#status [data-is="${name}"]`);
      if (place && place.textContent !== text) place.textContent = text;
    };
    put("step", count(header.step ?? 0));
    put("rate", header.playing ? count(header.rate) : "–");
  }

  caption(header) {
    const place = document.querySelector("#caption p");
    if (!place) return;
    mark(place.parentElement, "alert", Boolean(header.error));
    const [key, values] = header.reading ?? ["", {}];
    const now = performance.now();
    // While it plays a sentence stays long enough to be read.
    const hold = header.playing && !header.error && key !== this.captionKey && now - this.captionAt < CAPTION_HOLD;
    if (hold) return;
    if (key !== this.captionKey) this.captionAt = now;
    this.captionKey = key;
    const push = this.texts[`push.${values?.push || "none"}`];
    const template = this.texts[`caption.${key}`] ?? "";
    const said = { ...values, push, ...this.named(values) };
    const text = header.error ? inWords(header.error) : fill(template, said) + this.since(template, header.old);
    if (place.textContent === text) return;
    place.textContent = text;
    if (now - (this.labelAt ?? -Infinity) < CAPTION_HOLD && header.playing) return;
    this.labelAt = now;
    this.canvas.setAttribute("aria-label", `${this.texts[`stage.${header.picture}`] ?? ""} ${text}`);
  }

  readings({ metrics, floors, facts, old = {} }) {
    const table = document.querySelector("#readings tbody");
    if (!table) return;
    const names = this.texts["metrics.order"].split(" ").filter((name) =>
      name in metrics && (name !== "modes" || facts?.modes > 1));
    const shape = names.join(" ");
    if (this.shape !== shape || this.table !== table) this.build(table, names);
    this.shape = shape;
    for (const name of names) {
      const row = this.rows.get(name);
      const digits = digitsOf(name);
      const text = number(metrics[name], digits);
      if (row.value.textContent !== text) row.value.textContent = text;
      this.age(row.value, old[name]);
      const beside = name in floors ? number(floors[name], digits) : "";
      if (row.floor.textContent !== beside) row.floor.textContent = beside;
    }
  }

  /** The number that a run was stopped at, as the page calls and writes it elsewhere. */
  named({ metric, value } = {}) {
    return metric && { metric: this.texts[`metrics.${metric}`] ?? metric, value: number(value, digitsOf(metric)) };
  }

  /** A sentence that rests on numbers of an earlier step says so, as they do themselves. */
  since(template, old = {}) {
    const names = [...template.matchAll(/\{(\w+)/g)].map(([, name]) => (name === "total" ? "modes" : name === "gap" ? "d_real" : name));
    const steps = names.filter((name) => name in old).map((name) => old[name]);
    return steps.length ? ` (${fill(this.texts["readings.old"], { step: Math.min(...steps) })})` : "";
  }

  /** A number that takes long is of an earlier step, which is told; undefined: it is of now. */
  age(cell, step) {
    const told = step === undefined ? "" : fill(this.texts["readings.old"], { step });
    if (cell.title === told) return;
    cell.title = told;
    cell.classList.toggle("pg-old", step !== undefined);
  }

  build(table, names) {
    this.table = table;
    table.replaceChildren();
    this.rows.clear();
    for (const name of names) {
      const row = table.insertRow();
      row.dataset.name = name;
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = this.texts[`metrics.${name}`] ?? name;
      head.title = this.texts[`metrics.${name}.help`] ?? "";
      head.className = `pg-${colourOf(name)}`;
      row.append(head);
      const value = row.insertCell();
      const floor = row.insertCell();
      floor.className = "pg-floor";
      this.rows.set(name, { value, floor });
    }
  }
}

/** Whoever writes the same again makes the browser look through its styles. */
function mark(element, name, value) {
  if (element.dataset[name] !== String(value)) element.dataset[name] = value;
}

// Gradio owns the button: only the text inside its own node is exchanged.
function write(button, label) {
  const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    node.data = label;
    return;
  }
}

function colourOf(name) {
  if (name.startsWith("d_") || name === "loss_d") return "discriminator";
  return name === "loss_g" ? "generator" : "ink";
}

function digitsOf(name) {
  return COUNTS.includes(name) ? 0 : 3;
}
