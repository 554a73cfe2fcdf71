// One knob: its label, the control that its kind asks for, and what it does in a sentence.

import { nearest, stopsOf } from "./scale.js";

const MAKERS = {
  int: number, float: number, bool: tick, str: menu, choice: menu, many: ticks, tuple: line, text: line,
};

/**
 * The row of a knob { name, label, help, kind, text, low, high, log, choices, unit, live, resets }.
 * `send(text, fine)` is called with what was chosen; not `fine` is what cannot be. Returns
 * { element, write(text), busy() }: `busy` while the control is in the visitor's hand.
 */
export function makeKnob(knob, send) {
  const id = `knob-${knob.name}`;
  const help = make("p", { id: `${id}-help`, textContent: knob.help });
  const made = MAKERS[knob.kind](knob, send, id, help.id);
  const element = make(made.tag ?? "div", { className: "pg-knob" });
  element.dataset.name = knob.name;
  if (made.tag) element.setAttribute("aria-describedby", help.id);
  element.append(made.tag ? make("legend", { textContent: knob.label }) : labelOf(knob, id), ...made.controls, help);
  return { element, write: made.write, busy: made.busy ?? (() => false) };
}

/** A number to type and, between bounds, a slider. */
function number(knob, send, id, helpId) {
  const field = typed(id, helpId, send, (words) => String(Number(words)), (words) => allowed(words, knob));
  field.control.inputMode = knob.kind === "int" ? "numeric" : "decimal";
  if (knob.low === undefined || knob.high === undefined) return { ...field, controls: [field.control] };
  const stops = stopsOf(knob);
  const slider = make("input", { type: "range", min: 0, max: stops.length - 1, step: 1 });
  slider.setAttribute("aria-label", knob.label);
  slider.setAttribute("aria-describedby", helpId);
  const say = () => slider.setAttribute("aria-valuetext", field.control.value);
  const pick = (sending) => {
    const words = String(stops[Number(slider.value)]);
    field.write(words);
    say();
    if (sending) send(words);
  };
  // What starts the run anew, or acts anew each time, waits until the slider is let go.
  const waits = !knob.live || knob.resets;
  slider.addEventListener("input", () => pick(!waits));
  slider.addEventListener("change", () => waits && pick(true));
  const place = (words) => {
    slider.value = nearest(stops, Number(words));
    say();
  };
  field.control.addEventListener("change", ({ target }) => {
    if (!target.hasAttribute("aria-invalid")) place(target.value);
  });
  return {
    controls: [field.control, slider],
    busy: () => field.busy() || slider.matches(":active"),
    write: (words) => {
      field.write(words);
      place(words);
    },
  };
}

/** A text field that sends when its words are done with, and forgets them on Escape. */
function typed(id, helpId, send, read, isAllowed) {
  const control = make("input", { type: "text", id, autocomplete: "off", spellcheck: false });
  control.setAttribute("aria-describedby", helpId);
  let shown = "";
  const mark = (bad) => (bad ? control.setAttribute("aria-invalid", "true") : control.removeAttribute("aria-invalid"));
  const write = (words) => {
    shown = read(words);
    control.value = shown;
    mark(false);
  };
  control.addEventListener("change", () => {
    const words = control.value.trim();
    const fine = isAllowed(words);
    // What cannot be is sent as well: the answer says what would be allowed.
    if (fine) write(fine);
    else mark(true);
    send(fine || words, fine !== "");
  });
  control.addEventListener("input", () => mark(false));
  control.addEventListener("blur", () => control.hasAttribute("aria-invalid") && write(shown));
  control.addEventListener("keydown", ({ key }) => key === "Escape" && write(shown));
  return { control, write, busy: () => control === document.activeElement && control.value !== shown };
}

/** The number as text if it may be chosen, else nothing. Commas and true minus signs are read too. */
function allowed(words, { kind, low = -Infinity, high = Infinity }) {
  const value = Number(words.replace("−", "-").replace(",", "."));
  const fine = words !== "" && Number.isFinite(value) && value >= low && value <= high;
  return fine && (kind !== "int" || Number.isInteger(value)) ? String(value) : "";
}

function line(knob, send, id, helpId) {
  const field = typed(id, helpId, send, (words) => words, (words) => words);
  field.control.className = "pg-wide";
  return { ...field, controls: [field.control] };
}

function tick(knob, send, id, helpId) {
  const control = make("input", { type: "checkbox", id });
  control.setAttribute("aria-describedby", helpId);
  control.addEventListener("change", () => send(String(control.checked)));
  return { controls: [control], write: (words) => (control.checked = words === "true") };
}

function menu(knob, send, id, helpId) {
  const control = make("select", { id });
  control.setAttribute("aria-describedby", helpId);
  for (const [key, label] of knob.choices) control.add(new Option(label, key));
  control.addEventListener("change", () => send(control.value));
  return { controls: [control], write: (words) => (control.value = words) };
}

function ticks(knob, send, id) {
  const list = make("ul", {});
  const boxes = knob.choices.map(([key, label]) => {
    const box = make("input", { type: "checkbox", value: key, id: `${id}-${key}` });
    const item = make("li", {});
    const words = make("label", {});
    words.append(box, label);
    item.append(words);
    list.append(item);
    return box;
  });
  list.addEventListener("change", () => {
    const held = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    send(held.join(",") || "none");
  });
  const write = (words) => {
    const held = words.split(",");
    for (const box of boxes) box.checked = held.includes(box.value);
  };
  return { tag: "fieldset", controls: [list], write };
}

function labelOf(knob, id) {
  const label = make("label", { htmlFor: id, textContent: knob.label });
  if (knob.unit) label.append(" ", make("span", { className: "pg-unit", textContent: knob.unit }));
  return label;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
