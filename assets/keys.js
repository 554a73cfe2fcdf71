// The keyboard: one letter, one button. Gradio's buttons do the work.

const KEYS = { " ": "play", d: "step-d", g: "step-g", s: "step-both", b: "rewind", r: "reset", n: "new-seed" };
let listening = false;

export function listen() {
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", (event) => {
    const id = KEYS[event.key.toLowerCase()];
    if (!id || event.ctrlKey || event.metaKey || event.altKey || (event.repeat && id === "play")) return;
    if (takesKey(event.target, event.key)) return;
    event.preventDefault();
    document.getElementById(id)?.click();
  });
}

/** Whether the focused element has a use of its own for this key. */
function takesKey(target, key) {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  if (target.matches("input[type=radio], input[type=range]")) return false;
  if (target.matches("input[type=checkbox], button, summary, a")) return key === " ";
  return target.matches("input");
}
