// The map of the families: each one's diagram, drawn and not to be set, and the way to its presets.

import { drawArrows, toColumns } from "./arrows.js";
import { onLanguage, texts } from "./language.js";

/** The component's `flows` are { family: { boxes: [{ key, symbol, title, kind }], arrows } }. */
export function mount(element, props) {
  for (const card of element.querySelectorAll("[data-family]")) {
    draw(card.querySelector("figure"), props.flows[card.dataset.family], texts);
  }
  element.addEventListener("click", ({ target }) => {
    const door = target.closest("[data-opens]");
    if (door) open(door.dataset);
  });
}

/** Chooses in the gallery what a button names, as a click there would, and goes there. */
function open({ opens, value }) {
  const radio = [...document.querySelectorAll(`#${opens} input[type=radio]`)].find((each) => each.value === value);
  document.querySelector("[data-view-name=play]").click();
  radio?.click();
  document.getElementById("play")?.focus();
}

function draw(figure, { boxes, arrows }, texts) {
  const inside = figure.querySelector(".pg-flow-inside");
  const made = new Map(boxes.map((box) => [box.key, makeBox(box, texts)]));
  const columns = toColumns(boxes, arrows).map((held) => {
    const column = document.createElement("div");
    column.className = "pg-column";
    column.append(...held.map(({ key }) => made.get(key)));
    return column;
  });
  inside.replaceChildren(...columns);
  // Boxes have a size only once the view is shown, and another one in another language.
  const observer = new ResizeObserver(() => inside.clientWidth && drawArrows(inside, arrows, made));
  for (const sized of [inside, ...made.values()]) observer.observe(sized);
  const title = (key) => texts[boxes.find((box) => box.key === key).title] ?? key;
  const tell = () => {
    const steps = arrows.filter(({ kind }) => kind !== "back").map(({ start, end }) => `${title(start)} → ${title(end)}`);
    figure.setAttribute("aria-label", [texts["map.flow"], steps.join(", ")].filter(Boolean).join(": "));
  };
  onLanguage(tell);
  tell();
}

function makeBox({ key, symbol, title, kind }, texts) {
  const box = document.createElement("div");
  box.className = "pg-box";
  Object.assign(box.dataset, { key, kind });
  const [sign, name, summary] = [["b", "pg-symbol"], ["span", "pg-title"], ["small", "pg-summary"]].map(([tag, style]) => {
    const part = box.appendChild(document.createElement(tag));
    part.className = style;
    return part;
  });
  sign.textContent = symbol;
  name.textContent = texts[title] ?? "";
  name.dataset.text = title;
  summary.hidden = true;
  return box;
}
