// Where the boxes of a flow diagram go, and the arrows between them.

const SVG = "http://www.w3.org/2000/svg";
const HEAD = 5;
const BEND = 6;
const APART = 7;

/**
 * Boxes in columns, left to right along the forward arrows, each as far right as what it feeds allows:
 * so parts that meet in the next box stand in one column. Boxes without arrows come last.
 */
export function toColumns(boxes, arrows) {
  const forward = arrows.filter(({ kind }) => kind !== "back");
  const levels = new Map();
  const level = (key) => {
    if (levels.has(key)) return levels.get(key);
    levels.set(key, -1); // where arrows run in a circle, the one that closes it does not count
    const next = forward.filter(({ start }) => start === key).map(({ end }) => level(end));
    levels.set(key, Math.max(-1, ...next) + 1);
    return levels.get(key);
  };
  const joined = new Set(arrows.flatMap(({ start, end }) => [start, end]));
  const columns = [];
  for (const box of boxes.filter(({ key }) => joined.has(key))) (columns[level(box.key)] ??= []).push(box);
  return [...columns.filter(Boolean).reverse(), ...boxes.filter(({ key }) => !joined.has(key)).map((box) => [box])];
}

/** Draws all arrows under the boxes of `inside`, which are given by key. */
export function drawArrows(inside, arrows, boxes) {
  inside.querySelector("svg")?.remove();
  const svg = element("svg", { "aria-hidden": "true", class: "pg-arrows" });
  const places = new Map([...boxes].map(([key, box]) => [key, placeOf(box)]));
  // What goes back runs below the boxes, and so does what would go straight through one.
  const back = arrows.filter((arrow) => arrow.kind === "back" || blocked(arrow, places));
  // The farther an arrow goes back, the lower it runs: so they do not cross.
  back.sort((one, other) => places.get(other.end).middle - places.get(one.end).middle);
  arrows.forEach((arrow, index) => {
    const [start, end] = [places.get(arrow.start), places.get(arrow.end)];
    const lane = (back.indexOf(arrow) + 1) / (back.length + 0.5);
    const shift = (back.indexOf(arrow) - (back.length - 1) / 2) * APART;
    const depth = lane * (inside.clientHeight - start.bottom);
    const { line, head } = back.includes(arrow) ? around(start, end, depth, shift) : across(start, end);
    const group = element("g", {
      class: `pg-arrow pg-${arrow.kind}`,
      "data-index": index,
      "data-end": boxes.get(arrow.end).dataset.kind,
    });
    group.append(element("path", { d: line, class: "pg-line" }), element("path", { d: head, class: "pg-head" }));
    svg.append(group);
  });
  inside.prepend(svg);
}

function placeOf(box) {
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = box;
  return { left, top, right: left + width, bottom: top + height, middle: left + width / 2 };
}

/** Whether a box lies on the straight way of an arrow from one box to a later one. */
function blocked({ start, end }, places) {
  const [from, to] = [places.get(start), places.get(end)];
  const y = (Math.max(from.top, to.top) + Math.min(from.bottom, to.bottom)) / 2;
  return [...places.values()].some(({ left, right, top, bottom }) => left > from.right && right < to.left && top < y && y < bottom);
}

/** Straight across where the boxes face each other, else in a curve. */
function across(start, end) {
  const [top, bottom] = [Math.max(start.top, end.top), Math.min(start.bottom, end.bottom)];
  const facing = bottom > top;
  const from = facing ? (top + bottom) / 2 : (start.top + start.bottom) / 2;
  const to = facing ? from : (end.top + end.bottom) / 2;
  const tip = end.left - 2;
  const half = (start.right + tip) / 2;
  return {
    line: `M${start.right + 2} ${from}C${half} ${from} ${half} ${to} ${tip - HEAD} ${to}`,
    head: `M${tip} ${to}l${-HEAD * 1.5} ${-HEAD}v${2 * HEAD}z`,
  };
}

/** Down from one box, back along a lane below, and up into the other. */
function around(start, end, lane, shift) {
  // Arrows that meet in a box from both sides each keep to their own.
  const side = start.middle < end.middle ? -2 * APART : 0;
  const [from, to, y] = [start.middle + shift, end.middle + side, start.bottom + lane];
  const bend = Math.min(BEND, lane);
  const turn = Math.sign(to - from) * bend;
  const tip = end.bottom + 2;
  return {
    line: `M${from} ${start.bottom + 1}V${y - bend}q0 ${bend} ${turn} ${bend}`
      + `H${to - turn}q${turn} 0 ${turn} ${-bend}V${tip + HEAD}`,
    head: `M${to} ${tip}l${-HEAD} ${HEAD * 1.5}h${2 * HEAD}z`,
  };
}

function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
