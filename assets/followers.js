// All that follows the frames besides the stage itself: words, timeline, charts, plots.

import { Balance } from "./balance.js";
import { Charts } from "./charts.js";
import { onLanguage, texts } from "./language.js";
import { Record } from "./record.js";
import { StandIn } from "./standin.js";
import { Starve } from "./starve.js";
import { Stop } from "./stop.js";
import { Surroundings } from "./surroundings.js";
import { Timeline } from "./timeline.js";

/** While it plays, what is beside the picture changes no faster than one can read. */
const INTERVAL = 200;

/** Each part is made once its place is on the page, whatever the order in which they come. */
export class Followers {
  constructor({ base, canvas, send, seek, preview }) {
    this.record = new Record();
    this.shownAt = -Infinity;
    this.surroundings = new Surroundings(texts, canvas);
    this.makers = {
      timeline: ["#timeline .pg-timeline", (place) => new Timeline(place, { seek, preview, answers: true })],
      standin: [".pg-standin", (place) => new StandIn(place, { base, begin: () => send({ do: "reset" }) })],
      stop: [".pg-stop", (place) => new Stop(place.parentElement, send)],
      charts: [".pg-charts", (place) => new Charts(place, { texts, base })],
      balance: [".pg-balance", (place) => new Balance(place, texts)],
      starve: [".pg-starve-place canvas", (place) => new Starve(place, texts)],
    };
    onLanguage(() => {
      for (const part of [this.charts, this.balance, this.starve]) part?.setTexts(texts);
    });
  }

  show(header, arrays, colours, present) {
    this.record.note(header);
    clearTimeout(this.timer);
    // Slow motion's lights go with its last phase, however fast the run goes on.
    const hurried = header.playing && header.phase === this.phase;
    const wait = hurried ? this.shownAt + INTERVAL - performance.now() : 0;
    if (wait > 0) this.timer = setTimeout(() => this.write(header, arrays, colours, present), wait);
    else this.write(header, arrays, colours, present);
  }

  write(header, arrays, colours, present) {
    this.shownAt = performance.now();
    this.phase = header.phase;
    this.find();
    this.surroundings.show(header);
    this.timeline?.show(header, present);
    this.stop?.show(header);
    this.standin?.show(header);
    this.charts?.update(this.record, header);
    this.balance?.show(header.metrics?.ranking);
    this.starve?.draw(header, arrays, colours);
    document.dispatchEvent(new CustomEvent("playground:frame", { detail: header }));
  }

  find() {
    for (const [name, [selector, make]] of Object.entries(this.makers)) {
      const place = document.querySelector(selector);
      if (!place) continue;
      this[name] = make(place);
      delete this.makers[name];
    }
  }
}
