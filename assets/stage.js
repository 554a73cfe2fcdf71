// The stage: newest frame onto the canvas once per animation frame, and the words around it.

import { Client } from "./client.js";
import { readColours } from "./draw.js";
import { decode } from "./frames.js";
import { listen } from "./keys.js";
import { Line } from "./line.js";
import { Plane } from "./plane.js";
import { Surroundings } from "./surroundings.js";

const PICTURES = { line: Line, plane: Plane };
const RATE_WINDOW = 2000;

/** Called by the page once the component `element` is in place; its value names the run. */
export function mount(element, props, watch) {
  const stage = new Stage(element, props);
  watch("value", () => stage.follow(props.value));
  stage.follow(props.value);
  listen();
  window.playground = {
    stats: () => stage.stats(),
    get transport() {
      return stage.client?.transport;
    },
  };
}

class Stage {
  constructor(element, props) {
    this.canvas = element.querySelector("canvas");
    this.notice = element.querySelector(".pg-notice");
    this.base = new URL(props.base, document.baseURI).href;
    this.texts = props.texts;
    this.surroundings = new Surroundings(props.texts, this.canvas);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.pictures = {};
    this.still = {};
    this.drawnStates = 0;
    this.lastState = null;
    this.moments = [];
    this.painting = 0;
    this.observe(element);
    this.notice.querySelector("button").onclick = () => this.complain("");
  }

  /** The component's value: { run, notice }. A new run means a new connection. */
  follow(value) {
    if (value?.notice !== undefined) this.complain(value.notice);
    if (!value?.run || value.run === this.client?.run) return;
    this.client?.close();
    this.still = {};
    this.newestStamp = 0;
    this.client = new Client(value.run, this.base, {
      onFrame: (buffer) => this.receive(buffer),
      onLost: (sentence) => this.complain(sentence || this.texts["notice.lost"]),
    });
  }

  receive(buffer) {
    const frame = decode(buffer);
    const { header } = frame;
    if (header.stamp < this.newestStamp) return header;
    if (header.stamp > this.newestStamp) this.still = {};
    this.newestStamp = header.stamp;
    if ("query" in header) {
      this.still = frame.arrays;
      this.remember(header.query);
    }
    frame.arrays = { ...this.still, ...frame.arrays };
    this.frame = frame;
    this.fresh = true;
    this.schedule();
    return header;
  }

  schedule() {
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      this.paint();
    });
  }

  paint() {
    if (!this.frame) return;
    const { header, arrays } = this.frame;
    if (header.picture in PICTURES && this.width > 0) {
      const picture = (this.pictures[header.picture] ??= new PICTURES[header.picture]());
      const context = this.canvas.getContext("2d");
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.clearRect(0, 0, this.width, this.height);
      this.colours ??= readColours(this.canvas);
      const size = { width: this.width, height: this.height, ratio: this.ratio };
      picture.draw(context, size, { header, arrays }, {
        colours: this.colours,
        texts: this.texts,
        calm: this.calm.matches,
      });
    }
    if (this.fresh) this.note(header);
    this.fresh = false;
  }

  note(header) {
    this.client.acknowledge(header.id);
    this.surroundings.show(header);
    this.shown = header;
    this.since = performance.now();
    if (header.state === this.lastState) return;
    this.lastState = header.state;
    this.drawnStates += 1;
    this.moments.push(this.since);
    while (this.since - this.moments[0] > RATE_WINDOW) this.moments.shift();
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

  complain(sentence) {
    this.notice.querySelector("p").textContent = sentence;
    this.notice.hidden = !sentence;
  }

  /** The address bar always holds a link to this run. */
  remember(query) {
    if (query.length < 4000) history.replaceState(null, "", `?${query}`);
  }

  observe(element) {
    const box = element.querySelector(".pg-stage");
    const resize = () => {
      this.ratio = Math.max(1, window.devicePixelRatio || 1);
      this.width = box.clientWidth;
      this.height = box.clientHeight;
      this.canvas.width = Math.round(this.width * this.ratio);
      this.canvas.height = Math.round(this.height * this.ratio);
      this.paint();
    };
    new ResizeObserver(resize).observe(box);
    const recolour = () => {
      this.colours = null;
      this.schedule();
    };
    const themes = new MutationObserver(recolour);
    themes.observe(document.body, { attributes: true, attributeFilter: ["class"] });
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "style"] });
    const watchRatio = () => {
      matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener("change", () => {
        resize();
        watchRatio();
      }, { once: true });
    };
    watchRatio();
  }
}
