// Slow motion: what the present phase of a half-step is about stands out, the rest steps back.

const FAINT = 0.22;

/** Which parts of a picture each phase is about. */
const ABOUT = {
  noise: ["noise"],
  fake: ["noise", "map", "fake"],
  data: ["data"],
  label: ["data", "noise"],
  mixture: ["mixture", "data"],
  shares: ["data"],
  judge: ["judge", "data", "fake", "codes", "prior"],
  cycle: ["cycle", "data", "fake"],
  loss: ["judge"],
  encode: ["codes"],
  decode: ["rebuilt"],
  prior: ["prior", "codes"],
  gradient: ["gradient", "judge", "fake"],
};

/** How strongly to draw a part: a function of its name. */
export function emphasis({ phase, half }) {
  const about = ABOUT[phase];
  if (!about) return () => 1;
  // The generator's half-step shows no data; neither player's gradient concerns the other's samples.
  const left = half === "generator" ? about.filter((part) => part !== "data") : about;
  return (part) => (left.includes(part) ? 1 : FAINT);
}
