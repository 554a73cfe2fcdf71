// One metric of all sides over the steps: a line for each, named at its end.

import { letter, make } from "./duel-dom.js";
import { readColours } from "./draw.js";
import { texts } from "./language.js";
import { plotly } from "./plotly.js";
import { comparison } from "./plots.js";
import { onTheme } from "./themes.js";
import { fill, number } from "./words.js";

const INTERVAL = 500;
const SPOKEN_INTERVAL = 5000;
const RETRY = 5000;
const CONFIG = { displayModeBar: false, doubleClick: false, showAxisDragHandles: false, scrollZoom: false };
const DASHES = ["solid", "7px,3px", "2px,3px", "9px,3px,2px,3px"];

export class DuelChart {
  constructor(base) {
    this.base = base;
    this.drawnAt = this.spokenAt = -Infinity;
    this.menu = make("select", { class: "pg-chart-choice", label: "charts.choose" });
    this.menu.onchange = () => {
      this.choice = this.menu.value;
      this.spokenAt = -Infinity;
      this.redraw();
    };
    this.plot = make("div", { class: "pg-chart-plot", role: "img" });
    this.now = make("div", { class: "pg-chart-now", hidden: "" });
    this.element = make("figure", { class: "pg-chart pg-duel-chart" },
      make("figcaption", {}, this.menu), make("div", { class: "pg-chart-frame" }, this.plot, this.now));
    new ResizeObserver(() => this.redraw()).observe(this.plot);
    onTheme(() => this.redraw());
  }

  /** Words, colours or sizes have changed. */
  redraw() {
    this.key = this.names = null;
    if (this.records) this.draw();
  }

  /** Follows the frames: `records` have noted theirs already. */
  update(records, header) {
    Object.assign(this, { records, header });
    this.showNow();
    const wait = header.playing ? this.drawnAt + INTERVAL - performance.now() : 0;
    if (wait <= 0) this.draw();
    else this.timer ??= setTimeout(() => this.draw(), wait);
  }

  draw() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.records?.some(({ last }) => last) || !this.plot.offsetParent) return;
    if (!this.plotly) {
      this.load();
      return;
    }
    this.choose();
    const floors = this.floors();
    const key = JSON.stringify([this.records.map(({ version }) => version), floors, this.menu.value]);
    if (key === this.key) return;
    this.key = key;
    this.drawnAt = performance.now();
    this.figure = comparison(this.lines(), this.menu.value, { floors }, this.look());
    this.plotly.react(this.plot, this.figure.traces, this.figure.layout, CONFIG);
    this.showNow();
    this.speak();
  }

  lines() {
    const style = getComputedStyle(this.element);
    return this.records.map((record, i) => ({
      record, short: letter(i), colour: style.getPropertyValue(`--pg-side-${i}`).trim(), dash: DASHES[i],
    }));
  }

  /** What a perfect generator scores, where that is the same for all sides. */
  floors() {
    const [first, ...others] = this.header.sides.map(({ floors }) => floors ?? {});
    return Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((each) => each[name] === value)));
  }

  look() {
    const size = Math.max(10, parseFloat(getComputedStyle(this.element).fontSize) * 0.78);
    return { width: this.plot.clientWidth, height: this.plot.clientHeight, size, colours: readColours(this.element), texts };
  }

  async load() {
    if (this.loading) return;
    this.loading = true;
    try {
      this.plotly = await plotly(this.base);
      this.plot.dataset.complaint = "";
      this.draw();
    } catch {
      // Said where the chart would be; Plotly is asked for again with one of the next frames.
      this.plot.dataset.complaint = texts["charts.missing"];
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    } finally {
      this.loading = false;
    }
  }

  /** Keeps the menu in step with what all sides measure; without a choice, modes where there are some. */
  choose() {
    const some = this.header.sides.some(({ facts }) => facts?.modes > 1);
    const order = texts["metrics.order"].split(" ");
    const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
    const [first, ...others] = this.records.map((record) => record.measured());
    const names = first.filter((name) => others.every((each) => each.includes(name)) && (name !== "modes" || some));
    names.sort((one, other) => rank(one) - rank(other));
    if (names.join() !== this.names) this.menu.replaceChildren(...names.map((name) => new Option(texts[`metrics.${name}`] ?? name, name)));
    this.names = names.join();
    const wanted = [this.choice, some ? "modes" : "jsd", names[0]].find((name) => names.includes(name)) ?? "";
    if (this.menu.value !== wanted) this.menu.value = wanted;
  }

  /** A thin line at the step that is shown, where that is not the newest one. */
  showNow() {
    const newest = Math.max(...this.records.map(({ last }) => last?.step ?? 0));
    this.now.hidden = !this.figure || !(this.header.step < newest);
    if (this.now.hidden) return;
    const { box, last, layout } = this.figure;
    this.now.style.transform = `translateX(${box.left + (this.header.step / last) * (layout.width - box.left - box.right)}px)`;
    this.now.style.top = `${box.top}px`;
    this.now.style.bottom = `${box.bottom}px`;
  }

  /** The chart in words; not more often than can be listened to. */
  speak() {
    if (performance.now() < this.spokenAt + SPOKEN_INTERVAL) return;
    this.spokenAt = performance.now();
    const name = this.menu.value;
    const values = this.records.map((record, i) => `${letter(i)} ${number(record.newest(name))}`).join(", ");
    const step = number(this.header.step, 0);
    this.plot.setAttribute("aria-label", fill(texts["charts.spoken"], { title: texts[`metrics.${name}`] ?? name, values, step }));
  }
}
