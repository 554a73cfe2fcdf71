// The stage: newest frame onto the canvas once per animation frame, and all that follows the frames.

import { AddressBar, LONGEST } from "./address.js";
import { Asking } from "./asking.js";
import { Client } from "./client.js";
import { inWords } from "./complaints.js";
import { readColours } from "./draw.js";
import { stagePng } from "./exports.js";
import { Followers } from "./followers.js";
import { decode } from "./frames.js";
import { listenToKeys, pressButton } from "./keys.js";
import { language, onLanguage, texts } from "./language.js";
import { Layers } from "./layers.js";
import { Nearest } from "./nearest.js";
import { Past, seenNow } from "./past.js";
import { PICTURES } from "./pictures.js";
import { onTheme } from "./themes.js";
import { fill } from "./words.js";

const RATE_WINDOW = 2000;
const CALM_FOR = 7000;

listenToKeys("play", pressButton, () => document.querySelector("#timeline input"));

/** Called by the page once the component `element` is in place; its value names the run. */
export function mount(element, props, watch, trigger) {
  const stage = new Stage(element, props, trigger);
  watch("value", () => stage.follow(props.value));
  stage.follow(props.value);
  window.playground = {
    stats: () => stage.stats(),
    send: (command) => stage.send(command),
    turn: (path, value) => stage.client?.send({ turn: { path, value } }),
    say: (sentence, calm = false) => stage.complain(sentence, calm),
    link: () => stage.link(),
    png: () => stage.png(),
    csv: () => stage.followers.record.csv(),
    get portable() {
      return stage.portable;
    },
    get preset() {
      return new URLSearchParams(stage.query).get("preset");
    },
    get seed() {
      return stage.shown?.seed ?? 0;
    },
    get run() {
      return stage.client?.run ?? "";
    },
    get base() {
      return stage.base;
    },
    get transport() {
      return stage.client?.transport;
    },
  };
}

class Stage {
  constructor(element, props, trigger) {
    this.canvas = element.querySelector("canvas");
    this.notice = element.querySelector(".pg-notice");
    this.badge = element.querySelector(".pg-badge");
    this.base = new URL(props.base, document.baseURI).href;
    this.send = (command) => trigger("input", { command });
    const seeking = new Asking(trigger, { settled: () => this.followers.timeline.answered(this.refused) });
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.pictures = {};
    this.still = {};
    this.past = new Past();
    this.bar = new AddressBar();
    this.drawnStates = 0;
    this.lastState = null;
    this.moments = [];
    this.painting = 0;
    this.portable = true;
    this.usualLayers = props.layers;
    this.followers = new Followers({
      base: this.base,
      canvas: this.canvas,
      send: this.send,
      seek: (step) => seeking.send({ command: { do: "rewind", step } }),
      preview: (step) => this.preview(this.past.near(step)),
    });
    this.nearest = new Nearest(element.querySelector(".pg-stage"), this.base, (sample) => {
      if (this.pictures.tiles) this.pictures.tiles.chosen = sample;
      this.schedule();
    });
    this.observe(element);
    this.notice.querySelector("button").onclick = () => this.complain("");
  }

  /** The component's value: { run, notice }. A new run means a new connection. */
  follow(value) {
    if (value?.notice !== undefined) this.complain(value.notice);
    if (value?.answered) document.dispatchEvent(new CustomEvent("playground:answered", { detail: value.answered }));
    this.refused = Boolean(value?.notice);
    this.followers.timeline?.letGo();
    if (!value?.run || value.run === this.client?.run) return;
    this.client?.close();
    this.still = {};
    this.newestStamp = 0;
    this.client = new Client(value.run, this.base, {
      onFrame: (buffer) => this.receive(buffer),
      onLost: (sentence) => this.complain(sentence || texts["notice.lost"]),
    });
  }

  receive(buffer) {
    const frame = decode(buffer);
    const { header } = frame;
    if (header.stamp < this.newestStamp) return header;
    if (header.stamp > this.newestStamp) this.still = this.slow = {};
    this.newestStamp = header.stamp;
    if ("query" in header) {
      this.still = frame.arrays;
      this.portable = header.portable;
      this.told = { changes: header.changes, theory: header.theory, estimates: header.estimates };
      this.remember(header.query);
    }
    // Only the first frame after a change tells of these, and it may never be drawn.
    Object.assign(header, this.told);
    this.catchUp(header);
    // What is costly comes now and then, and holds until it comes again.
    const slow = (header.slow ?? []).map((name) => [name, frame.arrays[name]]);
    if (slow.length) this.slow = { ...this.slow, ...Object.fromEntries(slow) };
    frame.arrays = { ...this.still, ...this.slow, ...frame.arrays };
    this.past.keep(frame);
    this.frame = this.newest = frame;
    this.fresh = true;
    this.schedule();
    return header;
  }

  /** When a change that was planned for a step has been made, diagram and knobs are to say so. */
  catchUp({ stamp, made, line }) {
    const [before, since] = this.made ?? [made, ""];
    const key = [this.client.run, stamp, line].join();
    this.made = [made, key];
    if (made > before && key === since) this.send({ do: "look" });
  }

  /** Shows a frame of the past until the next one comes. */
  preview(frame) {
    if (!frame) return;
    this.frame = seenNow(frame, this.newest);
    this.previewed = true;
    this.schedule();
  }

