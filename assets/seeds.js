// The seeds: one setting on many seeds at once, drawn as a wall, and counted.

import { Client } from "./client.js";
import { readColours } from "./draw.js";
import { make, write } from "./duel-dom.js";
import { Names } from "./duel-words.js";
import { decode } from "./frames.js";
import { listenToKeys } from "./keys.js";
import { onLanguage, texts } from "./language.js";
import { Bar } from "./seeds-bar.js";
import { Grid } from "./seeds-grid.js";
import { Loss } from "./seeds-loss.js";
import { Opinion } from "./seeds-opinion.js";
import { Kinds, Remedies } from "./seeds-side.js";
import { Tally } from "./seeds-tally.js";
import { copyLink, linked, playRun } from "./several-link.js";
import { Notice } from "./several-notice.js";
import { onTheme } from "./themes.js";
import { Timeline } from "./timeline.js";
import { view } from "./views.js";
import { count, fill } from "./words.js";

const VIEW = "seeds";
const NAME = "wall"; // what an address calls it: `seeds` is the number of them
const INTERVAL = 250;
const PATIENCE = 5000;
const LOOK_EVERY = 50;

/** Nothing runs before the view is first shown. The component's value is what the view remembers. */
export function mount(element, props, watch, trigger) {
  const asked = linked(VIEW, NAME);
  let seeds = null;
  const show = () => {
    if (view() === VIEW) seeds ??= new Seeds(element.querySelector(".pg-seeds"), props, (event) => trigger("input", event), asked);
  };
  document.addEventListener("playground:view", show);
  watch("value", () => seeds?.follow(props.value));
  show();
}

class Seeds {
  constructor(element, props, send, asked) {
    Object.assign(this, { element, props, send });
    this.base = new URL(props.base, document.baseURI).href;
    this.names = new Names(props);
    this.drawn = 0;
    this.build();
    this.observe();
    listenToKeys(VIEW, (key) => this.bar.press(key), () => this.timeline.slider);
    window.playgroundSeeds = {
      header: () => this.frame?.header,
      drawn: () => this.drawn,
      query: () => this.told?.query,
      open: (query) => this.open(query),
    };
    this.open(asked ?? "");
  }

  build() {
    this.bar = new Bar(this.props, this.names, {
      command: (command) => this.command(command),
      preset: (preset) => preset && this.change({ preset }),
      count: (seeds) => this.change({ seeds }),
      next: () => this.frame && this.command({ do: "reseed", seed: this.frame.header.seed + this.frame.header.seeds.length }),
      playRun: () => playRun((query) => this.open(this.counted(query)), (sentence) => this.notice.say(sentence)),
      pace: (pace) => this.send({ pace }),
      link: () => copyLink(VIEW, NAME, this.told?.query ?? this.memory.query, (...said) => this.notice.say(...said), "seeds.linked"),
      say: (sentence) => this.notice.say(sentence),
    });
    this.grid = new Grid({ open: (replica) => this.send({ replica }), again: () => this.schedule() });
    this.loss = new Loss(this.props, this.names, (loss, anew) => this.send({ loss, anew }));
    this.tally = new Tally();
    this.opinion = new Opinion(this.props, this.names);
    this.kinds = new Kinds(this.props);
    this.remedies = new Remedies(this.props, this.names, (remedy) => this.send({ remedy }));
    this.status = make("p", { class: "pg-duel-status" });
    const slider = make("input", { type: "range", min: 0, max: 1, step: 1, value: 0, label: "timeline.label" });
    const place = make("div", { class: "pg-timeline" }, slider, make("div", { class: "pg-marks" }));
    this.timeline = new Timeline(place, { seek: (step) => this.command({ do: "rewind", step }), preview: () => {} });
    this.notice = new Notice();
    this.element.replaceChildren(this.bar.element, this.notice.element,
      make("div", { class: "pg-seeds-main" },
        make("div", { class: "pg-seeds-wall" }, this.grid.element, make("p", { class: "pg-seeds-note", text: "seeds.hint" }),
          make("div", { class: "pg-duel-time" }, place, this.status)),
        make("div", { class: "pg-seeds-results" }, this.loss.element, this.opinion.element, this.tally.element),
        make("div", { class: "pg-seeds-care" }, this.kinds.element, this.remedies.element)));
  }

