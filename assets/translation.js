// Two sets of points side by side, where the points of one go in the other, and one of them round the cycle.

import { arrow, crisp, formula, withAlpha, words } from "./draw.js";
import { emphasis } from "./emphasis.js";
import { HeatMap } from "./heat-map.js";
import { grounds, tonesOf } from "./tones.js";
import { Traveller } from "./traveller.js";

const LINES = 20;
const NEEDLES = 150;
/** By direction: which arrays start, arrive, come back, and are the real points there. */
const WAYS = [
  { start: "source", arrived: "fake", home: "cycled", letters: ["x", "G(x)", "F(G(x))"] },
  { start: "real", arrived: "fake_back", home: "cycled_back", letters: ["y", "F(y)", "G(F(y))"] },
];

export class Translation {
  constructor(canvas, again) {
    this.traveller = new Traveller(canvas, again);
    this.heats = [new HeatMap(), new HeatMap()];
    this.tones = [{}, {}];
  }

  draw(ctx, { width, height, ratio }, { header, arrays }, { colours, texts, shows, calm }) {
    const size = Math.max(11, Math.min(19, Math.min(width, height * 1.5) / 46));
    const boxes = layout(width, height, size, header.facts.window);
    const way = shows("back") ? 1 : 0;
    const plot = { ctx, size, ratio, colours, texts, arrays, boxes, shows, way, strength: emphasis(header) };
    plot.tones = shows("pairing") ? this.tonesOf(way, arrays, colours) : null;
    this.traveller.place(boxes.map((box, side) => ({ ...box, places: () => placesOf(arrays[WAYS[side].start], box) })));
    for (const side of [0, 1]) this.drawSide(plot, side);
    const { followed } = this.traveller;
    ctx.globalAlpha = plot.strength("fake") * (followed ? 0.25 : 1);
    if (shows("flow")) drawFlow(plot);
    ctx.globalAlpha = 1;
    if (!followed) return;
    ctx.save();
    drawJourney(plot, followed, this.traveller.share(calm));
    ctx.restore();
  }

  tonesOf(way, arrays, colours) {
    const { values } = arrays[WAYS[way].start];
    const held = this.tones[way];
    if (held.values !== values || held.panel !== colours.panel) {
      this.tones[way] = { values, panel: colours.panel, list: tonesOf(values, colours) };
    }
    return this.tones[way].list;
  }

  drawSide(plot, side) {
    const { ctx, arrays, boxes, colours, shows, strength, size, tones, way } = plot;
    const box = boxes[side];
    const starts = side === way; // the points that are followed start here
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.side, box.tall);
    ctx.clip();
    const heat = arrays[side ? "heat" : "heat_back"];
    ctx.globalAlpha = strength("judge");
    if (heat && shows("heat")) this.heats[side].draw(ctx, heat, colours, box);
    ctx.globalAlpha = strength("data");
    const real = arrays[WAYS[side].start];
    if (starts && tones) dots(plot, real, box, tones, size * 0.17);
    else dots(plot, real, box, withAlpha(colours.data, 0.4), size * 0.13);
    ctx.globalAlpha = strength("fake");
    const fakes = arrays[WAYS[1 - side].arrived];
    if (!starts && tones) dots(plot, fakes, box, tones, size * 0.18);
    else dots(plot, fakes, box, withAlpha(colours.generator, starts ? 0.45 : 0.75), size * (starts ? 0.12 : 0.17));
    ctx.globalAlpha = strength("cycle");
    if (starts && shows("cycle")) drawNeedles(plot, box);
    ctx.restore();
    ctx.globalAlpha = 1;
    frame(plot, box, side);
  }
}

/** Both windows beside one another, or one below the other where that gives them more room. */
function layout(width, height, size, [[xlow, xhigh], [ylow, yhigh]]) {
  const aspect = (xhigh - xlow) / (yhigh - ylow);
  const [edge, gap, foot] = [size * 0.6, size * 2.4, size * 1.9];
  const beside = Math.min(height - edge - foot, (width - 2 * edge - gap) / 2 / aspect);
  const below = Math.min((height - edge - 2 * foot - gap / 4) / 2, (width - 2 * edge) / aspect);
  const tall = Math.max(beside, below);
  const side = tall * aspect;
  return [0, 1].map((index) => {
    const left = beside >= below ? width / 2 + (index ? gap / 2 : -gap / 2 - side) : (width - side) / 2;
    const top = beside >= below ? edge + (height - edge - foot - tall) / 2 : edge + index * (tall + foot + gap / 4);
    return {
      left, top, side, tall,
      x: (value) => left + ((value - xlow) / (xhigh - xlow)) * side,
      y: (value) => top + tall - ((value - ylow) / (yhigh - ylow)) * tall,
    };
  });
}

function placesOf({ values }, { x, y }) {
  return Array.from({ length: values.length / 2 }, (_, i) => [x(values[2 * i]), y(values[2 * i + 1])]);
}

function dots({ ctx }, { values }, { x, y }, colour, radius) {
  ctx.fillStyle = typeof colour === "string" ? colour : "";
  for (let i = 0; i < values.length; i += 2) {
    if (typeof colour !== "string") ctx.fillStyle = colour[i / 2];
    ctx.beginPath();
    ctx.arc(x(values[i]), y(values[i + 1]), radius, 0, 7);
    ctx.fill();
  }
}

