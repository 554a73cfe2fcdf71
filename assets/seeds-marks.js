// The sign of each kind of failure: a shape of its own, so that nobody has to tell them by colour.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  fine: "M2.5 8.5l3.6 3.8L13.5 3.8",
  hopping: "M2 5.5h9.5M8.6 2.6l3 2.9-3 2.9M14 11H4.500M7.400 8.100l-3 2.900 3 2.900",
  "mode-dropping": "M13.500 8a5.500 5.500 0 1 1-5.500-5.500M10.500 2.500l3 3M13.500 2.500l-3 3",
  "full-collapse": "M8 8h.010",
  "vanishing-gradient": "M2 3.500h12M4.500 8h7M7 12.500h2",
  divergence: "M8 8L2 2M8 8l6-6M8 8l-6 6M8 8l6 6M2 5V2h3M11 2h3v3M5 14H2v-3M14 11v3h-3",
  open: "M3 8h.010M8 8h.010M13 8h.010",
};

/** The sign of a kind, which names the kind to the style sheet alone. */
export function mark(kind) {
  const sign = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  sign.setAttribute("viewBox", "0 0 16 16");
  sign.setAttribute("aria-hidden", "true");
  sign.append(path);
  show(sign, kind);
  return sign;
}

/** Makes a sign that of another kind. */
export function show(sign, kind) {
  if (sign.dataset.kind === kind) return;
  sign.dataset.kind = kind;
  sign.firstChild.setAttribute("d", SHAPES[kind] ?? SHAPES.open);
}
