// The charts beside the stage: both losses, and one metric of the visitor's choice, against steps.

import { readColours } from "./draw.js";
import { onTheme } from "./themes.js";
import { plotly } from "./plotly.js";
import { losses, quality } from "./plots.js";
import { fill, number } from "./words.js";

const INTERVAL = 500;
/** The part of the time that drawing may take while the run plays: on a busy machine it comes less often ... */
const SHARE = 0.025;
/** ... but at least every so many ms. */
const LONGEST_INTERVAL = 1500;
const SPOKEN_INTERVAL = 5000;
const CONFIG = { displayModeBar: false, doubleClick: false, showAxisDragHandles: false, scrollZoom: false };
/** What says most of a model that has it. */
const DEFAULTS = ["log_likelihood"];
const LOSSES = ["loss_d", "loss_g"];

export class Charts {
  /** `base` is where our server keeps Plotly; `isVisible` tells whether anybody could see the charts. */
  constructor(element, { texts, base, isVisible }) {
    this.element = element;
    this.base = base;
    this.near = false;
    this.isVisible = isVisible ?? (() => this.near && !document.hidden);
    this.context = { floors: {}, marks: [] };
    this.drawnAt = this.spokenAt = -Infinity;
    this.interval = INTERVAL;
    this.build();
    this.setTexts(texts);
    this.observe();
  }

  build() {
    this.element.classList.add("pg-charts");
    this.plots = [0, 1].map(() => {
      const figure = document.createElement("figure");
      figure.className = "pg-chart";
      const caption = document.createElement("figcaption");
      const frame = document.createElement("div");
      frame.className = "pg-chart-frame";
      const plot = document.createElement("div");
      plot.className = "pg-chart-plot";
      const now = document.createElement("div");
      now.className = "pg-chart-now";
      now.hidden = true;
      frame.append(plot, now);
      figure.append(caption, frame);
      this.element.append(figure);
      return { caption, plot, now };
    });
    this.menu = document.createElement("select");
    this.menu.className = "pg-chart-choice";
    this.menu.onchange = () => {
      this.choice = this.menu.value;
      this.spokenAt = -Infinity;
      this.redraw();
    };
    this.companion = document.createElement("span");
    this.companion.className = "pg-chart-companion";
    this.plots[1].caption.append(this.menu, this.companion);
  }

  setTexts(texts) {
    this.texts = texts;
    this.plots[0].caption.textContent = texts["charts.losses"];
    this.menu.setAttribute("aria-label", texts["charts.choose"]);
    this.menu.replaceChildren();
    this.spokenAt = -Infinity;
    this.redraw();
  }

  /** Follows the frames: `record` has noted `header` already. */
  update(record, header) {
    this.record = record;
    this.header = header;
    for (const name of Object.keys(this.context)) if (header[name]) this.context[name] = header[name];
    this.showNow();
    const wait = header.playing ? this.drawnAt + this.interval - performance.now() : 0;
    if (wait <= 0) this.draw();
    else this.timer ??= setTimeout(() => this.draw(), wait);
  }

  /** Draws anew whatever has been drawn already: colours, words or sizes have changed. */
  redraw() {
    this.drawnKey = null;
    if (this.record) this.draw();
  }