  /** The component's value: { run, query, pace, remedies, opened, notice }. A new run means a new connection. */
  follow(value) {
    if (!value?.query && !value?.notice) return;
    this.opening = false;
    const { wished } = this;
    this.wished = undefined;
    if (wished !== undefined) this.open(wished);
    this.notice.say(value.notice ?? "");
    this.timeline.letGo();
    this.memory = value;
    this.bar.set(value.query, value.pace);
    this.remedies.set(value.remedies ?? []);
    if (this.told) this.loss.set(this.told.force);
    if (value.opened && value.opened.run !== this.opened) this.enter(value.opened.run);
    if (!value.run || value.run === this.client?.run) return;
    this.client?.close();
    this.still = {};
    this.stamp = 0;
    this.client = new Client(value.run, this.base, {
      view: VIEW,
      onFrame: (buffer) => this.receive(buffer),
      onLost: (sentence) => this.notice.say(sentence || texts["notice.lost"]),
    });
  }

  /** Another wall; it plays if this one does. One at a time: the last that was wished for comes next. */
  open(query) {
    if (this.opening) {
      this.wished = query;
      return;
    }
    this.opening = true;
    this.send({ open: query, play: Boolean(this.frame?.header.playing) });
  }

  /** The same wall but for a few things; another preset comes with settings of its own. */
  change(pairs) {
    const before = new URLSearchParams(this.memory?.query ?? "");
    const kept = "preset" in pairs ? [...before].filter(([path]) => path === "seed" || path === "seeds") : [...before];
    this.open(new URLSearchParams({ ...Object.fromEntries(kept), ...pairs }).toString());
  }

  /** Goes to Play once it shows the seed that was opened; its controls are asked to follow. */
  async enter(run) {
    this.opened = run;
    for (let waited = 0; window.playground?.run !== run && waited < PATIENCE; waited += LOOK_EVERY) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
    if (window.playground?.run !== run) return;
    window.playground.send({ do: "look" });
    document.querySelector('[data-view-name="play"]')?.click();
  }

  /** A run's settings on as many seeds as there are. */
  counted(query) {
    return this.frame ? `${query}&seeds=${this.frame.header.seeds.length}` : query;
  }

  command(command) {
    this.send({ command });
  }

  receive(buffer) {
    const { header, arrays } = decode(buffer);
    if (header.stamp < this.stamp) return header;
    if (header.stamp > this.stamp) this.still = {};
    this.stamp = header.stamp;
    if ("query" in header) {
      this.still = arrays;
      this.told = header;
      this.call();
    }
    if (header.picture === "wall") this.frame = { header, arrays: { ...this.still, ...arrays } };
    else this.notice.say(header.error ?? "");
    this.schedule();
    return header;
  }

  /** What the present settings are called; if they are others than before, what was counted is kept. */
  call() {
    const { force, changes, query } = this.told;
    const said = this.names.force(force, new URLSearchParams(query).get("preset"));
    const name = changes.length ? fill(texts["seeds.since"], { name: said, step: changes.at(-1)[0] }) : said;
    if (this.name && name !== this.name) this.tally.keep(this.name, this.frame?.header);
    this.name = name;
    this.loss.set(force);
  }

  schedule() {
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      this.show();
    });
  }

  show() {
    const { frame } = this;
    if (!frame) return;
    this.colours ??= readColours(this.element);
    this.grid.set(frame.header.seeds.length);
    this.grid.draw(frame, this.colours);
    if (frame !== this.acknowledged) this.client.acknowledge(frame.header.id);
    this.acknowledged = frame;
    this.drawn += 1;
    clearTimeout(this.writing);
    const wait = frame.header.playing ? (this.wroteAt ?? 0) + INTERVAL - performance.now() : 0;
    if (wait > 0) this.writing = setTimeout(() => this.write(frame.header), wait);
    else this.write(frame.header);
  }

  /** While it plays, what is beside the pictures changes no faster than one can read. */
  write(header) {
    this.wroteAt = performance.now();
    this.bar.show(header);
    this.grid.tell(header);
    this.tally.tell(header);
    this.opinion.tell(header);
    this.kinds.tell(header);
    this.timeline.show({ ...header, marks: [], changes: this.told?.changes ?? [] });
    const rate = header.playing ? count(header.rate) : "–";
    write(this.status, `${texts["status.step"]} ${count(header.step)} · ${rate} ${texts["status.rate"]}`);
    if (header.error && header.error !== this.error) this.notice.say(header.error);
    this.error = header.error;
  }

  observe() {
    onTheme(() => {
      this.colours = null;
      this.schedule();
    });
    onLanguage(() => {
      for (const part of [this.bar, this.loss, this.kinds]) part.name();
      this.tally.redraw();
      this.opinion.redraw();
      this.remedies.set(this.memory?.remedies ?? []);
      if (this.told) this.call();
      this.schedule();
    });
  }
}
