// The stage of an autoencoder: codes over draws of the prior, pictures over what comes back, and what a code stands for.

import { CodesHand } from "./codes-hand.js";
import { SANS, crisp, formula, withAlpha, words } from "./draw.js";
import { emphasis } from "./emphasis.js";
import { HeatMap } from "./heat-map.js";
import { componentColours } from "./mixture.js";
import { shadesOf, sheetOf } from "./tiles-sheet.js";
import { number } from "./words.js";

const ACROSS = 8;
/** Side by side from this ratio of width to height on; in a narrower column fewer pictures, and no words. */
const BESIDE = 0.85;
const FEW = 3;
/** Codes of a class from which on it gets its name. */
const NAMED = 3;

export class Codes {
  constructor(canvas, again) {
    this.hand = new CodesHand(canvas, again);
    this.heat = new HeatMap();
    this.sheets = {};
  }

  draw(ctx, { width, height, ratio }, { header, arrays }, { colours, texts, shows }) {
    const { facts } = header;
    const size = Math.max(11, Math.min(19, Math.min(width, height * 1.5) / 46));
    const view = layout(width, height, size);
    const map = mapping(view.plane, facts.window);
    const plot = { ctx, size, ratio, colours, texts, facts, arrays, shows, strength: emphasis(header), map };
    this.hand.place(facts.latent === 2 ? map : null, header.state);
    this.drawPlane(plot);
    ctx.globalAlpha = plot.strength("rebuilt");
    this.drawPairs(plot, view.pairs);
    this.drawDecoded(plot, view.decoded);
    ctx.globalAlpha = 1;
  }

  drawPlane(plot) {
    const { ctx, arrays, colours, shows, strength, map: { left, top, side } } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, side, side);
    ctx.clip();
    ctx.globalAlpha = strength("judge");
    if (arrays.heat && shows("heat")) this.heat.draw(ctx, arrays.heat, colours, { left, top, side, tall: side });
    ctx.globalAlpha = strength("prior");
    if (shows("prior")) drawPrior(plot);
    ctx.globalAlpha = strength("codes");
    drawCodes(plot);
    if (shows("names") && arrays.labels) drawNames(plot);
    ctx.globalAlpha = 1;
    if (this.hand.held) drawHand(plot, this.hand.held);
    ctx.restore();
    drawFrame(plot);
  }

  /** Each picture over what comes back of it. */
  drawPairs(plot, box) {
    const { size, arrays: { originals, rebuilt }, colours, texts } = plot;
    const tile = box.side / box.across;
    title(plot, box, box.top - size * 0.55, "x", texts["canvas.real"], colours.data);
    this.place(plot, "originals", originals, box, tile);
    const top = box.top + tile + size * 0.35;
    this.place(plot, "rebuilt", rebuilt, { ...box, top }, tile);
    title(plot, box, top + tile + size * 1.15, "p(q(x))", texts["codes.back"], colours.generator);
  }

  /** What the code under the hand stands for; without a hand, the code 0. */
  drawDecoded(plot, box) {
    const { size, arrays: { decoded }, facts, colours, texts } = plot;
    this.place(plot, "decoded", this.hand.tile ?? decoded, { ...box, across: 1 }, box.side);
    const code = this.hand.tile && this.hand.held;
    const said = code ? `p(${code.map((value) => number(value, 2)).join(", ")})` : facts.latent === 2 ? "p(0, 0)" : "p(0)";
    title(plot, box, box.top - size * 0.55, said, code ? texts["codes.here"] : "", colours.generator);
  }

  place({ ctx, colours, ratio }, name, tiles, { left, top, across }, tile) {
    const inks = colours.panel + colours.ink;
    if (this.inks !== inks) [this.inks, this.shades] = [inks, shadesOf(colours)];
    const held = this.sheets[name];
    if (held?.values !== tiles.values || held.inks !== inks || held.across !== across) {
      this.sheets[name] = { values: tiles.values, inks, across, canvas: sheetOf(tiles, across, across, this.shades, held?.canvas) };
    }
    ctx.imageSmoothingEnabled = tile * ratio < 28;
    ctx.drawImage(this.sheets[name].canvas, left, top, tile * across, tile);
    ctx.strokeStyle = name === "originals" ? colours.data : colours.generator;
    ctx.lineWidth = 1;
    ctx.strokeRect(crisp(left, ratio) - 1, crisp(top, ratio) - 1, Math.round(tile * across) + 1, Math.round(tile) + 1);
  }
}

/** The plane on the left and all else in a column beside it; on a tall canvas one below the other. */
function layout(width, height, size) {
  const [edge, head, foot] = [size * 0.8, size * 1.7, size * 2];
  if (width > height * BESIDE) {
    const side = Math.min(height - edge - foot, (width - 4 * edge) * (width > height * 1.3 ? 0.6 : 0.68));
    const column = Math.min(width - side - 4 * edge, size * 30);
    const across = column < size * 14 ? FEW : ACROSS;
    const left = (width - side - 2 * edge - column) / 2;
    const above = edge + Math.max(0, (height - edge - foot - side) / 2);
    const pairs = { left: left + side + 2 * edge, top: above + size, side: column, room: column, across };
    const top = pairs.top + (2 * column) / across + size * 2.2 + head;
    return {
      plane: { left, top: above, side },
      pairs,
      decoded: { left: pairs.left, top, room: column, side: Math.max(28, Math.min(column, above + side - top)) },
    };
  }
  const room = width - 2 * edge;
  const below = (2 * room) / ACROSS + head + 2.6 * size;
  const side = Math.min(room, (height - edge - foot - below) * 0.78);
  const last = edge + side + foot + below + head;
  return {
    plane: { left: (width - side) / 2, top: edge, side },
    pairs: { left: edge, top: edge + side + foot + head, side: room, room, across: ACROSS },
    decoded: { left: edge, top: last, room, side: Math.max(28, Math.min(room, height - last - edge)) },
  };
}

