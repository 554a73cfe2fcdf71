// Thumbnails: a preview frame drawn without words into a small canvas, once it comes into sight.

import { readColours, rgb, withAlpha } from "./draw.js";
import { componentColours, mixed, outline } from "./mixture.js";
import { decode } from "./frames.js";
import { onTheme } from "./themes.js";
import { shadesOf, sheetOf } from "./tiles-sheet.js";
import { tonesOf } from "./tones.js";

const MARGIN = 4;
const frames = new WeakMap();

/** Draws every `canvas[data-preview="preset/ring"]` below `root`; frames come from `${base}/preview/...`. */
export function hangThumbnails(root, base) {
  const canvases = [...root.querySelectorAll("canvas[data-preview]")];
  const repaint = (canvas) => frames.has(canvas) && paint(canvas, frames.get(canvas));
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      load(target, base).then(() => repaint(target));
    }
  }, { rootMargin: "120px" });
  const sized = new ResizeObserver((entries) => entries.forEach(({ target }) => repaint(target)));
  for (const canvas of canvases) {
    seen.observe(canvas);
    sized.observe(canvas);
  }
  onTheme(() => canvases.forEach(repaint));
}

async function load(canvas, base) {
  const answer = await fetch(new URL(`${base}/preview/${canvas.dataset.preview}`, document.baseURI));
  // Without its picture a card still has its words.
  if (answer.ok) frames.set(canvas, decode(await answer.arrayBuffer()));
}

/** Draws a decoded preview frame over the whole canvas, at the screen's own resolution. */
export function paint(canvas, { header, arrays }) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (!width || !height) return;
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  const colours = readColours(canvas);
  if (header.picture.endsWith("line")) line(ctx, width, height, header.facts, arrays, colours);
  if (arrays.tiles) tiles(ctx, width, height, header.facts, arrays, colours);
  if (["plane", "mixture", "labels"].includes(header.picture)) plane(ctx, width, height, header.facts, arrays, colours);
  if (header.picture === "translation") translation(ctx, width, height, header.facts, arrays, colours);
  if (header.picture === "translation-tiles") pairs(ctx, width, height, arrays, colours);
  if (header.picture === "codes") codes(ctx, width, height, header.facts, arrays, colours);
  canvas.dataset.drawn = header.picture;
}

function line(ctx, width, height, facts, { x, p, q, d }, colours) {
  const [low, high] = facts.window;
  const base = height - MARGIN;
  const room = base - MARGIN;
  const places = Array.from(x.values, (value) => ((value - low) / (high - low)) * width);
  const peak = largest(p.values) || 1;
  const top = peak * Math.min(1.8, Math.max(1.05, q ? largest(q.values) / peak : 1));
  const density = (value) => base - Math.min(1.2, value / top) * room;
  ctx.lineJoin = ctx.lineCap = "round";
  fillBelow(ctx, places, (q ?? p).values, density, base, withAlpha(q ? colours.generator : colours.data, q ? 0.2 : 0.09));
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.faint;
  ctx.beginPath();
  ctx.moveTo(0, base + 0.5);
  ctx.lineTo(width, base + 0.5);
  ctx.stroke();
  if (d) stroke(ctx, colours.discriminator, 1.3, [3.2, 2.8], places, d.values, score(d.values, facts, base, room));
  if (q) stroke(ctx, colours.generator, 1.7, [], places, q.values, density);
  stroke(ctx, colours.data, 1.8, [0.01, 2.9], places, p.values, density);
}

// A probability has its own scale; of a critic only the shape means something.
function score(values, facts, base, room) {
  if (facts.probability) return (value) => base - value * room * 0.95;
  const known = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return (value) => base - (0.08 + (0.84 * (value - low)) / Math.max(high - low, 1e-9)) * room;
}

function trace(ctx, places, values, scale) {
  let pen = false;
  places.forEach((place, i) => {
    const known = Number.isFinite(values[i]);
    if (known && pen) ctx.lineTo(place, scale(values[i]));
    else if (known) ctx.moveTo(place, scale(values[i]));
    pen = known;
  });
}

function stroke(ctx, colour, width, dashes, places, values, scale) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dashes);
  ctx.beginPath();
  trace(ctx, places, values, scale);
  ctx.stroke();
  ctx.setLineDash([]);
}

function fillBelow(ctx, places, values, scale, base, colour) {
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(places[0], base);
  places.forEach((place, i) => ctx.lineTo(place, scale(Number.isFinite(values[i]) ? values[i] : 0)));
  ctx.lineTo(places.at(-1), base);
  ctx.fill();
}

