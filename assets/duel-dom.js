// Small helpers to build the duel's page: elements with their words, which change with the language.

import { texts } from "./language.js";

/**
 * An element: `text` is the key of its words, `label` that of its accessible name and tooltip; every other
 * attribute is set as it is.
 */
export function make(tag, { text, label, ...attributes } = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) {
    element.dataset.text = text;
    element.textContent = texts[text] ?? "";
  }
  if (label) {
    element.dataset.textLabel = label;
    element.setAttribute("aria-label", texts[label] ?? "");
    element.title = texts[label] ?? "";
  }
  element.append(...inside);
  return element;
}

export function button(attributes, act, ...inside) {
  const element = make("button", { type: "button", ...attributes }, ...inside);
  element.addEventListener("click", () => act());
  return element;
}

/** Writes only what is new, so that nothing is laid out in vain. */
export function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** The name of a side: A, B, C or D. */
export function letter(number) {
  return String.fromCharCode(65 + number);
}
