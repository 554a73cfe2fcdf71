// The row above the sides: what the duel is over, transport, speed, seed, another side, a link.

import { texts } from "./language.js";
import { button, make, write } from "./duel-dom.js";

const STEPS = [["step-d", "step_d", "discriminator"], ["step-g", "step_g", "generator"], ["step-both", "step_both", "both"]];

export class Bar {
  /** `acts` holds what each control does: command(c), open(query), pace(key), add(), link(), playRun(). */
  constructor({ presets, speeds }, names, acts) {
    Object.assign(this, { presets, names, acts });
    const act = (name, key, what, icon) =>
      button({ class: `pg-duel-button pg-duel-${icon ?? name}`, label: `${key}.help`, "data-do": name }, () => what());
    const send = (command) => () => acts.command(command);
    this.play = act("play", "transport.play", send({ do: "toggle" }));
    this.menu = make("select", { class: "pg-duel-select", label: "duel.over" });
    this.menu.onchange = () => this.menu.value && acts.open(`preset=${this.menu.value}`);
    const steps = STEPS.map(([name, key, part]) => {
      const one = act(name, `transport.${key}`, send({ do: "step", part }), "step");
      one.append(make("span", { text: `transport.${key}` }));
      return one;
    });
    this.play.append(make("span", {}));
    this.element = make("div", { class: "pg-duel-bar" },
      make("div", { class: "pg-duel-group" }, this.menu,
        button({ class: "pg-duel-button", text: "duel.play_run", "data-do": "play-run" }, acts.playRun)),
      make("div", { class: "pg-duel-group" }, this.play, ...steps,
        act("rewind", "transport.rewind", send({ do: "rewind" })),
        act("reset", "transport.reset", send({ do: "reset" }))),
      this.segments(speeds),
      make("div", { class: "pg-duel-group" }, this.seeds(),
        button({ class: "pg-duel-button pg-duel-dice", label: "seed.new", "data-do": "new-seed" }, send({ do: "reseed" }))),
      make("div", { class: "pg-duel-group pg-duel-end" },
        (this.add = button({ class: "pg-duel-button pg-duel-add", "data-do": "add" }, acts.add, make("span", { text: "duel.add" }))),
        button({ class: "pg-duel-button pg-duel-link", label: "duel.link", "data-do": "link" }, acts.link)));
    this.name();
  }

  segments(speeds) {
    const items = speeds.map((key) => make("label", {},
      make("input", { type: "radio", name: "duel-speed", value: key }), make("span", {}, make("b", { text: `speed.${key}` }))));
    this.speed = make("div", { class: "pg-segments", role: "radiogroup", label: "speed.label" }, ...items);
    this.speed.removeAttribute("title");
    this.speed.onchange = ({ target }) => this.acts.pace(target.value);
    return this.speed;
  }

  seeds() {
    this.seed = make("input", { type: "number", min: 0, step: 1, inputmode: "numeric" });
    this.seed.onchange = () => {
      const seed = this.seed.value === "" ? NaN : Number(this.seed.value);
      if (Number.isInteger(seed) && seed >= 0) this.acts.command({ do: "reseed", seed });
      else this.acts.say(texts["notice.seed"]);
    };
    return make("label", { class: "pg-duel-seed" }, make("span", { text: "seed.label" }), this.seed);
  }

  /** The menu of presets, in the present language. */
  name() {
    const kept = this.menu.value;
    this.menu.replaceChildren(...this.presets.map((key) => new Option(this.names.title("preset", key), key)));
    // Settings of one's own are none of the presets.
    this.menu.prepend(Object.assign(new Option(texts["duel.own"], ""), { hidden: true }));
    this.menu.value = kept;
    this.playing = undefined;
  }

  /** What the view remembers: the text of the duel, the speed, whether another side finds room. */
  set(query, pace, room) {
    this.menu.value = new URLSearchParams(query).get("preset") ?? "";
    for (const radio of this.speed.querySelectorAll("input")) radio.checked = radio.value === pace;
    this.add.disabled = !room;
  }

  show({ playing, seed }) {
    if (document.activeElement !== this.seed && Number(this.seed.value || NaN) !== seed) this.seed.value = seed ?? "";
    if (this.playing === playing) return;
    this.playing = playing;
    this.play.dataset.playing = Boolean(playing);
    write(this.play.querySelector("span"), texts[playing ? "transport.pause" : "transport.play"]);
  }

  press(name) {
    this.element.querySelector(`[data-do="${name}"]`)?.click();
  }
}
