// What a setting, its value and the differences between sides are called. No page, no drawing.

import { texts } from "./language.js";
import { fill } from "./words.js";

const OWNERS = { generator: "generator", discriminator: "discriminator", noise: "noise", data: "data", distribution: "data" };
const CHOICES = ["family", "objective", "constraint"];

/** What all sides share as long as no differing path is about it. */
const SHARED = [
  ["duel.same.data", /^(distribution|data|batch)(\.|$)/],
  ["duel.same.noise", /^(noise|batch)(\.|$)/],
  ["duel.same.networks", /^(generator|discriminator)\.(?!lr$|ema$|optimizer|beta|momentum|decay)/],
  ["duel.same.rates", /\.lr$|^schedule\./],
];

export class Names {
  /** `titles` are the English ones of the catalogue, `catalogues` tells in which of it a setting chooses. */
  constructor({ titles, catalogues }) {
    Object.assign(this, { titles, catalogues });
  }

  /** The title of a catalogue's entry. */
  title(catalogue, key) {
    const name = `${catalogue}.${key}.title`;
    return texts[name] ?? this.titles[name] ?? texts[`choice.${key}`] ?? key;
  }

  /** A setting by its path: "Generator: learning rate". */
  setting(path) {
    const steps = path.split(".");
    const name = texts[`knob.${steps.at(-1)}`] ?? steps.at(-1).replaceAll("_", " ");
    const owner = steps.length > 1 ? this.owner(steps) : "";
    return owner ? fill(texts["knobs.of"], { owner, name }) : name;
  }

  owner([first, second]) {
    if (first in OWNERS) return texts[`flow.${OWNERS[first]}`];
    return first === "constraint" ? this.title("constraint", second) : "";
  }

  /** A setting's value, given as text. */
  value(path, text) {
    if (text === null) return "–";
    const catalogue = this.catalogues[path.split(".").at(-1)];
    const keys = text.split(",");
    // A number may go by the name of another's choice.
    const known = catalogue && keys.every((key) => `${catalogue}.${key}.title` in this.titles);
    if (known) return keys.map((key) => this.title(catalogue, key)).join(", ");
    if (text === "true" || text === "false") return texts[`duel.${text}`];
    if (text.trim() && Number.isFinite(Number(text))) return String(Number(text)).replace("-", "−");
    return texts[`choice.${text}`] ?? text;
  }

  /** A choice for a side: its loss, or its family where it has none, and the constraint that is added. */
  choice([, loss, constraint]) {
    const catalogue = `objective.${loss}.title` in this.titles ? "objective" : "family";
    const title = this.title(catalogue, loss);
    return constraint ? fill(texts["duel.with"], { loss: title, constraint: this.title("constraint", constraint) }) : title;
  }

  /** Settings in force as one name: "Ring: Wasserstein + Gradient penalty, k 2"; pairs [path, text], preset or "". */
  force(pairs, preset) {
    const { objective, constraint } = Object.fromEntries(pairs);
    const loss = [this.value("objective", objective), ...(constraint === "none" ? [] : [this.value("constraint", constraint)])];
    const own = pairs.filter(([path]) => path !== "objective" && path !== "constraint");
    const rest = [loss.join(" + "), ...own.map(([path, text]) => `${this.setting(path)} ${this.value(path, text)}`)].join(", ");
    return preset ? fill(texts["seeds.preset"], { preset: this.title("preset", preset), rest }) : rest;
  }

  /**
   * The differences as rows { label, values }, one value for each side. What only some choice has, such
   * as the weight of a penalty, is told with that choice.
   */
  rows(differences) {
    const chosen = differences.map(([path]) => path).filter((path) => path.split(".").at(-1) in this.catalogues);
    const rows = new Map();
    for (const [path, ...values] of differences) {
      const parent = values.includes(null) && chosen.find((other) => path.startsWith(`${other}.`));
      if (parent) this.detail(rows.get(parent), path, values);
      else rows.set(path, { label: this.setting(path), values: values.map((text) => this.value(path, text)), texts: values });
    }
    return [...rows.values()].map(({ label, values }) => ({ label, values }));
  }

  detail(row, path, values) {
    const last = path.split(".").at(-1);
    const plain = texts[`knob.${last}`] ?? last.replaceAll("_", " ");
    values.forEach((text, side) => {
      if (text === null || text === "false") return;
      // Of several constraints each names its own.
      const name = row.texts[side]?.includes(",") ? this.setting(path) : plain;
      row.values[side] += text === "true" ? `, ${name}` : `, ${name} ${this.value(path, text)}`;
    });
  }

  /** What is the same on all sides, as a sentence; `alike` tells whether they began with the same weights. */
  same(differences, alike) {
    const paths = differences.map(([path]) => path);
    const shared = SHARED.filter(([, about]) => !paths.some((path) => about.test(path))).map(([key]) => texts[key]);
    const what = [...(alike ? [texts["duel.same.weights"]] : []), ...shared].join(", ");
    const sentence = what ? fill(texts["duel.same"], { what }) : "";
    return alike ? sentence : `${sentence} ${texts["duel.unlike"]}`.trim();
  }
}

/** A side's text as what is chosen in its menu and the rest: "objective=wasserstein" and "k=3". */
export function parted(variant) {
  const pairs = [...new URLSearchParams(variant)];
  const chosen = pairs.filter(([path]) => CHOICES.includes(path));
  const rest = pairs.filter(([path]) => !CHOICES.includes(path));
  return { choice: joined(chosen), rest: joined(rest) };
}

/** Pairs as they are typed, with nothing escaped that need not be. */
function joined(pairs) {
  return pairs.map(([path, text]) => `${path}=${text.replace(/[%&+#]/g, encodeURIComponent)}`).join("&");
}

/** The sides of a duel's text. */
export function sidesOf(query) {
  return new URLSearchParams(query).getAll("side");
}

/** The text with other sides. */
export function withSides(query, sides) {
  const pairs = new URLSearchParams(query);
  pairs.delete("side");
  for (const side of sides) pairs.append("side", side);
  return pairs.toString();
}