function plane(ctx, width, height, facts, { real, fake, labels, heat, shares, ellipses }, colours) {
  const [[xlow, xhigh], [ylow, yhigh]] = facts.window;
  const margin = heat ? 0 : MARGIN / 2;
  const scale = Math.min((width - 2 * margin) / (xhigh - xlow), (height - 2 * margin) / (yhigh - ylow));
  const [side, tall] = [(xhigh - xlow) * scale, (yhigh - ylow) * scale];
  const [left, top] = [(width - side) / 2, (height - tall) / 2];
  if (heat) drawHeat(ctx, heat, colours, [left, top, side, tall]);
  const dots = (points, colour, radius) => {
    for (let i = 0; i < points.length; i += 2) {
      ctx.fillStyle = typeof colour === "string" ? colour : colour[i / 2];
      const [px, py] = [left + (points[i] - xlow) * scale, top + tall - (points[i + 1] - ylow) * scale];
      if (!(px >= 0 && px <= width && py >= 0 && py <= height)) continue;
      ctx.beginPath();
      ctx.arc(px, py, radius, 0, 7);
      ctx.fill();
    }
  };
  const size = Math.sqrt(side * tall) / 56;
  // The data go on top in smaller dots: where the two coincide both are still to be seen.
  const asked = labels && Array.from(labels.values, (label) => componentColours(colours, label + 1)[label]);
  if (fake) dots(fake.values, asked ?? withAlpha(colours.generator, 0.85), Math.max(1, 1.25 * size));
  const tones = ellipses && componentColours(colours, ellipses.shape[0]);
  dots(real.values, shares ? mixed(shares, tones) : withAlpha(colours.data, 0.62), Math.max(0.65, (fake ? 0.68 : 0.85) * size));
  if (!ellipses) return;
  const place = { x: (value) => left + (value - xlow) * scale, y: (value) => top + tall - (value - ylow) * scale, unit: scale };
  ctx.lineWidth = 1.4;
  tones.forEach((tone, j) => {
    ctx.strokeStyle = tone;
    ctx.beginPath();
    outline(ctx, ellipses.values.subarray(6 * j, 6 * j + 6), 2, place);
    ctx.stroke();
  });
}

/** Codes in the colour of their class over draws of the prior. */
function codes(ctx, width, height, { window }, { drawn, codes: held, labels }, colours) {
  const [[xlow, xhigh], [ylow]] = window;
  const scale = (height - MARGIN) / (xhigh - xlow);
  const tones = componentColours(colours, labels ? Math.max(...labels.values) + 1 : 1);
  const radius = Math.max(1, height / 75);
  for (const { values } of [drawn, held]) {
    for (let i = 0; i < values.length; i += 2) {
      const own = labels ? tones[labels.values[i / 2]] : colours.generator;
      ctx.fillStyle = values === drawn.values ? withAlpha(colours.muted, 0.4) : own;
      ctx.beginPath();
      ctx.arc(width / 2 + (values[i] - (xlow + xhigh) / 2) * scale, height - MARGIN / 2 - (values[i + 1] - ylow) * scale, radius, 0, 7);
      ctx.fill();
    }
  }
}

/** X coloured by place on the left; on the right Y, and over it G(x) in the colours of x. */
function translation(ctx, width, height, { window }, { source, real, fake }, colours) {
  const [[xlow, xhigh], [ylow, yhigh]] = window;
  const scale = Math.min((width - 3 * MARGIN) / 2 / (xhigh - xlow), (height - MARGIN) / (yhigh - ylow));
  const [side, tall] = [(xhigh - xlow) * scale, (yhigh - ylow) * scale];
  const top = (height - tall) / 2;
  const dots = ({ values }, left, colour, radius) => {
    for (let i = 0; i < values.length; i += 2) {
      ctx.fillStyle = typeof colour === "string" ? colour : colour[i / 2];
      ctx.beginPath();
      ctx.arc(left + (values[i] - xlow) * scale, top + tall - (values[i + 1] - ylow) * scale, radius, 0, 7);
      ctx.fill();
    }
  };
  const tones = tonesOf(source.values, colours);
  const radius = Math.max(0.9, Math.sqrt(side * tall) / 50);
  dots(source, width / 2 - MARGIN / 2 - side, tones, radius);
  dots(real, width / 2 + MARGIN / 2, withAlpha(colours.data, 0.35), 0.7 * radius);
  dots(fake, width / 2 + MARGIN / 2, tones, radius);
}

function tiles(ctx, width, height, { across }, { tiles: all }, colours) {
  const rows = Math.ceil(all.shape[0] / across);
  const side = Math.min(width / across, height / rows);
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(sheetOf(all, across, all.shape[0], shadesOf(colours)), (width - side * across) / 2, (height - side * rows) / 2, side * across, side * rows);
}

/** A few pictures of X, and below each what G makes of it. */
function pairs(ctx, width, height, { x, gx }, colours) {
  const across = x.shape[0];
  const side = Math.min(width / across, (height - MARGIN) / 2);
  const left = (width - side * across) / 2;
  ctx.imageSmoothingQuality = "high";
  [x, gx].forEach((tiles, row) => {
    const top = (height - MARGIN) / 2 - side + row * (side + MARGIN);
    ctx.drawImage(sheetOf(tiles, across, across, shadesOf(colours)), left, top, side * across, side);
  });
}

/** Cells of a field, from `low` over `middle` to `high`, smoothed into a box. */
function drawHeat(ctx, { shape: [rows, columns], values }, colours, [left, top, side, tall]) {
  const [low, middle, high] = [colours.low, colours.middle, colours.high].map(rgb);
  const small = new OffscreenCanvas(columns, rows);
  const pencil = small.getContext("2d");
  const image = pencil.createImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const share = values[(rows - 1 - row) * columns + column] / 127.5 - 1;
      const end = share < 0 ? low : high;
      const at = 4 * (row * columns + column);
      middle.forEach((part, i) => (image.data[at + i] = part + Math.abs(share) * (end[i] - part)));
      image.data[at + 3] = 255;
    }
  }
  pencil.putImageData(image, 0, 0);
  ctx.globalAlpha = 0.8;
  ctx.drawImage(small, left, top, side, tall);
  ctx.globalAlpha = 1;
}

function largest(values) {
  return values.reduce((most, value) => (value > most && Number.isFinite(value) ? value : most), 0);
}
