// Pictures of two kinds: each over what the maps make of it, and what comes back, with the judge's verdict.

import { SANS, crisp, formula, withAlpha, words } from "./draw.js";
import { emphasis } from "./emphasis.js";
import { shadesOf, sheetOf } from "./tiles-sheet.js";
import { fill } from "./words.js";

/** By direction: the three rows' arrays, their formulas, and where D's scores are. */
const WAYS = [
  { rows: ["x", "gx", "fgx"], symbols: ["x", "G(x)", "F(G(x))"], scores: "scores" },
  { rows: ["y", "fy", "gfy"], symbols: ["y", "F(y)", "G(F(y))"], scores: "scores_back" },
];
const PARTS = ["data", "fake", "cycle"];

export class TranslationTiles {
  constructor() {
    this.sheets = {};
  }

  draw(ctx, { width, height, ratio }, { header, arrays }, { colours, texts, shows }) {
    const size = Math.max(11, Math.min(18, Math.min(width, height * 1.5) / 46));
    const { facts } = header;
    const plot = { ctx, size, ratio, colours, texts, facts, arrays, strength: emphasis(header) };
    plot.judged = shows("verdicts") && arrays.of_y && arrays.labels;
    plot.scored = shows("scores");
    layout(width, height, plot).forEach((box, way) => this.drawWay(plot, way, box));
    ctx.globalAlpha = 1;
  }

  drawWay(plot, way, box) {
    const { ctx, size, colours, arrays, strength } = plot;
    const { rows, symbols } = WAYS[way];
    drawHead(plot, way, box);
    rows.forEach((name, row) => {
      const tiles = arrays[name];
      if (!tiles) return;
      const top = box.top + row * (box.tile + box.foot);
      ctx.globalAlpha = strength(PARTS[row]);
      const colour = row ? colours.generator : colours.data;
      formula(ctx, symbols[row], box.left - size * 0.45, top + box.tile / 2 + size * 0.3, box.letters, colour, { align: "right" });
      this.place(plot, name, tiles, { left: box.left, top, tile: box.tile }, colour);
      if (row === 1 && plot.scored) drawScores(plot, arrays[WAYS[way].scores], box, top);
      ctx.globalAlpha = strength("judge");
      if (plot.judged) drawVerdicts(plot, 3 * way + row, way, box, top + box.tile);
    });
  }

  /** A row of pictures in its frame; its small image is made anew only when it changes. */
  place({ ctx, colours, ratio }, name, tiles, { left, top, tile }, colour) {
    const across = tiles.shape[0];
    const inks = colours.panel + colours.ink;
    if (this.inks !== inks) [this.inks, this.shades] = [inks, shadesOf(colours)];
    const held = this.sheets[name];
    if (held?.values !== tiles.values || held.inks !== inks) {
      this.sheets[name] = { values: tiles.values, inks, canvas: sheetOf(tiles, across, across, this.shades, held?.canvas) };
    }
    ctx.imageSmoothingEnabled = tile * ratio < 28;
    ctx.drawImage(this.sheets[name].canvas, left, top, tile * across, tile);
    ctx.strokeStyle = withAlpha(colour, 0.7);
    ctx.lineWidth = 1;
    ctx.strokeRect(crisp(left, ratio) - 1, crisp(top, ratio) - 1, Math.round(tile * across) + 1, Math.round(tile) + 1);
  }
}

/** The two ways one below the other, or side by side where that gives the pictures more room. */
function layout(width, height, { size, judged, ctx }) {
  const letters = size * 0.95;
  const label = formula(ctx, "G(F(y))", -1000, -1000, letters, "#000", {}) + size;
  const foot = judged ? size * 1.4 : size * 0.35;
  const [edge, head] = [size * 0.7, size * 1.8];
  const fit = (columns, rows) => ({
    tile: Math.min((width / columns - label - 1.5 * edge) / 10, ((height - edge) / rows - head - 3 * foot) / 3),
    columns,
    rows,
  });
  const { tile, columns, rows } = [fit(1, 2), fit(2, 1)].sort((one, other) => other.tile - one.tile)[0];
  const block = { side: label + 10 * tile, tall: head + 3 * (tile + foot) };
  const across = (width - columns * block.side) / (columns + 1);
  const down = (height - rows * block.tall) / (rows + 1);
  return [0, 1].map((way) => {
    const [column, row] = columns === 2 ? [way, 0] : [0, way];
    return {
      left: across + column * (block.side + across) + label,
      top: down + row * (block.tall + down) + head,
      edge: across + column * (block.side + across),
      tile,
      foot,
      letters,
      size,
    };
  });
}

