// One choice out of several: a row of segments or a column of cards, with the rest in a menu.

import { Asking } from "./asking.js";

/** The component's value is the chosen key; the visitor's choice is triggered as `input`. */
export function mount(element, props, watch, trigger) {
  const radios = [...element.querySelectorAll("input[type=radio]")];
  const menu = element.querySelector("select");
  const asking = new Asking(trigger, { settled: () => show() });
  const show = () => {
    // The answer to an earlier choice does not undo a later one.
    if (asking.busy) return;
    const value = props.value ?? "";
    for (const radio of radios) radio.checked = radio.value === value;
    const more = menu && [...menu.options].some((option) => option.value && option.value === value);
    if (menu) menu.value = more ? value : "";
    if (menu) menu.parentElement.dataset.chosen = Boolean(more);
  };
  element.addEventListener("change", ({ target }) => {
    if (!target.value) return show();
    // Shown at once; the server's answer puts it right if it was refused.
    for (const radio of radios) radio.checked = radio.value === target.value;
    if (menu) {
      if (target !== menu) menu.value = "";
      menu.parentElement.dataset.chosen = target === menu;
    }
    props.value = target.value;
    asking.send({ value: target.value });
  });
  watch("value", show);
  show();
}