  schedule() {
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      this.show();
    });
  }

  show() {
    if (!this.frame) return;
    const { header, arrays } = this.frame;
    this.layers ??= this.findLayers();
    this.layers?.show(header.picture, header.facts);
    this.nearest.follow(header, this.client.run);
    this.colours ??= readColours(this.canvas);
    this.paint();
    // A frame of the past may have come in front of a new one, which still tells where the run is.
    if (this.fresh) this.note(this.newest);
    if (this.previewed && !(this.fresh && this.frame === this.newest)) {
      this.followers.show(header, arrays, this.colours, false);
    }
    this.showBadge(header);
    this.fresh = this.previewed = false;
  }

  findLayers() {
    const element = document.querySelector(".pg-layers");
    return element && new Layers(element, this.usualLayers, (names) => {
      this.send({ do: "view", layers: names });
      this.schedule();
    });
  }

  paint() {
    if (!(this.width > 0)) return;
    // Opaque: the browser has less to mix when it puts the page together.
    const context = this.canvas.getContext("2d", { alpha: false });
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = this.colours.panel;
    context.fillRect(0, 0, this.width, this.height);
    this.paintOn(context, { width: this.width, height: this.height, ratio: this.ratio });
  }

  paintOn(context, size) {
    const { header } = this.frame;
    if (!(header.picture in PICTURES)) return;
    const picture = (this.pictures[header.picture] ??= new PICTURES[header.picture](this.canvas, () => this.schedule()));
    picture.draw(context, size, this.frame, {
      colours: this.colours,
      texts,
      calm: this.calm.matches,
      shows: (layer) => this.layers?.has(layer) ?? false,
    });
  }

  note({ header, arrays }) {
    this.client.acknowledge(header.id);
    this.followers.show(header, arrays, this.colours, true);
    this.shown = header;
    this.since = performance.now();
    if (header.state === this.lastState) return;
    this.lastState = header.state;
    this.drawnStates += 1;
    this.moments.push(this.since);
    while (this.since - this.moments[0] > RATE_WINDOW) this.moments.shift();
  }

  showBadge({ facts, metrics, old }) {
    const known = facts?.modes > 1 && typeof metrics?.modes === "number";
    const words = known ? fill(texts["badge.modes"], { found: metrics.modes, total: facts.modes }) : "";
    if (this.badge.textContent !== words) this.badge.textContent = words;
    this.badge.hidden = !known;
    this.badge.classList.toggle("pg-old", old?.modes !== undefined);
  }

  /** What is on screen: distinct states drawn so far, their rate, and the age of the newest. */
  stats() {
    const now = performance.now();
    const recent = this.moments.filter((moment) => now - moment <= RATE_WINDOW);
    const span = recent.length > 1 ? recent.at(-1) - recent[0] : 0;
    return {
      step: this.shown?.step ?? 0,
      framesDrawn: this.drawnStates,
      fps: span > 0 ? ((recent.length - 1) * 1000) / span : 0,
      // A run that stands still is shown as it is now, however long ago it was drawn.
      behindMs: this.shown?.playing ? this.client.age(this.shown.at) : 0,
    };
  }

  /** A sentence below the picture, until it is closed; a `calm` one goes by itself. */
  complain(sentence, calm = false) {
    clearTimeout(this.calming);
    this.notice.querySelector("p").textContent = inWords(sentence);
    this.notice.dataset.calm = calm;
    this.notice.hidden = !sentence;
    if (calm) this.calming = setTimeout(() => this.complain(""), CALM_FOR);
  }

  png() {
    return stagePng((context, size) => this.paintOn(context, size), this, this.colours.panel);
  }

  /** The address bar always holds a link to this run. */
  remember(query) {
    this.query = query;
    this.bar.write(this.address());
  }

  address(extra = {}) {
    const own = { ...(language() === "en" ? {} : { lang: language() }), ...(this.portable ? {} : { uploaded: 1 }), ...extra };
    const more = new URLSearchParams(own).toString();
    return `?${[this.query, more].filter(Boolean).join("&")}`;
  }

  /** A link to this very step; null if the run has too many changes for one. */
  link() {
    const address = this.address(this.shown?.step ? { step: this.shown.step } : {});
    return address.length > LONGEST ? null : new URL(address, document.baseURI).href;
  }

  observe(element) {
    const box = element.querySelector(".pg-stage");
    const resize = () => {
      this.ratio = Math.max(1, window.devicePixelRatio || 1);
      this.width = this.canvas.clientWidth;
      this.height = this.canvas.clientHeight;
      this.canvas.width = Math.round(this.width * this.ratio);
      this.canvas.height = Math.round(this.height * this.ratio);
      if (this.frame) this.show();
    };
    new ResizeObserver(resize).observe(box);
    onTheme(() => {
      this.colours = null;
      this.previewed = true;
      this.schedule();
    });
    onLanguage(() => {
      if (this.query !== undefined) this.remember(this.query);
      this.previewed = true;
      this.schedule();
    });
    // A picture may tell which label lies at a point, null where all are shown; or which sample, -1 where none.
    this.canvas.addEventListener("click", ({ offsetX, offsetY }) => {
      const picture = this.pictures[this.frame?.header.picture];
      const label = picture?.labelAt?.(offsetX, offsetY);
      if (label !== undefined) this.layers?.look(label);
      this.nearest.ask(picture?.sampleAt?.(offsetX, offsetY) ?? -1);
    });
    const watchRatio = () => {
      matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener("change", () => {
        resize();
        watchRatio();
      }, { once: true });
    };
    watchRatio();
  }
}
