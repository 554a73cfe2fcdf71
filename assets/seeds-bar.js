// The row above the wall: what it is of, transport, speed, which seeds and how many.

import { button, make, write } from "./duel-dom.js";
import { texts } from "./language.js";

export class Bar {
  /** `acts` holds what each control does: command(c), open(query), pace(key), count(n), next(), say(sentence). */
  constructor({ presets, counts, speeds }, names, acts) {
    Object.assign(this, { presets, names, acts });
    const act = (name, key, what, icon = name) =>
      button({ class: `pg-duel-button pg-duel-${icon}`, label: `${key}.help`, "data-do": name }, what);
    const send = (command) => () => acts.command(command);
    this.menu = make("select", { class: "pg-duel-select", label: "seeds.over" });
    this.menu.onchange = () => acts.preset(this.menu.value);
    this.play = act("play", "transport.play", send({ do: "toggle" }));
    this.play.append(make("span", {}));
    const step = act("step-both", "transport.step_both", send({ do: "step" }), "step");
    step.append(make("span", { text: "transport.step_both" }));
    this.element = make("div", { class: "pg-duel-bar pg-seeds-bar" },
      make("div", { class: "pg-duel-group" }, this.menu),
      make("div", { class: "pg-duel-group" }, this.play, step,
        act("rewind", "transport.rewind", send({ do: "rewind" })), act("reset", "transport.reset", send({ do: "reset" }))),
      (this.speed = segments("speed", "speed.label", speeds, (key) => make("b", { text: `speed.${key}` }), acts.pace)),
      (this.count = segments("count", "seeds.count", counts, (count) => {
        const name = make("b", {});
        name.textContent = count;
        return name;
      }, (value) => acts.count(Number(value)))),
      make("div", { class: "pg-duel-group" }, this.first(),
        button({ class: "pg-duel-button pg-duel-dice", label: "seeds.next", "data-do": "new-seed" }, acts.next)));
    this.name();
  }

  first() {
    this.seed = make("input", { type: "number", min: 0, step: 1, inputmode: "numeric" });
    this.seed.onchange = () => {
      const seed = this.seed.value === "" ? NaN : Number(this.seed.value);
      if (Number.isInteger(seed) && seed >= 0) this.acts.command({ do: "reseed", seed });
      else this.acts.say(texts["notice.seed"]);
    };
    return make("label", { class: "pg-duel-seed" }, make("span", { text: "seeds.first" }), this.seed);
  }

  /** The menu of presets, in the present language. */
  name() {
    const kept = this.menu.value;
    this.menu.replaceChildren(...this.presets.map((key) => new Option(this.names.title("preset", key), key)));
    this.menu.prepend(Object.assign(new Option(texts["seeds.own"], ""), { hidden: true }));
    this.menu.value = kept;
    this.playing = undefined;
  }

  /** What the view remembers: the text of the wall, and the speed. */
  set(query, pace) {
    const pairs = new URLSearchParams(query);
    this.menu.value = pairs.get("preset") ?? "";
    check(this.speed, pace);
    check(this.count, pairs.get("seeds"));
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

/** A choice of a few: `title(key)` makes what a segment shows. */
export function segments(name, label, keys, title, act) {
  const group = make("div", { class: "pg-segments", role: "radiogroup", label }, ...keys.map((key) => make("label", {},
    make("input", { type: "radio", name: `seeds-${name}`, value: key }), make("span", {}, title(key)))));
  group.onchange = ({ target }) => act(target.value);
  return group;
}

export function check(group, value) {
  for (const radio of group.querySelectorAll("input")) radio.checked = radio.value === value;
}
