// The stage for pictures: generated ones beside real ones, D's verdict on each, and the classes they fall into.

import { crisp, formula, widthOf, withAlpha, words } from "./draw.js";
import { emphasis } from "./emphasis.js";
import { shadesOf, sheetOf } from "./tiles-sheet.js";
import { fill } from "./words.js";

const BINS = 20;
const REAL_SHOWN = 32;

/** Keeps what is costly to make: one small image for each sheet of tiles, drawn large without smoothing. */
export class Tiles {
  constructor() {
    this.sheets = {};
    this.chosen = null;
  }

  draw(ctx, { width, height, ratio }, { header, arrays }, { colours, texts, shows }) {
    const size = Math.max(11, Math.min(19, Math.min(width, height * 1.5) / 46));
    const view = layout(width, height, size);
    const strength = emphasis(header);
    const plot = { ctx, size, ratio, colours, texts, facts: header.facts, arrays, strength };
    ctx.globalAlpha = strength("fake");
    this.drawFakes(plot, view.fake, shows("scores"));
    if (shows("real") && arrays.real_tiles) {
      ctx.globalAlpha = strength("data");
      this.drawReal(plot, view.real);
    }
    ctx.globalAlpha = strength("judge");
    if (shows("scores") && arrays.scores) drawVerdicts(plot, view.verdicts);
    ctx.globalAlpha = strength("fake");
    if (shows("classes") && arrays.classes) drawClasses(plot, view.classes);
    ctx.globalAlpha = 1;
  }

  drawFakes(plot, box, scored) {
    const { ctx, arrays: { tiles, scores }, facts, colours } = plot;
    const across = facts.across;
    const sheet = this.sheet("fake", tiles, across, tiles.shape[0], colours);
    title(plot, box, "G(z)", "canvas.fake", colours.generator);
    const tile = place(plot, box, sheet, across, tiles.shape[0], colours.generator);
    this.grid = { ...box, tile, across, shown: tiles.shape[0] };
    if (this.chosen !== null) this.frame(plot);
    if (!scored || !scores) return;
    const [low, high] = range(plot);
    const tall = Math.max(2, tile * 0.09);
    for (let i = 0; i < scores.values.length; i++) {
      const share = Math.max(0, Math.min(1, (scores.values[i] - low) / (high - low)));
      const [x, y] = [box.left + (i % across) * tile, box.top + (Math.floor(i / across) + 1) * tile - tall];
      ctx.fillStyle = withAlpha(colours.panel, 0.7);
      ctx.fillRect(x + 1, y, tile - 2, tall);
      ctx.fillStyle = colours.discriminator;
      ctx.fillRect(x + 1, y, (tile - 2) * share, tall);
    }
  }

  drawReal(plot, box) {
    const { arrays: { real_tiles: tiles }, colours } = plot;
    const rows = Math.max(1, Math.floor(box.tall / (box.side / box.across)));
    const shown = Math.min(tiles.shape[0], REAL_SHOWN, rows * box.across);
    const sheet = this.sheet("real", tiles, box.across, shown, colours);
    title(plot, box, "x", "canvas.real", colours.data);
    place(plot, box, sheet, box.across, shown, colours.data);
  }

  /** A frame around the picture that is looked at. */
  frame({ ctx, colours }) {
    const { left, top, tile, across } = this.grid;
    ctx.strokeStyle = colours.push;
    ctx.lineWidth = 3;
    ctx.strokeRect(left + (this.chosen % across) * tile, top + Math.floor(this.chosen / across) * tile, tile, tile);
  }

  /** The sheet of the first tiles, made anew only when they change. */
  sheet(name, tiles, across, shown, colours) {
    const inks = colours.panel + colours.ink;
    const key = [across, shown, inks].join();
    const held = this.sheets[name];
    if (held?.key === key && held.values === tiles.values) return held.canvas;
    if (this.inks !== inks) [this.inks, this.shades] = [inks, shadesOf(colours)];
    const canvas = sheetOf(tiles, across, shown, this.shades, held?.canvas);
    this.sheets[name] = { key, values: tiles.values, canvas };
    return canvas;
  }

  /** The number of the generated picture at a point of the canvas; -1 beside them. */
  sampleAt(x, y) {
    const { left, top, tile, across, shown } = this.grid ?? { tile: 0 };
    if (!tile) return -1;
    const [column, row] = [Math.floor((x - left) / tile), Math.floor((y - top) / tile)];
    const number = row * across + column;
    return column >= 0 && column < across && row >= 0 && number < shown ? number : -1;
  }
}

/** Wide: the fakes as a square on the left, all else in a column beside it. Tall: one below the other. */
function layout(width, height, size) {
  const [edge, head] = [size * 0.8, size * 1.7];
  if (width > height * 1.15) {
    const side = Math.min(height - head - edge, (width - 3 * edge) * 0.58);
    const spare = Math.max(0, width - 3 * edge - side - Math.min(size * 34, width * 0.5));
    const left = edge + spare / 2;
    const column = { left: left + side + 2 * edge, side: width - left - side - 3 * edge - spare / 2 };
    const real = Math.min(column.side / 2, (height - head) * 0.42);
    const below = head + real + edge;
    const half = (height - below - edge) / 2;
    return {
      fake: { left, top: head, side, tall: side },
      real: { ...column, top: head, side: column.side, tall: real, across: 8 },
      verdicts: { ...column, top: below + head, tall: half - head - size * 1.6 },
      classes: { ...column, top: below + half + head, tall: half - head - size * 1.6 },
    };
  }
  const side = Math.min(width - 2 * edge, height * 0.55);
  const left = (width - side) / 2;
  const below = head + side + edge;
  const half = (width - 3 * edge) / 2;
  const rest = height - below - edge;
  return {
    fake: { left, top: head, side, tall: side },
    real: { left: edge, top: below + head, side: width - 2 * edge, tall: rest * 0.3, across: 16 },
    verdicts: { left: edge, top: below + rest * 0.42 + head, side: half, tall: rest * 0.58 - head - size * 1.6 },
    classes: { left: 2 * edge + half, top: below + rest * 0.42 + head, side: half, tall: rest * 0.58 - head - size * 1.6 },
  };
}

