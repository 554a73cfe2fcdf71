// The latent explorer: the same run as in Play, seen from the side of z.

import { Client } from "./client.js";
import { inWords } from "./complaints.js";
import { tabList } from "./distances-tabs.js";
import { button, make, write } from "./duel-dom.js";
import { decode } from "./frames.js";
import { listenToKeys, pressButton } from "./keys.js";
import { language, onLanguage, texts, translate } from "./language.js";
import { Asking } from "./latent-ask.js";
import { Inside } from "./latent-inside.js";
import { Pad } from "./latent-pad.js";
import { Pictures } from "./latent-pictures.js";
import { Samples } from "./latent-samples.js";
import { Sum } from "./latent-sum.js";
import { Way } from "./latent-way.js";
import { World } from "./latent-world.js";
import { onTheme } from "./themes.js";
import { view } from "./views.js";
import { fill } from "./words.js";

const VIEW = "latent";
const INTERVAL = 250; // from one look at a run that plays to the next
const MANIFOLD = 10;
const WAITING = 200;
const RETRY = 1000;
const SHEETS = ["samples", "manifold"];
const TOOLS = ["way", "sum", "inside"];

class Explorer {
  constructor(element, props) {
    this.element = element;
    this.base = new URL(props.base, document.baseURI).href;
    this.world = new World(element);
    this.asking = new Asking(this.base, { take: (...answer) => this.take(...answer), complain: (sentence) => this.judge(sentence) });
    const press = (slot) => this.aim(slot);
    const change = () => this.refresh();
    this.sheet = new Samples(this.world, (i) => this.choose(i));
    this.manifold = new Pictures(this.world, { across: MANIFOLD, style: "mesh" });
    this.pad = new Pad(this.world, press, (recipe) => this.asking.ask(recipe), change);
    this.tools = { way: new Way(this.world, press, change), sum: new Sum(this.world, press, change), inside: new Inside(this.world, change) };
    [this.shown, this.tool, this.target] = [SHEETS[0], TOOLS[0], this.pad.slot];
    this.build();
    onLanguage(() => {
      this.sheet.retell();
      this.retell();
    });
    onTheme(() => this.retell());
    listenToKeys(VIEW, pressButton);
  }

  build() {
    this.play = button({ class: "pl-play" }, () => document.getElementById("play")?.click());
    this.step = make("p", { class: "pl-step" });
    this.said = make("p", { class: "pd-seen", "aria-live": "polite" });
    this.complaint = make("p", { class: "pd-complaint", role: "alert", hidden: "" });
    this.sheets = tabList("latent.sheets", SHEETS, "latent.sheet", (name) => this.turn(name));
    const tools = this.tabs = tabList("latent.tools", TOOLS, "latent.tool", (name) => this.open(name));
    const panel = (name, inside, hidden) => make("div", { role: "tabpanel", class: "pl-panel", id: `pl-${name}`, "aria-labelledby": `pd-tab-${name}`, ...(hidden ? { hidden: "" } : {}) }, inside);
    this.places = {
      samples: panel("samples", this.sheet.element), manifold: panel("manifold", this.manifold.element, true),
      way: panel("way", this.tools.way.element), sum: panel("sum", this.tools.sum.element, true),
      inside: panel("inside", this.tools.inside.element, true),
    };
    this.element.replaceChildren(
      make("div", { class: "pd-head pl-head" }, this.play, this.step, this.said, this.complaint),
      make("div", { class: "pl-rooms" },
        make("section", { class: "pd-card pl-sheets", label: "latent.sheets" }, this.sheets, this.places.samples, this.places.manifold),
        make("section", { class: "pd-card pl-padcard", label: "latent.pad" }, this.pad.element),
        make("section", { class: "pd-card pl-tools", label: "latent.tools" }, tools, this.places.way, this.places.sum, this.places.inside)));
    for (const section of this.element.querySelectorAll("section")) section.removeAttribute("title");
    if (language() !== "en") translate(this.element);
  }

  // -- the run ----------------------------------------------------------------------------------

  /** The view is looked at, or not any more. */
  wake(up) {
    this.up = up;
    clearTimeout(this.waiting);
    if (!up) return this.tools.way.rest();
    this.tools[this.tool].wake?.();
    this.join();
  }

  /** Follows the run of the Play view, as soon as there is one. */
  join() {
    const run = window.playground?.run;
    if (!run) {
      this.waiting = setTimeout(() => this.join(), WAITING);
      return;
    }
    if (run !== this.client?.run) {
      this.client?.close();
      this.client = new Client(run, this.base, {
        view: VIEW,
        onFrame: (buffer) => this.receive(buffer),
        onLost: (sentence) => this.lose(sentence),
      });
      this.lost = false;
      this.asking.run = run;
    }
    this.greet();
  }

  /** First of all: which run is it, and what are its directions? Only then can anything be asked along them. */
  greet() {
    if (!this.up) return; // waking greets
    this.greeting = true;
    this.tools.inside.forget();
    this.asking.begin({ sheet: true, basis: this.pad.basis });
  }

  lose(sentence) {
    this.lost = true;
    this.complain(sentence || texts["notice.lost"]);
  }