/** From each point to where the cycle brings it back: too short to be seen where the maps undo one another. */
function drawNeedles({ ctx, arrays, way, size, colours, tones }, { x, y }) {
  const [start, home] = [WAYS[way].start, WAYS[way].home].map((name) => arrays[name].values);
  ctx.lineWidth = size / 14;
  for (let i = 0; i < 2 * Math.min(NEEDLES, start.length / 2); i += 2) {
    ctx.strokeStyle = tones ? tones[i / 2] : colours.push;
    ctx.beginPath();
    ctx.moveTo(x(start[i]), y(start[i + 1]));
    ctx.lineTo(x(home[i]), y(home[i + 1]));
    ctx.stroke();
  }
}

/** Some points' way to the other side. */
function drawFlow(plot) {
  const { ctx, arrays, way, boxes, size, colours, tones } = plot;
  const from = placesOf(arrays[WAYS[way].start], boxes[way]);
  const to = placesOf(arrays[WAYS[way].arrived], boxes[1 - way]);
  ctx.lineWidth = size / 13;
  const full = ctx.globalAlpha;
  ctx.globalAlpha = 0.6 * full;
  for (let i = 0; i < Math.min(LINES, from.length); i++) {
    ctx.strokeStyle = tones ? tones[i] : colours.generator;
    ctx.beginPath();
    bow(ctx, from[i], to[i], 1);
    ctx.stroke();
  }
}

/** Adds a bowed line to the path, or its first share. */
function bow(ctx, start, end, share, bend = 0.12) {
  const steps = Math.max(2, Math.round(24 * share));
  ctx.moveTo(...start);
  for (let k = 1; k <= steps; k++) ctx.lineTo(...along(start, end, (share * k) / steps, bend));
}

function along([x0, y0], [x1, y1], share, bend = 0.12) {
  const lift = 4 * bend * share * (1 - share);
  return [x0 + share * (x1 - x0) + lift * (y1 - y0), y0 + share * (y1 - y0) - lift * Math.abs(x1 - x0)];
}

/** One point, where it goes, and where it comes back to. */
function drawJourney({ ctx, arrays, boxes, colours, size }, { side, index }, share) {
  const { start, arrived, home, letters } = WAYS[side];
  const at = (name, box) => placesOf({ values: arrays[name].values.subarray(2 * index, 2 * index + 2) }, box)[0];
  const stops = [at(start, boxes[side]), at(arrived, boxes[1 - side]), at(home, boxes[side])];
  ctx.lineWidth = size / 7;
  ctx.lineCap = "round";
  [[0, 0.12, []], [1, 0.12, [size * 0.4, size * 0.35]]].forEach(([leg, bend, dashes]) => {
    const gone = Math.max(0, Math.min(1, share - leg));
    if (!gone) return;
    ctx.strokeStyle = colours.generator;
    ctx.setLineDash(dashes);
    ctx.beginPath();
    bow(ctx, stops[leg], stops[leg + 1], gone, leg ? -bend : bend);
    ctx.stroke();
  });
  ctx.setLineDash([]);
  stops.forEach((place, stop) => {
    if (share < stop) return;
    ctx.beginPath();
    ctx.arc(...place, size * 0.3, 0, 7);
    ctx.fillStyle = stop === 1 ? colours.generator : colours.ink;
    ctx.fill();
    const below = stop === 2;
    formula(ctx, letters[stop], place[0], place[1] + size * (below ? 1.35 : -0.6), size, ctx.fillStyle, { align: "center", halo: colours.panel });
  });
  if (share >= 2) return;
  const leg = share < 1 ? 0 : 1;
  ctx.fillStyle = colours.push;
  ctx.beginPath();
  ctx.arc(...along(stops[leg], stops[leg + 1], share - leg, leg ? -0.12 : 0.12), size * 0.26, 0, 7);
  ctx.fill();
}

function frame({ ctx, colours, ratio, size, texts, tones, way }, { left, top, side, tall }, index) {
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = 1;
  ctx.strokeRect(crisp(left, ratio), crisp(top, ratio), Math.round(side), Math.round(tall));
  formula(ctx, index ? "Y" : "X", left + size * 0.5, top + size * 1.35, size * 1.2, colours.ink, { halo: colours.panel });
  const y = top + tall + size * 1.25;
  const starts = index === way;
  const [real, fake] = [WAYS[index].letters[0], WAYS[1 - index].letters[1]];
  const mark = (x, colour, coloured) => {
    const parts = coloured ? grounds(colours)[0] : [colour];
    parts.forEach((part, i) => {
      ctx.fillStyle = part;
      ctx.beginPath();
      ctx.arc(x + i * size * 0.3, y - size * 0.3, size * 0.2, 0, 7);
      ctx.fill();
    });
    return x + parts.length * size * 0.3 + size * 0.3;
  };
  let x = mark(left + size * 0.3, colours.data, starts && tones);
  x += formula(ctx, real, x, y, size, colours.data) + size * 0.35;
  words(ctx, texts["canvas.real"], x, y, size * 0.8, colours.data);
  x = mark(left + side * 0.52, colours.generator, !starts && tones);
  x += formula(ctx, fake, x, y, size, colours.generator) + size * 0.35;
  words(ctx, texts["canvas.fake"], x, y, size * 0.8, colours.generator);
}
