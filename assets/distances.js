// The laboratory: two laws are dragged, and every distance between them is seen at once.

import { inWords } from "./complaints.js";
import { make, write } from "./duel-dom.js";
import { Dirac } from "./dirac.js";
import { Newest } from "./distances-ask.js";
import { Axioms } from "./distances-axioms.js";
import { Built } from "./distances-built.js";
import { Critics } from "./distances-critics.js";
import { Curve } from "./distances-curve.js";
import { Descent } from "./distances-descent.js";
import { Earth } from "./distances-earth.js";
import { Law } from "./distances-law.js";
import { Laws } from "./distances-laws.js";
import { PlaneMatching } from "./distances-plane.js";
import { Side } from "./distances-side.js";
import { Slider } from "./distances-slider.js";
import { Table } from "./distances-table.js";
import { tabList } from "./distances-tabs.js";
import { seen } from "./distances-words.js";
import { language, onLanguage, texts, translate } from "./language.js";
import { view } from "./views.js";
import { fill, number } from "./words.js";

const ROOMS = ["laws", "lines", "dirac"];
const PANELS = ["built", "earth", "plane", "critics", "axioms"];
/** Panels whose content follows from the laws and comes with them. */
const FED = ["built", "earth", "critics"];
const SNAP = 0.03;

class Laboratory {
  constructor(element, props) {
    Object.assign(this, { element, props });
    const { shapes, base, measures } = props;
    const gauss = shapes[0].key;
    this.state = {
      lines: false, theta: 4, distance: "jensen-shannon",
      p: new Law(shapes, gauss, { mean: 0 }),
      q: new Law(shapes, gauss, { moves: true }),
      moveTo: (theta) => {
        const held = Math.min(props.reach.theta, Math.max(-props.reach.theta, theta));
        this.state.theta = Math.abs(held) < SNAP ? 0 : Number(held.toFixed(2));
      },
    };
    this.panel = PANELS[0];
    this.curves = {};
    const complain = (sentence) => this.complain(sentence);
    this.asking = new Newest(base, "distances", (answer, asked) => this.take(answer, asked), complain);
    this.askingCurves = new Newest(base, "distances/curves", (answer) => this.takeCurves(answer), complain);
    this.askingAxioms = new Newest(base, "distances/axioms", (answer) => this.axioms.show(answer), complain);
    this.descent = new Descent(this.state, () => this.change());
    const change = () => this.byHand();
    this.laws = new Laws(this.state, change);
    this.table = new Table(measures, this.state, (key) => this.choose(key));
    this.curve = new Curve(measures, this.state, change);
    this.built = new Built(this.state);
    this.earth = new Earth(this.state, props.points, change);
    this.critics = new Critics(base, () => ({ ...this.lawsAsked(), theta: String(this.state.theta) }), complain);
    this.axioms = new Axioms(measures);
    this.plane = new PlaneMatching(base, props.cloud, complain);
    this.dirac = new Dirac(base, props.methods, props.reach.dirac, complain);
    this.build();
    onLanguage(() => {
      this.showSliders();
      this.retell();
    });
  }

  build() {
    this.said = make("p", { class: "pd-seen", "aria-live": "polite" });
    this.complaint = make("p", { class: "pd-complaint", role: "alert", hidden: "" });
    this.title = make("h3", { class: "pd-title" });
    const change = () => this.byHand();
    this.sides = Object.fromEntries(["p", "q"].map((who) => [who, new Side(who, this.state[who], this.props.shapes, change)]));
    const offset = { name: "theta", low: -this.props.reach.theta, high: this.props.reach.theta, log: false, kind: "float" };
    this.theta = new Slider(offset, "distances.theta", texts["distances.theta"], (value) => {
      this.state.moveTo(value);
      change();
    });
    this.places = Object.fromEntries(PANELS.map((name) => [name, make("div", {
      role: "tabpanel", class: "pd-panel", id: `pd-panel-${name}`, "aria-labelledby": `pd-tab-${name}`, hidden: "" }, this[name].element)]));
    const panels = tabList("distances.panels", PANELS, "distances.panel", (name) => this.open(name));
    this.lab = make("div", { class: "pd-lab" },
      make("section", { class: "pd-card pd-laws", label: "distances.laws" }, this.laws.sheet.element,
        make("div", { class: "pd-line pd-offset" }, this.theta.element, this.descent.button),
        make("div", { class: "pd-sides" }, this.sides.p.element, this.sides.q.element)),
      make("section", { class: "pd-card pd-measures", label: "distances.table" }, this.table.element),
      make("section", { class: "pd-card pd-panels", label: "distances.panels" }, panels, ...Object.values(this.places)),
      make("section", { class: "pd-card pd-curve", label: "distances.curve" }, this.title, this.curve.sheet.element));
    this.dirac.element.hidden = true;
    const rooms = tabList("distances.rooms", ROOMS, "distances.room", (name) => this.enter(name));
    rooms.classList.add("pd-rooms");
    this.element.replaceChildren(make("div", { class: "pd-head" }, rooms, this.said, this.complaint), this.lab, this.dirac.element);
    this.places[this.panel].hidden = false;
    if (language() !== "en") translate(this.element);
  }

