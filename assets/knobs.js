// The knobs of the box that is open in the flow diagram, built from their declarations.

import { Asking } from "./asking.js";
import { select } from "./flow.js";
import { makeKnob } from "./knob.js";
import { onLanguage, texts } from "./language.js";

const EVERY = 40; // ms between two values that are sent
const REST = 120; // ms after which a number that is dragged along is taken to rest
const NUMBERS = ["int", "float"];
const HOLD = 300; // ms for which a knob just turned does not follow the run

/** The component's value is a list of knobs (see knob.js) with { box, heading }. */
export function mount(element, props, watch, trigger) {
  const panel = new Panel(element.querySelector(".pg-knobs"), texts, trigger);
  const show = () => panel.take(props.value ?? []);
  watch("value", show);
  show();
}

class Panel {
  constructor(place, texts, trigger) {
    Object.assign(this, { place, texts });
    this.asking = new Asking(trigger, { every: EVERY });
    this.turned = new Map();
    this.knobs = [];
    this.rows = new Map();
    this.build();
    onLanguage(() => this.translate());
    document.addEventListener("playground:box", () => this.open());
  }

  build() {
    const head = make("div", { className: "pg-knobs-head" });
    this.heading = make("h2", { id: "knobs-heading" });
    this.close = make("button", { type: "button", textContent: "×" });
    this.close.onclick = () => {
      const box = document.querySelector('#flow [aria-expanded="true"]');
      select("");
      box?.focus();
    };
    head.append(this.heading, this.close);
    this.top = make("div", { className: "pg-knobs-top" });
    this.live = make("div", {});
    this.anew = make("div", {});
    const [first, second] = [make("section", {}), make("section", {})];
    first.append(this.live);
    this.warning = make("h3", {});
    second.append(this.warning, this.anew);
    this.place.setAttribute("role", "region");
    this.place.setAttribute("aria-labelledby", "knobs-heading");
    this.place.replaceChildren(this.top, head, first, second);
    this.translate();
  }

  translate() {
    this.close.setAttribute("aria-label", this.texts["knobs.close"]);
    this.warning.textContent = this.texts["knobs.restart"];
    this.show();
  }

  /** The knobs of the box just opened, from their top. */
  open() {
    this.show();
    this.top.scrollIntoView({ block: "nearest" });
  }

  /** The knobs as the run has them: a copy, since the component's own value watches whoever reads it. */
  take(knobs) {
    this.knobs = JSON.parse(JSON.stringify(knobs));
    for (const knob of this.knobs) {
      knob.text = this.turned.get(knob.name)?.value ?? this.asking.waiting.get(knob.name)?.value ?? knob.text;
    }
    this.show();
  }

  show() {
    const box = document.body.dataset.box ?? "";
    const shown = this.knobs.filter((knob) => knob.box === box && offersChoice(knob));
    this.place.hidden = !shown.length;
    if (shown.length) this.heading.textContent = this.texts[shown[0].heading] ?? "";
    const focused = this.place.contains(document.activeElement) ? document.activeElement.id : "";
    this.keep(shown);
    this.arrange(this.live, shown.filter(({ live }) => live));
    this.arrange(this.anew, shown.filter(({ live }) => !live));
    const lost = focused && document.activeElement.id !== focused;
    if (lost) document.getElementById(focused)?.focus({ preventScroll: true });
    for (const knob of shown) this.write(knob);
  }

  /** Rows for exactly these knobs; one that is declared as before stays as it is. */
  keep(knobs) {
    const before = this.rows;
    this.rows = new Map();
    for (const knob of knobs) {
      const shape = JSON.stringify({ ...knob, text: "" });
      const old = before.get(knob.name);
      this.rows.set(knob.name, old?.shape === shape ? old : this.row(knob, shape));
    }
  }

  row(knob, shape) {
    const row = makeKnob(knob, (text, fine = true) => this.send(row, knob, text, fine));
    return Object.assign(row, { shape, turned: -Infinity });
  }

  /** Puts the rows into a list without moving those in place, so that focus and scroll stay. */
  arrange(list, knobs) {
    const wanted = knobs.map(({ name }) => this.rows.get(name).element);
    for (const row of [...list.children]) if (!wanted.includes(row)) row.remove();
    wanted.forEach((row, place) => {
      if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
    });
    list.parentElement.hidden = !wanted.length;
  }

  /** Shows a knob as the run has it, but never moves it under the hand. */
  write(knob) {
    const row = this.rows.get(knob.name);
    const rest = HOLD - (performance.now() - row.turned);
    if (!row.busy() && rest <= 0) return row.write(knob.text);
    clearTimeout(row.later);
    row.later = setTimeout(() => {
      const now = this.knobs.find(({ name }) => name === knob.name);
      if (now && this.rows.get(knob.name) === row) this.write(now);
    }, Math.max(rest, HOLD));
  }

  send(row, { name, kind, live }, value, fine) {
    row.turned = performance.now();
    // Kept as if accepted: if it is refused, the answer brings another value.
    if (fine) this.knobs.find((knob) => knob.name === name).text = value;
    if (live && NUMBERS.includes(kind)) return this.turn(name, value);
    if (live) window.playground?.turn(name, value);
    this.asking.send({ name, value, live }, name);
  }

  /**
   * Gradio takes its time, and the server's: a live knob is turned on the frames' own line first, and a number
   * only where it comes to rest in the long way, too, which tells what is wrong with it.
   */
  turn(name, value) {
    const turn = this.turned.get(name) ?? { saidAt: -Infinity };
    this.turned.set(name, Object.assign(turn, { value }));
    const say = () => {
      turn.saidAt = performance.now();
      window.playground?.turn(name, value);
    };
    clearTimeout(turn.next);
    const wait = turn.saidAt + EVERY - performance.now();
    if (wait > 0) turn.next = setTimeout(say, wait);
    else say();
    clearTimeout(turn.rest);
    turn.rest = setTimeout(() => {
      this.turned.delete(name);
      this.asking.send({ name, value, live: true }, name);
    }, REST);
  }
}

/** A menu with one entry is no choice. */
function offersChoice({ kind, choices }) {
  return !["choice", "str"].includes(kind) || choices.length > 1;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
