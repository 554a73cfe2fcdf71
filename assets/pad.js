// The drawing pad: a density of one's own, drawn by hand or by key over the box of the stage.

import { readColours } from "./draw.js";
import { padFace } from "./pad-face.js";
import { LineDrawing } from "./pad-line.js";
import { PlaneDrawing } from "./pad-plane.js";
import { onTheme } from "./themes.js";
import { fill } from "./words.js";

const DRAWINGS = { line: LineDrawing, plane: PlaneDrawing };
const LONGEST_PAST = 100;
const PAUSE = 350;

/**
 * Opens a pad over `box`, which has to be positioned. `kind` is "line" or "plane"; `initial` may hold the
 * settings of a drawing to go on with. `onDone` gets the settings' text of the new drawing by path.
 * Returns the pad: `close()` takes it away.
 */
export function openPad(box, { kind, texts, initial = null, onDone, onCancel = () => {} }) {
  return new Pad(box, kind, texts, new DRAWINGS[kind](initial), onDone, onCancel);
}

class Pad {
  constructor(box, kind, texts, drawing, onDone, onCancel) {
    Object.assign(this, { box, kind, texts, drawing, onDone, onCancel });
    this.past = [];
    this.returnTo = document.activeElement;
    this.build();
    this.listen();
    this.canvas.focus({ preventScroll: true });
    this.refresh();
  }

  build() {
    const act = {
      undo: () => this.undo(),
      clear: () => this.change(() => this.drawing.clear()),
      cancel: () => this.cancel(),
      use: () => this.finish(),
      brush: (size) => this.change(() => (this.drawing.brush = size), false),
      eraser: (on) => (this.drawing.erasing = on),
    };
    Object.assign(this, padFace(this.kind, this.texts, this.drawing, act));
    // What lies under the pad is out of sight, so the keyboard passes it by.
    this.covered = [...this.box.children].filter((child) => !child.inert);
    for (const child of this.covered) child.inert = true;
    this.box.append(this.element);
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => this.release(event));
    canvas.addEventListener("pointerleave", () => this.point(null));
    canvas.addEventListener("focus", () => this.refresh());
    canvas.addEventListener("blur", () => this.refresh());
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.resized = new ResizeObserver(() => this.refresh());
    this.resized.observe(canvas);
    this.endTheme = onTheme(() => this.refresh());
  }

  press(event) {
    if (event.button !== 0 || this.pointer !== undefined) return;
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.byKey = false;
    this.last = this.place(event);
    this.keepPast();
    this.drawing.press(this.last);
    this.refresh();
  }

  drag(event) {
    if (event.pointerId !== this.pointer) return this.point(event.pointerType === "touch" ? null : this.place(event));
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) {
      const next = this.place(move);
      this.drawing.drag(this.last, next);
      this.last = next;
    }
    this.point(this.last);
  }

  release(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = undefined;
    this.drawing.release();
    this.refresh();
  }

  point(place) {
    this.drawing.hover = place;
    this.refresh();
  }

  /** Where a pointer is, as shares of the drawing's box, held within it. */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const { left, top, width, height } = this.plot();
    const shares = [(event.clientX - box.left - left) / width, 1 - (event.clientY - box.top - top) / height];
    return shares.map((share) => Math.max(0, Math.min(1, share)));
  }

  key(event) {
    // The page's own shortcuts rest while somebody draws.
    event.stopPropagation();
    if (event.key === "Escape") return this.cancel();
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return this.undo();
    }
    if (event.target !== this.canvas || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      return this.finish();
    }
    const before = this.drawing.state;
    const done = this.pointer === undefined ? this.drawing.key(event.key, event.shiftKey) : "";
    if (!done) return;
    event.preventDefault();
    if (done === "changed") this.keepPast(before);
    this.byKey = true;
    this.say();
    this.refresh();
  }

  /** Tells where the cursor is, once the hand rests. */
  say() {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      const [sentence, values] = this.drawing.where();
      this.spoken.textContent = fill(this.texts[sentence], values);
    }, PAUSE);
  }

  keepPast(state = this.drawing.state) {
    this.past.push(state);
    if (this.past.length > LONGEST_PAST) this.past.shift();
    this.complaint.textContent = "";
  }

  change(act, undoable = true) {
    if (undoable) this.keepPast();
    act();
    this.refresh();
  }

  undo() {
    if (!this.past.length || this.pointer !== undefined) return;
    this.drawing.state = this.past.pop();
    this.refresh();
  }

  finish() {
    if (this.drawing.blank) {
      this.complaint.textContent = this.texts["pad.empty"];
      return;
    }
    this.close();
    this.onDone(this.drawing.settings());
  }

  cancel() {
    this.close();
    this.onCancel();
  }

  close() {
    clearTimeout(this.saying);
    cancelAnimationFrame(this.painting);
    this.resized.disconnect();
    this.endTheme();
    this.element.remove();
    for (const child of this.covered) child.inert = false;
    this.returnTo?.focus?.({ preventScroll: true });
  }

  refresh() {
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      this.paint();
    });
  }

  /** The drawing's box within the canvas, in CSS pixels. */
  plot() {
    const [wide, tall] = [this.canvas.clientWidth, this.canvas.clientHeight];
    const size = Math.max(12, Math.min(18, wide / 42));
    const { left, right, top, bottom } = this.drawing.margins;
    let [width, height] = [wide - (left + right) * size, tall - (top + bottom) * size];
    if (this.drawing.aspect) width = height = Math.max(1, Math.min(width, height));
    const spare = wide - (left + right) * size - width;
    return { left: left * size + spare / 2, top: top * size, width, height, size };
  }

  paint() {
    const ratio = Math.max(1, window.devicePixelRatio || 1);
    const [wide, tall] = [this.canvas.clientWidth, this.canvas.clientHeight];
    this.canvas.width = Math.round(wide * ratio);
    this.canvas.height = Math.round(tall * ratio);
    const ctx = this.canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const focused = Boolean(this.byKey) && document.activeElement === this.canvas;
    this.drawing.draw({ ctx, ratio, colours: readColours(this.canvas), ...this.plot() }, { focused });
    const { blank } = this.drawing;
    this.hint.hidden = !blank || this.pointer !== undefined;
    this.buttons.clear.disabled = blank;
    this.buttons.undo.disabled = !this.past.length;
  }
}