  /** What a refused question complains of; after a while all is asked anew. */
  judge(sentence) {
    this.complain(sentence);
    clearTimeout(this.retrying);
    if (sentence && !this.lost) this.retrying = setTimeout(() => this.greet(), RETRY);
  }

  /** A frame says that the run has moved. Nothing is acknowledged before it has been looked at. */
  receive(buffer) {
    const { header } = decode(buffer);
    this.frame = header;
    this.status();
    const begun = header.since < 0 && header.line !== this.line;
    this.line = header.line;
    if (begun) this.greet();
    const wait = header.playing ? (this.lookedAt ?? 0) + INTERVAL - performance.now() : 0;
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.refresh(), Math.max(0, wait));
    return header;
  }

  /** Asks for everything that is in view. */
  refresh() {
    if (!this.up || this.greeting) return;
    this.lookedAt = performance.now();
    // Under a hand on the pad the rest can wait.
    this.asking.begin({ sheet: true, real: !this.world.tiled && !this.world.real, ...(this.pad.held ? {} : this.rest), ...this.pad.quick });
    this.retell();
  }

  /** What is in view besides the samples. */
  get rest() {
    const manifold = this.shown === "manifold" && this.world.latent === 2 ? { manifold: MANIFOLD } : {};
    return { ...manifold, ...this.pad.behind, ...this.tools[this.tool].recipe };
  }

  take(header, arrays, recipe) {
    const other = this.world.learn(header, arrays);
    if (other && !this.world.tiled && !arrays.real) this.refresh();
    if (arrays.sheet) {
      this.samples = arrays.sheet;
      this.sheet.show(arrays.sheet);
    }
    if (arrays.manifold) this.manifold.show(arrays.manifold);
    this.pad.show(header, arrays, recipe);
    for (const [name, part] of [["way", "strip"], ["sum", "sum"]]) if (arrays[part]) this.tools[name].show(arrays[part]);
    if (header.inside) this.tools.inside.take(header, arrays);
    this.header = header;
    this.element.dataset.kind = header.kind;
    if (arrays.pad) this.element.dataset.pad = recipe.pad.at.join();
    this.element.dataset.step = header.step;
    this.element.dataset.answers = Number(this.element.dataset.answers ?? 0) + 1;
    if (this.greeting) {
      this.greeting = false;
      this.refresh();
    }
    this.retell();
    if (recipe.sheet && this.frame) this.client.acknowledge(this.frame.id);
  }

  // -- what is chosen ---------------------------------------------------------------------------

  get slots() {
    return [this.pad.slot, ...this.tools[this.tool].slots];
  }

  /** This place is the next to be filled. */
  aim(slot) {
    this.target = slot;
    this.retell();
  }

  /** A sample goes where it is wanted; of several places the next one is then wanted. */
  choose(i) {
    const { target, slots } = this;
    target.held = i;
    const next = slots[slots.indexOf(target) + 1];
    if (target === this.pad.slot) this.pad.restart();
    else this.target = next ?? slots[1];
    this.refresh();
  }

  turn(name) {
    this.shown = name;
    for (const each of SHEETS) this.places[each].hidden = each !== name;
    this.refresh();
  }

  open(name) {
    this.tools[this.tool].rest?.();
    this.tool = name;
    this.tools[name].wake?.();
    for (const each of TOOLS) this.places[each].hidden = each !== name;
    this.target = this.tools[name].slots[0] ?? this.pad.slot;
    this.refresh();
  }

  // -- words ------------------------------------------------------------------------------------

  status() {
    const { playing, step } = this.frame ?? this.header ?? {};
    write(this.play, texts[playing ? "transport.pause" : "transport.play"]);
    this.play.dataset.playing = String(Boolean(playing));
    write(this.step, step === undefined ? "" : fill(texts["latent.step"], { step }));
  }

  retell() {
    this.status();
    if (!this.header) return;
    const { samples, target, world } = this;
    this.pad.retell(samples, target, this.header.step);
    this.tools[this.tool].retell(samples, target);
    const marks = {};
    for (const { held, sign } of this.slots) if (held !== null) marks[held] = `${marks[held] ?? ""}${sign}`;
    this.sheet.mark(marks);
    const [samplesTab, manifoldTab] = this.sheets.children;
    manifoldTab.hidden = world.latent !== 2;
    if (world.latent !== 2 && this.shown === "manifold") samplesTab.click();
    const [wayTab, , insideTab] = this.tabs.children;
    insideTab.hidden = !this.header.layered;
    if (!this.header.layered && this.tool === "inside") wayTab.click();
    write(this.said, fill(texts["latent.said"], { slot: texts[target.name] }));
    this.manifold.tell(texts[`latent.manifold.${world.room === "shape" ? "shape" : "even"}`]);
    if (this.header.error) this.complain(this.header.error);
  }

  complain(sentence) {
    write(this.complaint, inWords(sentence));
    this.complaint.hidden = !sentence;
  }
}

/** Nothing is asked before the view is first shown. */
export function mount(element, props) {
  let explorer = null;
  const show = () => {
    const up = view() === VIEW;
    if (up) explorer ??= new Explorer(element.querySelector(".pg-latent"), props);
    explorer?.wake(up);
  };
  document.addEventListener("playground:view", show);
  show();
}