  enter(room) {
    this.descent.stop();
    const dirac = room === "dirac";
    this.lab.hidden = dirac;
    this.dirac.element.hidden = !dirac;
    this.said.hidden = dirac;
    this.state.lines = room === "lines";
    this.lab.dataset.lines = String(this.state.lines);
    if (dirac) this.dirac.ask();
    else this.change();
  }

  open(panel) {
    this.places[this.panel].hidden = true;
    this.panel = panel;
    this.places[panel].hidden = false;
    if (panel === "plane") this.plane.ask();
    else if (panel === "axioms" && !this.axioms.examples) this.askingAxioms.ask({});
    else this.change();
  }

  choose(key) {
    this.state.distance = key;
    this.retell();
    if (this.panel === "built") this.change();
  }

  /** Whoever takes hold of something ends the descent. */
  byHand() {
    this.descent.cancel();
    this.change();
  }

  /** After every change: the sliders follow at once, everything else with the server's answer. */
  change() {
    this.showSliders();
    const laws = this.lawsAsked();
    if (this.known !== JSON.stringify(laws)) {
      this.known = JSON.stringify(laws);
      this.askingCurves.ask(laws);
    }
    const panel = !this.state.lines && FED.includes(this.panel) ? this.panel : "";
    this.asking.ask({
      ...laws, theta: this.state.theta, panel, ...(panel === "built" ? { distance: this.state.distance } : {}),
      ...(panel === "earth" ? this.earth.asked : {}),
    });
  }

  showSliders() {
    this.theta.show(this.state.theta);
    for (const side of Object.values(this.sides)) side.show();
  }

  lawsAsked() {
    return this.state.lines ? { p: this.props.lines } : { p: this.state.p.text, q: this.state.q.text };
  }

  take(answer, asked) {
    this.answer = answer;
    // The hand may be further already: what is drawn is where it was when it asked.
    this.laws.show(answer);
    for (const panel of FED) {
      if (answer[panel] && panel === this.panel) this[panel].show(answer[panel]);
    }
    this.retell(false);
    this.element.dataset.theta = asked.theta;
    this.descent.take(answer);
  }

  takeCurves(answer) {
    this.curves = answer.curves ? answer : {};
    this.retell(false);
  }

  /** Everything with words or numbers in it; the panels as well if their words may have changed. */
  retell(panels = true) {
    const { answer, props, state } = this;
    if (!answer || (state.lines === Boolean(answer.p))) return;
    const curves = this.curves.curves ? this.curves : null;
    const measure = props.measures.find(({ key }) => key === state.distance);
    this.table.show(answer.distances, curves);
    this.curve.show(answer.distances, curves);
    write(this.title, fill(texts["distances.against"], { name: texts[`distances.${measure.key}`] }));
    write(this.said, seen(answer.distances, measure, state.lines));
    this.laws.sheet.tell(fill(texts["distances.laws.picture"], { theta: number(state.theta, 2) }));
    this.curve.sheet.tell(`${this.title.textContent}. ${this.said.textContent}`);
    if (!panels) return;
    for (const panel of FED) if (answer[panel]) this[panel].show(answer[panel]);
    this.axioms.retell();
    this.plane.retell();
    this.dirac.retell();
  }

  complain(sentence) {
    write(this.complaint, inWords(sentence));
    this.complaint.hidden = !sentence;
  }
}

export function mount(element, props) {
  const place = element.querySelector(".pg-distances");
  let laboratory = null;
  const begin = () => {
    if (laboratory || view() !== "distances") return;
    laboratory = new Laboratory(place, props);
    laboratory.change();
  };
  begin();
  document.addEventListener("playground:view", begin);
}