  draw() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.record?.last || !this.isVisible()) return;
    if (!this.plotly) {
      this.load();
      return;
    }
    this.choose();
    const context = { ...this.context, theory: this.record.theory, estimate: this.estimate() };
    const key = JSON.stringify([this.record.version, context, this.menu.value]);
    if (key === this.drawnKey) return;
    this.drawnKey = key;
    this.drawnAt = performance.now();
    this.put(0, losses(this.record, context, this.look(0)));
    this.put(1, quality(this.record, this.menu.value, context, this.look(1)));
    const took = performance.now() - this.drawnAt;
    this.interval = Math.max(INTERVAL, Math.min(LONGEST_INTERVAL, took / SHARE));
    this.showNow();
    this.speak();
  }

  /** What the players make of the chosen metric: drawn with it, and named while there is such a number. */
  estimate() {
    const name = this.record.estimateOf(this.menu.value);
    const named = name && name in (this.header.metrics ?? {});
    this.companion.textContent = named ? this.texts["charts.estimate"] : "";
    this.companion.title = named ? this.texts[`metrics.${name}.help`] ?? "" : "";
    return name && { name, short: named ? this.texts["charts.d"] : "" };
  }

  put(which, figure) {
    const chart = this.plots[which];
    chart.figure = figure;
    this.plotly.react(chart.plot, figure.traces, figure.layout, CONFIG);
  }

  look(which) {
    const chart = this.plots[which];
    this.colours ??= readColours(this.element);
    this.size ??= Math.max(10, parseFloat(getComputedStyle(this.element).fontSize) * 0.74);
    // Asking for a size makes the browser lay the page out: only when it may have changed.
    chart.box ??= { width: chart.plot.clientWidth, height: chart.plot.clientHeight };
    return { ...chart.box, size: this.size, colours: this.colours, texts: this.texts };
  }

  async load() {
    if (this.loading) return;
    this.loading = true;
    try {
      this.plotly = await plotly(this.base);
      this.element.dataset.complaint = "";
      this.draw();
    } catch {
      // Said where the charts would be; Plotly is asked for again when they next come into view.
      this.element.dataset.complaint = this.texts["charts.missing"];
      await new Promise((resolve) => setTimeout(resolve, SPOKEN_INTERVAL));
    } finally {
      this.loading = false;
    }
  }

  /** Keeps the menu in step with what has been measured; without a choice, the metric that says most. */
  choose() {
    const some = this.header.facts?.modes > 1;
    const order = (this.texts["metrics.order"] ?? "").split(" ");
    const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
    const measured = this.record.measured();
    const beside = measured.map((name) => this.record.estimates[name]);
    const names = measured.filter((name) => ![...LOSSES, ...beside].includes(name) && (name !== "modes" || some));
    names.sort((one, other) => rank(one) - rank(other));
    const shown = [...this.menu.options].map(({ value }) => value);
    if (names.join() !== shown.join()) {
      this.menu.replaceChildren(...names.map((name) => new Option(this.texts[`metrics.${name}`] ?? name, name)));
    }
    const wanted = [this.choice, ...DEFAULTS, some ? "modes" : "jsd", names[0]].find((name) => names.includes(name)) ?? "";
    if (this.menu.value !== wanted) this.menu.value = wanted;
  }

  /** A thin line at the step on the stage, where that is not the newest one. */
  showNow() {
    for (const { now, figure } of this.plots) {
      const step = this.header?.step;
      now.hidden = !figure || !(step < this.record.last?.step);
      if (now.hidden) continue;
      const { box, last, layout } = figure;
      now.style.transform = `translateX(${box.left + (step / last) * (layout.width - box.left - box.right)}px)`;
      now.style.top = `${box.top}px`;
      now.style.bottom = `${box.bottom}px`;
    }
  }

  /** The charts in words, for those who do not see them; not more often than can be listened to. */
  speak() {
    // A run that began anew meanwhile has nothing to say yet.
    if (!this.record.last) return;
    const wait = this.spokenAt + SPOKEN_INTERVAL - performance.now();
    if (wait > 0) {
      this.speaking ??= setTimeout(() => this.speak(), wait);
      return;
    }
    clearTimeout(this.speaking);
    this.speaking = undefined;
    this.spokenAt = performance.now();
    const { step } = this.record.last;
    const say = (which, title, names) => {
      const values = names.filter((name) => this.record.newest(name) !== undefined).map((name) =>
        `${this.texts[`metrics.${name}`] ?? name} ${number(this.record.newest(name))}`).join(", ");
      const words = fill(this.texts["charts.spoken"], { title, values, step: number(step, 0) });
      // A picture only once there is something to say of it.
      this.plots[which].plot.setAttribute("role", "img");
      this.plots[which].plot.setAttribute("aria-label", words);
    };
    say(0, this.texts["charts.losses"], LOSSES);
    say(1, this.menu.selectedOptions[0]?.textContent ?? "", [this.menu.value, this.record.estimateOf(this.menu.value)]);
  }

  observe() {
    const look = () => {
      this.colours = null;
      this.redraw();
    };
    new IntersectionObserver(([entry]) => {
      this.near = entry.isIntersecting;
      if (this.near && this.record) this.draw();
    }).observe(this.element);
    new ResizeObserver(() => {
      this.size = null;
      for (const chart of this.plots) chart.box = null;
      this.redraw();
    }).observe(this.element);
    onTheme(look);
    document.addEventListener("visibilitychange", () => this.record && this.draw());
  }
}
