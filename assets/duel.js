// The duel: two to four runs on one clock, drawn side by side from the same frames.

import { Client } from "./client.js";
import { readColours } from "./draw.js";
import { Bar } from "./duel-bar.js";
import { DuelChart } from "./duel-chart.js";
import { Differences } from "./duel-differences.js";
import { make, write } from "./duel-dom.js";
import { Reel } from "./duel-reel.js";
import { Side } from "./duel-side.js";
import { Names, sidesOf, withSides } from "./duel-words.js";
import { listenToKeys } from "./keys.js";
import { onLanguage, texts } from "./language.js";
import { copyLink, linked, playRun } from "./several-link.js";
import { Notice } from "./several-notice.js";
import { onTheme } from "./themes.js";
import { Timeline } from "./timeline.js";
import { view } from "./views.js";
import { count } from "./words.js";

const VIEW = "duel";
const NAME = "duel";
const MOST_SIDES = 4;
const THIRD = "constraint=gradient-penalty";
const INTERVAL = 100;
const PATIENCE = 5000;

/** Nothing runs before the view is first shown. The component's value is what the view remembers. */
export function mount(element, props, watch, trigger) {
  const asked = linked(VIEW, NAME);
  let duel = null;
  const show = () => {
    if (view() === VIEW) duel ??= new Duel(element.querySelector(".pg-duel"), props, (event) => trigger("input", event), asked);
  };
  document.addEventListener("playground:view", show);
  watch("value", () => duel?.follow(props.value));
  show();
}

class Duel {
  constructor(element, props, send, asked) {
    Object.assign(this, { element, props, send });
    this.base = new URL(props.base, document.baseURI).href;
    this.names = new Names(props);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.sides = [];
    this.askedAt = -Infinity;
    this.reel = new Reel();
    this.build();
    this.observe();
    listenToKeys(VIEW, (key) => this.bar.press(key), () => this.timeline.slider);
    window.playgroundDuel = { stats: () => this.reel.stats(this.client), send: (command) => this.command(command) };
    this.open(asked || `preset=${props.first}`);
  }

  build() {
    this.bar = new Bar(this.props, this.names, {
      command: (command) => this.command(command),
      open: (query) => this.wish(query),
      pace: (pace) => this.send({ pace }),
      add: () => this.add(),
      link: () => copyLink(VIEW, NAME, this.present ?? this.memory.query, (...said) => this.notice.say(...said), "duel.linked"),
      playRun: () => playRun((query) => this.wish(query), (sentence) => this.notice.say(sentence)),
      say: (sentence) => this.notice.say(sentence),
    });
    this.panels = make("div", { class: "pg-duel-sides" });
    this.differences = new Differences(this.names);
    this.status = make("p", { class: "pg-duel-status" });
    const slider = make("input", { type: "range", min: 0, max: 1, step: 1, value: 0, label: "timeline.label" });
    const place = make("div", { class: "pg-timeline" }, slider, make("div", { class: "pg-marks" }));
    this.timeline = new Timeline(place, {
      seek: (step) => this.command({ do: "rewind", step }),
      preview: (step) => this.preview(step),
    });
    this.chart = new DuelChart(this.base);
    this.notice = new Notice();
    this.element.replaceChildren(this.bar.element, this.notice.element, this.panels,
      make("div", { class: "pg-duel-below" },
        make("div", { class: "pg-duel-words" }, ...this.differences.elements,
          make("div", { class: "pg-duel-time" }, place, this.status)),
        this.chart.element));
  }

  /** The component's value: { run, query, pace, choices, notice }. A new run means a new connection. */
  follow(value) {
    if (!value?.query && !value?.notice) return;
    this.askedAt = -Infinity;
    this.notice.say(value.notice ?? "");
    this.timeline.letGo();
    this.memory = value;
    if (value.query) this.name();
    const { wished } = this;
    this.wished = undefined;
    if (wished !== undefined) this.open(wished);
    if (!value.run || value.run === this.client?.run) return;
    this.client?.close();
    this.reel.restart(this.sides.length);
    this.client = new Client(value.run, this.base, {
      view: VIEW,
      onFrame: (buffer) => this.receive(buffer),
      onLost: (sentence) => this.notice.say(sentence || texts["notice.lost"]),
    });
  }