function title({ ctx, size, texts }, box, symbol, word, colour) {
  const width = formula(ctx, symbol, box.left, box.top - size * 0.55, size, colour);
  words(ctx, texts[word] ?? "", box.left + width + size * 0.4, box.top - size * 0.55, size * 0.85, colour);
}

/** Draws a sheet into a box, and its frame; returns the side of a tile. */
function place({ ctx, ratio }, box, sheet, across, shown, colour) {
  const tile = box.side / across;
  const tall = Math.ceil(shown / across) * tile;
  ctx.imageSmoothingEnabled = tile * ratio < 28;
  ctx.drawImage(sheet, box.left, box.top, box.side, tall);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.strokeRect(crisp(box.left, ratio) - 1, crisp(box.top, ratio) - 1, Math.round(box.side) + 1, Math.round(tall) + 1);
  return tile;
}

/** A probability has its own scale; scores have that of what is on the stage. */
function range({ facts, arrays: { scores, real_scores: real } }) {
  if (facts.probability) return [0, 1];
  const known = [...scores.values, ...(real?.values ?? [])].filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return high > low ? [low, high] : [low - 1, low + 1];
}

/** How often D says what: of real pictures upwards as outline, of generated ones filled. */
function drawVerdicts(plot, box) {
  const { ctx, colours, size, arrays, facts, texts } = plot;
  const [low, high] = range(plot);
  const counts = [arrays.real_scores, arrays.scores].map((scores) => {
    const bins = new Array(BINS).fill(0);
    for (const value of scores?.values ?? []) {
      if (!Number.isFinite(value)) continue;
      bins[Math.max(0, Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS)))] += 1;
    }
    return bins;
  });
  const most = Math.max(1, ...counts.flat());
  const step = box.side / BINS;
  const base = box.top + box.tall;
  title(plot, box, "D", facts.probability ? "tiles.verdicts" : "tiles.scores", colours.discriminator);
  ctx.fillStyle = withAlpha(colours.generator, 0.55);
  counts[1].forEach((count, i) => ctx.fillRect(box.left + i * step, base, step - 1, (-count / most) * box.tall));
  ctx.strokeStyle = colours.data;
  ctx.lineWidth = 1.4;
  ctx.setLineDash([0.5, 3]);
  ctx.lineCap = "round";
  ctx.beginPath();
  ctx.moveTo(box.left, base);
  counts[0].forEach((count, i) => {
    const y = base - (count / most) * box.tall;
    ctx.lineTo(box.left + i * step, y);
    ctx.lineTo(box.left + (i + 1) * step, y);
  });
  ctx.lineTo(box.left + box.side, base);
  ctx.stroke();
  ctx.setLineDash([]);
  axis(plot, box);
  const marks = facts.probability ? ["0", "½", "1"] : [low, (low + high) / 2, high].map((value) => String(Number(value.toPrecision(2))).replace("-", "−"));
  ["left", "center", "right"].forEach((align, i) => words(ctx, marks[i], box.left + (box.side * i) / 2, base + size * 1.1, size * 0.8, colours.muted, align));
  words(ctx, texts["canvas.real"], box.left + box.side, box.top - size * 0.55, size * 0.8, colours.data, "right");
}

/** How many of the generated pictures are surely of each class, beside what is due to each. */
function drawClasses(plot, box) {
  const { ctx, colours, size, arrays: { classes, class_shares: shares }, facts, texts } = plot;
  const total = classes.values.reduce((sum, count) => sum + count, 0);
  const k = classes.values.length - 1;
  const due = Array.from({ length: k }, (_, i) => (shares?.values[i] ?? 1 / k) * total);
  const most = Math.max(1, ...due.map((each) => each * 1.9), ...classes.values.slice(0, k));
  const [base, step] = [box.top + box.tall, box.side / (k + 1)];
  const [heading, short] = ["tiles.classes", "tiles.classes.short"].map((key) => fill(texts[key], { found: facts.found, total: k, count: total }));
  const fits = widthOf(ctx, heading, size * 0.85) <= box.side;
  words(ctx, fits ? heading : short, box.left, box.top - size * 0.55, size * 0.85, colours.generator);
  for (let i = 0; i <= k; i++) {
    const tall = Math.min(1, classes.values[i] / most) * box.tall;
    const left = box.left + i * step;
    ctx.fillStyle = i < k ? colours.generator : withAlpha(colours.muted, 0.5);
    ctx.fillRect(left + step * 0.14, base - tall, step * 0.72, tall);
    const lost = i < k && classes.values[i] < 0.02 * total;
    words(ctx, i < k ? name(facts, i) : "?", left + step / 2, base + size * 1.1, size * 0.8, lost ? colours.push : colours.muted, "center");
    if (i === k) continue;
    ctx.fillStyle = colours.data;
    ctx.fillRect(left + step * 0.06, base - Math.min(1, due[i] / most) * box.tall - 0.75, step * 0.88, 1.5);
  }
  axis(plot, box);
}

function name({ data }, i) {
  const full = data?.names?.[i] ?? String(i);
  return full.length > 3 ? full.slice(0, 3) : full;
}

function axis({ ctx, colours, ratio }, box) {
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(box.left, crisp(box.top + box.tall, ratio));
  ctx.lineTo(box.left + box.side, crisp(box.top + box.tall, ratio));
  ctx.stroke();
}
