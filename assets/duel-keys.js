// The keyboard of the duel: the letters of the Play view, while the duel is the view that is shown.

import { view } from "./views.js";

const KEYS = { " ": "play", d: "step-d", g: "step-g", s: "step-both", b: "rewind", r: "reset", n: "new-seed" };
const ARROWS = { ArrowLeft: -1, ArrowRight: 1 };

/** A letter presses the button of the `bar`; arrows move the `slider` a hundredth of its way. */
export function listenToKeys(name, bar, slider) {
  document.addEventListener("keydown", (event) => {
    if (view() !== name || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS && event.target === document.body) {
      event.preventDefault();
      slider.value = Number(slider.value) + ARROWS[event.key] * Math.max(1, Math.round(slider.max / 100));
      slider.dispatchEvent(new Event("input"));
      slider.dispatchEvent(new Event("change"));
      return;
    }
    const key = KEYS[event.key.toLowerCase()];
    if (!key || (event.repeat && key === "play") || takesKey(event.target, event.key)) return;
    event.preventDefault();
    bar.press(key);
  });
}

/** Whether the focused element has a use of its own for this key. */
function takesKey(target, key) {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  if (target.matches("input[type=radio], input[type=range]")) return false;
  if (target.matches("button, summary, a")) return key === " ";
  return target.matches("input");
}
