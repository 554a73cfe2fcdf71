// The keyboard: one letter, one button. Gradio's buttons do the work.

const KEYS = {
  " ": "play", d: "step-d", g: "step-g", s: "step-both", b: "rewind", r: "reset", n: "new-seed", f: "full",
};
const ARROWS = { ArrowLeft: -1, ArrowRight: 1 };
let listening = false;

export function listen() {
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", (event) => {
    if ((document.body.dataset.view ?? "play") !== "play") return;
    if (event.key in ARROWS && event.target === document.body) return alongTimeline(ARROWS[event.key], event);
    const id = KEYS[event.key.toLowerCase()];
    if (!id || event.ctrlKey || event.metaKey || event.altKey || (event.repeat && id === "play")) return;
    if (takesKey(event.target, event.key)) return;
    event.preventDefault();
    document.getElementById(id)?.click();
  });
}

/** Arrows move along the timeline, a hundredth of it at a time; its own arrows take single steps. */
function alongTimeline(direction, event) {
  const slider = document.querySelector("#timeline input");
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
  if (target.matches("input[type=checkbox], button, summary, a")) return key === " ";
  return target.matches("input");
}
