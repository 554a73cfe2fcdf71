// The pad's face: the sheet to draw on, and the buttons around it.

const WIDEST_BRUSH = 8;

/** Builds it for one `kind`; `act` has what each button does. All words come from `texts`. */
export function padFace(kind, texts, drawing, act) {
  const button = (name, className = "") => {
    const made = make("button", { type: "button", className, textContent: texts[`pad.${name}`] });
    made.dataset.does = name;
    made.dataset.text = `pad.${name}`;
    made.addEventListener("click", () => act[name]());
    return made;
  };
  const [undo, clear, cancel, use] = [button("undo"), button("clear"), button("cancel"), button("use", "pg-pad-use")];
  const canvas = make("canvas", { tabIndex: 0, role: "application", "aria-label": texts[`pad.keys.${kind}`] });
  const hint = make("p", { className: "pg-pad-hint", textContent: texts[`pad.hint.${kind}`] });
  const spoken = make("p", { className: "pg-unseen", "aria-live": "polite" });
  const complaint = make("p", { className: "pg-pad-complaint", role: "alert" });
  const title = texts[`pad.title.${kind}`];
  const heading = make("h2", { textContent: title });
  // For the page, when its language changes.
  hint.dataset.text = `pad.hint.${kind}`;
  heading.dataset.text = `pad.title.${kind}`;
  canvas.dataset.textLabel = `pad.keys.${kind}`;
  const tools = kind === "plane" ? brushes(texts, drawing, act) : [];
  const element = make("div", { className: "pg-pad", role: "dialog", "aria-label": title },
    make("div", { className: "pg-pad-head" }, heading, ...tools),
    make("div", { className: "pg-pad-sheet" }, canvas, hint),
    make("div", { className: "pg-pad-foot" }, undo, clear, complaint, cancel, use),
    spoken);
  element.dataset.textLabel = `pad.title.${kind}`;
  return { element, canvas, hint, spoken, complaint, buttons: { undo, clear } };
}

function brushes(texts, drawing, act) {
  const size = make("input", { type: "range", min: 1, max: WIDEST_BRUSH, step: 1, value: drawing.brush });
  size.addEventListener("input", () => act.brush(Number(size.value)));
  const eraser = make("button", { type: "button", textContent: texts["pad.eraser"], "aria-pressed": "false" });
  eraser.dataset.does = "eraser";
  eraser.dataset.text = "pad.eraser";
  eraser.addEventListener("click", () => {
    const on = eraser.getAttribute("aria-pressed") === "false";
    eraser.setAttribute("aria-pressed", String(on));
    act.eraser(on);
  });
  const brush = make("span", { textContent: texts["pad.brush"] });
  brush.dataset.text = "pad.brush";
  return [make("label", {}, brush, size), eraser];
}

function make(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