/** A formula, and words after it where they find room. */
function title({ ctx, size }, { left, room }, y, symbol, said, colour) {
  const x = left + formula(ctx, symbol, left, y, size, colour) + size * 0.4;
  ctx.font = `${size * 0.85}px ${SANS}`;
  if (said && x + ctx.measureText(said).width <= left + room) words(ctx, said, x, y, size * 0.85, colour);
}

function mapping({ left, top, side }, [[low, high], [bottom, ceiling]]) {
  return {
    left, top, side, low, high,
    x: (value) => left + ((value - low) / (high - low)) * side,
    y: (value) => top + side - ((value - bottom) / (ceiling - bottom)) * side,
    atX: (place) => low + ((place - left) / side) * (high - low),
    atY: (place) => bottom + ((top + side - place) / side) * (ceiling - bottom),
  };
}

/** Draws of the prior as small crosses, below everything. */
function drawPrior({ ctx, arrays: { drawn: { values } }, colours, size, map: { x, y } }) {
  const arm = size * 0.2;
  ctx.strokeStyle = withAlpha(colours.muted, 0.65);
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let i = 0; i < values.length; i += 2) cross(ctx, x(values[i]), y(values[i + 1]), arm);
  ctx.stroke();
}

function cross(ctx, px, py, arm) {
  ctx.moveTo(px - arm, py);
  ctx.lineTo(px + arm, py);
  ctx.moveTo(px, py - arm);
  ctx.lineTo(px, py + arm);
}

/** Codes in the colour of their class, as its digit: colours alone would leave some eyes guessing. */
function drawCodes({ ctx, arrays: { codes: { values }, labels }, colours, facts, size, map: { x, y } }) {
  const tones = componentColours(colours, Math.max(1, facts.names.length));
  for (let i = 0; i < values.length / 2; i++) {
    const [px, py] = [x(values[2 * i]), y(values[2 * i + 1])];
    if (labels) {
      words(ctx, String(labels.values[i]), px, py, size * 0.66, tones[labels.values[i]], "center", "middle");
      continue;
    }
    ctx.fillStyle = colours.generator;
    ctx.beginPath();
    ctx.arc(px, py, size * 0.18, 0, 7);
    ctx.fill();
  }
}

/** The name of each class in the middle of its codes. */
function drawNames({ ctx, arrays: { codes: { values }, labels }, colours, facts, size, map: { x, y } }) {
  const tones = componentColours(colours, facts.names.length);
  facts.names.forEach((name, label) => {
    const own = Array.from(labels.values.keys()).filter((i) => labels.values[i] === label);
    if (own.length < NAMED) return;
    const [cx, cy] = [0, 1].map((axis) => median(own.map((i) => values[2 * i + axis])));
    const tall = size * (name.length > 2 ? 0.95 : 1.5);
    ctx.lineWidth = tall / 3.2;
    ctx.strokeStyle = colours.panel;
    ctx.lineJoin = "round";
    words(ctx, "", 0, 0, tall, tones[label], "center", "middle");
    ctx.strokeText(name, x(cx), y(cy));
    ctx.fillText(name, x(cx), y(cy));
  });
}

function median(values) {
  return values.sort((one, other) => one - other)[values.length >> 1];
}

function drawHand({ ctx, colours, size, map: { left, top, side, x, y } }, [first, second]) {
  const [px, py] = [x(first), y(second)];
  ctx.strokeStyle = withAlpha(colours.push, 0.6);
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(px, top);
  ctx.lineTo(px, top + side);
  ctx.moveTo(left, py);
  ctx.lineTo(left + side, py);
  ctx.stroke();
  ctx.fillStyle = colours.push;
  ctx.beginPath();
  ctx.arc(px, py, size * 0.3, 0, 7);
  ctx.fill();
}

function drawFrame({ ctx, colours, ratio, size, texts, shows, map: { left, top, side } }) {
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = 1;
  ctx.strokeRect(crisp(left, ratio), crisp(top, ratio), Math.round(side), Math.round(side));
  formula(ctx, "z_1", left + side - size * 0.5, top + side - size * 0.6, size, colours.ink, { align: "right", halo: colours.panel });
  formula(ctx, "z_2", left + size * 0.5, top + size * 1.3, size, colours.ink, { halo: colours.panel });
  const y = top + side + size * 1.35;
  let x = left + formula(ctx, "q(x)", left, y, size, colours.generator) + size * 0.35;
  words(ctx, texts["codes.code"], x, y, size * 0.85, colours.generator);
  if (!shows("prior")) return;
  x = left + side * 0.5;
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  cross(ctx, crisp(x, ratio), crisp(y - size * 0.3, ratio), size * 0.3);
  ctx.stroke();
  words(ctx, texts["codes.prior"], x + size * 0.6, y, size * 0.85, colours.muted);
}
