// The row above several runs on one clock: what they are of, transport, speed, seed.

import { button, make, write } from "./duel-dom.js";
import { texts } from "./language.js";

/** What both rows have; each puts the parts into its own order, and adds its own. */
export class SeveralBar {
  /** `words` are keys: of the menu (`over`), of settings of one's own (`own`). `acts` holds what controls do:
   * command(c), pace(key), say(sentence), and more. */
  constructor(words, { presets, speeds }, names, acts) {
    Object.assign(this, { words, presets, names, acts });
    this.menu = make("select", { class: "pg-duel-select", label: words.over });
    this.play = this.act("play", "transport.play", this.send({ do: "toggle" }));
    this.play.append(make("span", {}));
    this.speed = segments(words.over, "speed.label", speeds, (key) => make("b", { text: `speed.${key}` }), acts.pace);
  }

  act(name, key, what, icon = name) {
    return button({ class: `pg-duel-button pg-duel-${icon}`, label: `${key}.help`, "data-do": name }, () => what());
  }

  send(command) {
    return () => this.acts.command(command);
  }

  step(name, key, part) {
    const one = this.act(name, `transport.${key}`, this.send({ do: "step", part }), "step");
    one.append(make("span", { text: `transport.${key}` }));
    return one;
  }

  /** Play, the steps, and the ways back. */
  transport(...steps) {
    return make("div", { class: "pg-duel-group" }, this.play, ...steps,
      this.act("rewind", "transport.rewind", this.send({ do: "rewind" })),
      this.act("reset", "transport.reset", this.send({ do: "reset" })));
  }

  /** The field of the seed under the words `label`. */
  seeds(label) {
    this.seed = make("input", { type: "number", min: 0, step: 1, inputmode: "numeric" });
    this.seed.onchange = () => {
      const seed = this.seed.value === "" ? NaN : Number(this.seed.value);
      if (Number.isInteger(seed) && seed >= 0) this.acts.command({ do: "reseed", seed });
      else this.acts.say(texts["notice.seed"]);
    };
    return make("label", { class: "pg-duel-seed" }, make("span", { text: label }), this.seed);
  }

  /** The menu of presets, in the present language. */
  name() {
    const kept = this.menu.value;
    this.menu.replaceChildren(...this.presets.map((key) => new Option(this.names.title("preset", key), key)));
    // Settings of one's own are none of the presets.
    this.menu.prepend(Object.assign(new Option(texts[this.words.own], ""), { hidden: true }));
    this.menu.value = kept;
    this.playing = undefined;
  }

  /** What the view remembers: the text of what runs, and the speed. */
  set(query, pace) {
    this.menu.value = new URLSearchParams(query).get("preset") ?? "";
    check(this.speed, pace);
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
    make("input", { type: "radio", name, value: key }), make("span", {}, title(key)))));
  group.removeAttribute("title");
  group.onchange = ({ target }) => act(target.value);
  return group;
}

export function check(group, value) {
  for (const radio of group.querySelectorAll("input")) radio.checked = radio.value === value;
}