  /** Gives every side its name; there are as many panels as sides. */
  name() {
    const { query, pace, choices } = this.memory;
    const variants = sidesOf(query);
    while (this.sides.length > variants.length) this.sides.pop().element.remove();
    while (this.sides.length < variants.length) this.sides.push(this.side(this.sides.length));
    variants.forEach((variant, i) => this.sides[i].set(variant, choices, variants.length));
    this.element.dataset.count = variants.length;
    this.bar.set(query, pace, variants.length < MOST_SIDES);
  }

  side(place) {
    const side = new Side(place, { ...this.props, names: this.names }, {
      choose: (which, variant) => this.open(withSides(this.memory.query, sidesOf(this.memory.query).with(which, variant))),
      remove: (which) => this.open(withSides(this.memory.query, sidesOf(this.memory.query).toSpliced(which, 1))),
      retune: (which, text) => this.send({ retune: text, side: which }),
      again: () => this.schedule(),
    });
    this.panels.append(side.element);
    return side;
  }

  /** Whether a duel that was asked for is still on its way. */
  get waiting() {
    return performance.now() - this.askedAt < PATIENCE;
  }

  /** A duel that does not start from the present one: it comes after the one that is on its way. */
  wish(query) {
    if (this.waiting) this.wished = query;
    else this.open(query);
  }

  /** Another duel, one at a time; it plays if this one does. */
  open(query) {
    if (this.waiting) return;
    this.askedAt = performance.now();
    this.send({ open: query, play: Boolean(this.reel.newest?.header.playing) });
  }

  add() {
    const { query, choices } = this.memory;
    const sides = sidesOf(query);
    const free = choices.map(([text]) => text).filter((text) => !sides.includes(text));
    this.open(withSides(query, [...sides, free.includes(THIRD) ? THIRD : (free[0] ?? "")]));
  }

  command(command) {
    this.send({ command });
  }

  receive(buffer) {
    const header = this.reel.take(buffer);
    if ("query" in header) this.present = header.query;
    this.fresh = true;
    this.schedule();
    return header;
  }

  /** Shows a frame of the past until the next one comes. */
  preview(step) {
    this.reel.back(step);
    this.schedule();
  }

  schedule() {
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      this.show();
    });
  }

  show() {
    const { shown } = this.reel;
    if (!shown || shown.sides.length !== this.sides.length) return;
    this.colours ??= readColours(this.element);
    const look = { colours: this.colours, calm: this.calm.matches, tallest: tallest(shown.sides) };
    this.sides.forEach((side, i) => side.draw(shown.sides[i], look));
    if (this.fresh) this.client.acknowledge(this.reel.drawn().id);
    this.fresh = false;
    clearTimeout(this.writing);
    const wait = shown.header.playing ? (this.wroteAt ?? 0) + INTERVAL - performance.now() : 0;
    if (wait > 0) this.writing = setTimeout(() => this.write(shown), wait);
    else this.write(shown);
  }

  /** While it plays, what is beside the pictures changes no faster than one can read. */
  write({ header, sides }) {
    if (sides.length !== this.sides.length) return;
    this.wroteAt = performance.now();
    this.sides.forEach((side, i) => side.tell(sides[i].header));
    this.bar.show(header);
    const present = header === this.reel.newest?.header;
    this.timeline.show({ ...header, marks: [], changes: this.reel.changes }, present);
    this.chart.update(this.reel.records, header);
    const rate = header.playing ? count(header.rate) : "–";
    write(this.status, `${texts["status.step"]} ${count(header.step ?? 0)} · ${rate} ${texts["status.rate"]}`);
    this.differences.show(this.reel, sides.length);
  }

  observe() {
    onTheme(() => {
      this.colours = null;
      this.schedule();
    });
    onLanguage(() => {
      this.bar.name();
      if (this.memory?.query) this.name();
      this.chart.redraw();
      this.schedule();
    });
  }
}

/** The arrays of the side whose density is highest, where the sides have densities. */
function tallest(sides) {
  const peak = ({ arrays }) => (arrays.q ? arrays.q.values.reduce((top, value) => (value > top ? value : top), 0) : 0);
  const peaks = sides.map(peak);
  const top = Math.max(...peaks);
  return top > 0 ? sides[peaks.indexOf(top)].arrays : null;
}
