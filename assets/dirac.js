// Dirac-GAN: one point against one line. Where gradient descent takes the two players, method by method.

import { make, write } from "./duel-dom.js";
import { colourOf, paintCircle, paintField, paintRadius } from "./dirac-pictures.js";
import { formula, ticks } from "./draw.js";
import { texts } from "./language.js";
import { Newest } from "./distances-ask.js";
import { Sheet, axes, dot, mapping, placeOf, stroke, within } from "./distances-sheet.js";
import { Slider } from "./distances-slider.js";
import { fill, number } from "./words.js";

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Dirac {
  constructor(base, { entries, rate, n_d: steps }, reach, complain) {
    Object.assign(this, { entries, reach, complain });
    this.asked = { method: entries[0].key, theta: 1, psi: 1, rate: rate.default, n_d: steps.default, simultaneous: true };
    this.numbers = Object.fromEntries(entries.map(({ key, number: knob }) => [key, knob?.default]));
    this.asking = new Newest(base, "dirac", (answer) => this.take(answer), complain);
    this.portrait = new Sheet((pen) => this.paint(pen), { class: "pd-grab", tabindex: "0", role: "application" });
    this.circle = new Sheet((pen) => this.made && paintCircle(pen, this.made));
    this.radius = new Sheet((pen) => this.made && paintRadius(pen, this.made));
    this.listen();
    this.said = make("p", { class: "pd-verdict", "aria-live": "polite" });
    this.element = make("div", { class: "pd-dirac" }, this.portrait.element,
      make("div", { class: "pd-stack pd-dirac-side" }, this.controls(rate, steps), this.said,
        make("div", { class: "pd-dirac-charts" },
          make("figure", {}, this.circle.element, make("figcaption", { text: "dirac.eigenvalues" })),
          make("figure", {}, this.radius.element, make("figcaption", { text: "dirac.radius" })))));
  }

  controls(rate, steps) {
    this.method = make("select", { label: "dirac.method" }, ...this.entries.map(({ key, name }) => {
      const option = make("option", { value: key });
      option.textContent = name;
      return option;
    }));
    this.method.addEventListener("change", () => this.set({ method: this.method.value }));
    this.order = make("select", { label: "dirac.updates" },
      make("option", { value: "true", text: "dirac.simultaneous" }), make("option", { value: "false", text: "dirac.alternating" }));
    this.order.addEventListener("change", () => this.set({ simultaneous: this.order.value === "true" }));
    this.sliders = {
      rate: new Slider(rate, "dirac.rate", texts["dirac.rate"], (value) => this.set({ rate: value })),
      n_d: new Slider(steps, "dirac.n_d", texts["dirac.n_d"], (value) => this.set({ n_d: value })),
    };
    this.own = make("div", {});
    return make("div", { class: "pd-dirac-controls" },
      make("label", {}, make("span", { text: "dirac.method" }), this.method),
      make("label", {}, make("span", { text: "dirac.updates" }), this.order),
      this.sliders.rate.element, this.sliders.n_d.element, this.own);
  }

  /** The one number of the method's constraint. */
  showNumber() {
    const { number: knob } = this.entries.find(({ key }) => key === this.asked.method);
    if (this.shownFor !== this.asked.method) {
      this.shownFor = this.asked.method;
      this.number = knob && new Slider(knob, `dirac.${knob.name}`, texts[`dirac.${knob.name}`], (value) => {
        this.numbers[this.asked.method] = value;
        this.ask();
      });
      this.own.replaceChildren(...(knob ? [this.number.element] : []));
    }
    this.number?.show(this.numbers[this.asked.method]);
  }

  listen() {
    const { canvas } = this.portrait;
    const follow = (event) => {
      const [x, y] = placeOf(event);
      this.put(this.at.atX(x), this.at.atY(y));
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button || !this.at) return;
      canvas.setPointerCapture(event.pointerId);
      this.held = true;
      follow(event);
    });
    canvas.addEventListener("pointermove", (event) => this.held && follow(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (this.held = false));
    canvas.addEventListener("keydown", (event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      const [across, up] = KEYS[event.key].map((part) => part * (event.shiftKey ? 0.5 : 0.1));
      this.put(this.asked.theta + across, this.asked.psi + up);
    });
  }

  put(theta, psi) {
    const inside = (value) => Number(Math.min(this.reach, Math.max(-this.reach, value)).toFixed(3));
    this.set({ theta: inside(theta), psi: inside(psi) });
  }

  set(change) {
    Object.assign(this.asked, change);
    this.ask();
  }

  ask() {
    const own = this.numbers[this.asked.method];
    this.asking.ask({ ...this.asked, ...(own === undefined ? {} : { number: own }) });
  }

  take(answer) {
    this.made = answer;
    this.retell();
  }

  retell() {
    if (!this.made) return;
    const { asked, made } = this;
    for (const [name, slider] of Object.entries(this.sliders)) slider.show(asked[name]);
    // Who moves at once moves once.
    this.sliders.n_d.element.hidden = asked.simultaneous;
    this.showNumber();
    const size = Math.max(...made.eigenvalues.map(([re, im]) => Math.hypot(re, im)));
    const radii = made.path.map(([theta, psi]) => Math.hypot(theta, psi));
    const values = {
      name: this.entries.find(({ key }) => key === asked.method).name, size: number(size, 4), steps: String(radii.length - 1),
      start: number(radii[0], 2), end: number(radii.at(-1), 2),
    };
    write(this.said, `${fill(texts[`dirac.${made.kinked && made.verdict === "diverges" ? "kink" : made.verdict}`], values)} ${fill(texts["dirac.path"], values)}`);
    this.said.dataset.verdict = made.verdict;
    this.portrait.tell(`${texts["dirac.keys"]} ${this.said.textContent}`);
    this.circle.tell(fill(texts["dirac.circle.picture"], values));
    this.radius.tell(fill(texts["dirac.path"], values));
    for (const sheet of [this.portrait, this.circle, this.radius]) sheet.draw();
  }

  paint(pen) {
    const { ctx, width, height, size, colours } = pen;
    if (!this.made) return;
    const reach = this.reach * 1.08;
    const [left, bottom] = [size * 2.4, size * 1.9];
    const side = Math.min(width - left - 8, height - bottom - 8);
    const start = left + (width - left - 8 - side) / 2;
    const at = (this.at = mapping([start, 8, start + side, 8 + side], [-reach, reach], [-reach, reach]));
    paintField(pen, at, this.made);
    within(ctx, at.box, () => {
      ctx.beginPath();
      this.made.path.forEach(([theta, psi], i) => (i ? ctx.lineTo(at.X(theta), at.Y(psi)) : ctx.moveTo(at.X(theta), at.Y(psi))));
      stroke(ctx, colours, colourOf(this.made), 2.2);
      for (const [theta, psi] of this.made.path.slice(1, 60)) dot(ctx, at.X(theta), at.Y(psi), 2.6, colours.ink);
    });
    dot(ctx, at.X(0), at.Y(0), 5, colours.panel, colours.data);
    dot(ctx, at.X(this.asked.theta), at.Y(this.asked.psi), 8, colours.push, colours.panel);
    axes(pen, { ...at, y: [0, 1], Y: () => at.box[3] }, { label: "θ", across: 5 });
    for (const value of ticks(-this.reach, this.reach, 5)) formula(ctx, String(value).replace("-", "−"), start - 6, at.Y(value) + size * 0.35, size, colours.muted, { align: "right" });
    formula(ctx, "ψ", start - size * 1.2, 8 + size, size * 1.2, colours.ink, { align: "right" });
  }
}