/** Which kind becomes which, and how many of the pictures shown have arrived, where there is room. */
function drawHead({ ctx, size, colours, texts, facts, arrays, judged }, way, { left, edge, top, tile }) {
  const name = ({ key, title }) => texts[`distribution.${key}.title`] ?? title;
  const [from, to] = way ? [1, 0] : [0, 1];
  const y = top - size * 0.6;
  let x = edge;
  const write = (text, tall, colour) => {
    words(ctx, text, x, y, tall, colour);
    x += ctx.measureText(text).width + size * 0.4;
  };
  for (const side of [from, to]) {
    if (side === to) write("→", size * 0.9, colours.muted);
    x += formula(ctx, "XY"[side], x, y, size, colours.ink) + size * 0.35;
    write(name(facts.sides[side]), size * 0.85, colours.muted);
  }
  if (!judged) return;
  const said = fill(texts["translation-tiles.shares"], { side: "XY"[to], ...arrived(arrays, way) });
  const right = left + 10 * tile;
  ctx.font = `${size * 0.8}px ${SANS}`;
  if (right - ctx.measureText(said).width > x) words(ctx, said, right, y, size * 0.8, colours.ink, "right");
}

/** What D says of each, as a bar at its foot. */
function drawScores({ ctx, colours, facts }, scores, { left, tile }, top) {
  if (!scores) return;
  const known = [...scores.values].filter(Number.isFinite);
  const [low, high] = facts.probability ? [0, 1] : [Math.min(0, ...known), Math.max(1, ...known)];
  const tall = Math.max(2, tile * 0.08);
  scores.values.forEach((value, i) => {
    const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
    ctx.fillStyle = withAlpha(colours.panel, 0.7);
    ctx.fillRect(left + i * tile + 1, top + tile - tall, tile - 2, tall);
    ctx.fillStyle = colours.discriminator;
    ctx.fillRect(left + i * tile + 1, top + tile - tall, (tile - 2) * share, tall);
  });
}

/** Of the pictures that a map has made: how many the judge puts on the other side, and reads as it should. */
function arrived({ digits, of_y: ofY, labels }, way) {
  const of = digits.shape[1];
  const first = (3 * way + 1) * of;
  const places = [...Array(of).keys()];
  return {
    of,
    judged: places.filter((i) => ofY.values[first + i] > 0.5 === (way === 0)).length,
    kept: places.filter((i) => digits.values[first + i] === labels.values[way * of + i]).length,
  };
}

/** The digit that the judge sees in each, and the side it puts it on; what is not as it should be stands out. */
function drawVerdicts({ ctx, size, colours, arrays: { digits, of_y: ofY, labels } }, row, way, { left, tile }, top) {
  const across = digits.shape[1];
  const due = row % 2 ? "y" : "x";
  const y = top + size * 0.95;
  for (let i = 0; i < across; i++) {
    const digit = digits.values[row * across + i];
    const side = ofY.values[row * across + i] > 0.5 ? "y" : "x";
    const middle = left + (i + 0.5) * tile;
    const label = labels.values[way * across + i];
    words(ctx, String(digit), middle - size * 0.12, y, size * 0.8, label === digit ? colours.muted : colours.push, "right");
    formula(ctx, side, middle + size * 0.12, y, size * 0.85, side === due ? colours.muted : colours.push);
    if (label !== digit || side !== due) underline(ctx, middle - size * 0.6, y + size * 0.18, size * 1.2, colours.push);
  }
}

function underline(ctx, x, y, length, colour) {
  ctx.fillStyle = colour;
  ctx.fillRect(x, y, length, 1.5);
}
