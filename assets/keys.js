// The keyboard: one letter, one button, in whichever view is shown.

import { view } from "./views.js";

const KEYS = {
  " ": "play", d: "step-d", g: "step-g", s: "step-both", b: "rewind", r: "reset", n: "new-seed", f: "full",
};
const ARROWS = { ArrowLeft: -1, ArrowRight: 1 };

/** While the view `name` is shown a letter calls `press` with its button's name, and arrows move the
 *  `slider` (a function that finds it) a hundredth of its way; the slider's own arrows take single steps. */
export function listenToKeys(name, press, slider = () => null) {
  document.addEventListener("keydown", (event) => {
    if (view() !== name || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS && event.target === document.body) return move(slider(), ARROWS[event.key], event);
    const button = KEYS[event.key.toLowerCase()];
    if (!button || (event.repeat && button === "play") || takesKey(event.target, event.key)) return;
    event.preventDefault();
    // The screen is filled by the same button in all views.
    (button === "full" ? pressButton : press)(button);
  });
}

/** Presses the page's own button of that name. */
export function pressButton(id) {
  document.getElementById(id)?.click();
}

function move(slider, direction, event) {
  if (!slider) return;
  event.preventDefault();
  slider.value = Number(slider.value) + direction * Math.max(1, Math.round(slider.max / 100));
  slider.dispatchEvent(new Event("input"));
  slider.dispatchEvent(new Event("change"));
}

/** Whether the focused element has a use of its own for this key. */
function takesKey(target, key) {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  if (target.matches("input[type=radio], input[type=range]")) return false;
  // Whoever has just come to a view by its tab wants to play.
  if (target.matches("[aria-current=page]")) return false;
  if (target.matches("input[type=checkbox], button, summary, a")) return key === " ";
  return target.matches("input");
}
