// The knobs of a run, built from their declarations: sliders, switches and menus by path.

/** The component's value is a list of { name, label, help, kind, text, low, high, log, choices, unit }. */
export function mount(element, props, watch, trigger) {
  const place = element.querySelector(".pg-knobs");
  let shape = "";
  const show = () => {
    const knobs = props.value ?? [];
    const next = knobs.map((knob) => `${knob.name} ${knob.kind} ${knob.choices ?? ""}`).join("|");
    if (next !== shape) place.replaceChildren(...knobs.map((knob) => build(knob, trigger)));
    shape = next;
    for (const knob of knobs) set(place.querySelector(`[data-name="${knob.name}"]`), knob);
  };
  watch("value", show);
  show();
}

const SLIDER_STEPS = 200;

function build(knob, trigger) {
  const row = document.createElement("label");
  row.className = "pg-knob";
  row.dataset.name = knob.name;
  row.title = knob.help;
  const name = document.createElement("span");
  name.textContent = knob.label;
  const value = document.createElement("output");
  const control = make(knob);
  row.append(name, value, control);
  const event = knob.kind === "int" || knob.kind === "float" ? "input" : "change";
  control.addEventListener(event, () => {
    const text = read(control, knob);
    value.textContent = knob.choices?.length || knob.kind === "bool" ? "" : pretty(text);
    trigger("input", { name: knob.name, value: text });
  });
  return row;
}

function make(knob) {
  if (knob.choices?.length) {
    const menu = document.createElement("select");
    for (const choice of knob.choices) menu.add(new Option(choice, choice));
    return menu;
  }
  const control = document.createElement("input");
  control.type = knob.kind === "bool" ? "checkbox" : "range";
  if (control.type === "range") Object.assign(control, scale(knob));
  return control;
}

function scale({ kind, low, high, log }) {
  if (kind === "int" && high - low <= SLIDER_STEPS && !log) return { min: low, max: high, step: 1 };
  return { min: 0, max: SLIDER_STEPS, step: 1 };
}

// A logarithmic knob that may be zero keeps its leftmost place for it.
function bottom({ low, high }) {
  return low > 0 ? low : high / 1e6;
}

function read(control, knob) {
  if (control.type === "checkbox") return String(control.checked);
  if (control.type !== "range") return control.value;
  const place = Number(control.value);
  if (Number(control.max) !== SLIDER_STEPS || knob.kind === "int" && knob.high - knob.low === SLIDER_STEPS) return String(place);
  const share = place / SLIDER_STEPS;
  if (!knob.log) return tidy(knob.low + share * (knob.high - knob.low), knob);
  if (place === 0) return tidy(knob.low, knob);
  return tidy(bottom(knob) * (knob.high / bottom(knob)) ** share, knob);
}

function tidy(value, knob) {
  const rounded = knob.kind === "int" ? Math.round(value) : Number(value.toPrecision(2));
  return String(Math.min(knob.high, Math.max(knob.low, rounded)));
}

function set(row, knob) {
  if (!row) return;
  const control = row.lastElementChild;
  if (control === document.activeElement && control.matches(":active")) return;
  if (control.type === "checkbox") control.checked = knob.text === "true";
  else if (control.type !== "range") control.value = knob.text;
  else control.value = placeOf(Number(knob.text), knob, Number(control.max));
  row.querySelector("output").textContent = control.type === "range" ? pretty(knob.text) : "";
}

function placeOf(value, knob, max) {
  if (max !== SLIDER_STEPS) return value;
  if (!knob.log) return ((value - knob.low) / (knob.high - knob.low)) * SLIDER_STEPS;
  if (value <= bottom(knob)) return 0;
  return (Math.log(value / bottom(knob)) / Math.log(knob.high / bottom(knob))) * SLIDER_STEPS;
}

function pretty(text) {
  const value = Number(text);
  if (!Number.isFinite(value) || value === 0) return text;
  return Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5
    ? value.toExponential().replace("e-", "e−").replace("e+", "e")
    : String(Number(value.toPrecision(4))).replace("-", "−");
}
