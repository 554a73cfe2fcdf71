// What is seen, in a sentence: nothing but the numbers of this moment decides which.

import { texts } from "./language.js";
import { gradientText } from "./distances-table.js";
import { fill, number } from "./words.js";

const FLAT = 1e-3;
const SAME = 1e-6;

/** `at` has value and gradient of every distance; `measure` is the chosen one. */
export function seen(at, measure, lines) {
  const [value, gradient] = at[measure.key];
  const [earth, pull] = at["wasserstein-1"];
  const values = {
    name: texts[`distances.${measure.key}`], value: number(value), gradient: gradientText(gradient),
    bound: number(measure.bound), earth: number(earth), pull: number(pull),
  };
  return fill(texts[`distances.seen.${which(value, gradient, earth, pull, measure, lines)}`], values);
}

function which(value, gradient, earth, pull, { key, bound }, lines) {
  if (earth < SAME) return lines ? "meet" : "same";
  if (value === "inf") return "infinite";
  if (gradient === null) return "jump";
  if (key !== "wasserstein-1" && bound !== null && value > 0.98 * bound && Math.abs(gradient) < FLAT * 10) return "bound";
  if (Math.abs(gradient) < FLAT) return Math.abs(pull) < FLAT ? "level" : "flat";
  return gradient > 0 ? "left" : "right";
}
