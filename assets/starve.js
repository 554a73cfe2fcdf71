// Why G starves: its loss against what D says about the fakes, and how steep it is where they are.
// For a probability the axis is spaced by D's logit, where D's network ends: what is flat here passes no slope to G.

import { crisp, formula, tickText, ticks, withAlpha, words } from "./draw.js";
import { fill } from "./words.js";

const REACH = 6.2;
const FLAT = 0.05;
const TICKS = [[0.01, "0.01"], [0.1, "0.1"], [0.5, "½"], [0.9, "0.9"], [0.99, "0.99"]];
const HOLD = 900;

const logit = (share) => Math.log(share / (1 - share));
const sigmoid = (raw) => 1 / (1 + Math.exp(-raw));
const softplus = (raw) => Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw)));

/** G's two losses on a fake of logit v, their slopes by v, and where their names stand. */
const GAME = {
  saturating: { loss: (v) => -softplus(v), slope: (v) => -sigmoid(v), name: "log(1 − D)", at: [3.4, -4.9], align: "right" },
  "non-saturating": { loss: (v) => softplus(-v), slope: (v) => -sigmoid(-v), name: "−log D", at: [-3.6, 4.4], align: "left" },
};

export class Starve {
  constructor(canvas, texts) {
    this.canvas = canvas;
    canvas.classList.add("pg-starve");
    canvas.setAttribute("role", "img");
    this.caption = document.createElement("p");
    this.caption.className = "pg-starve-caption";
    canvas.after(this.caption);
    this.setTexts(texts);
    this.observe();
  }

  /** Its size is asked for only when that changes, and it is drawn only while it is in view. */
  observe() {
    new ResizeObserver(([{ contentRect }]) => {
      Object.assign(this, { width: contentRect.width, height: contentRect.height });
      this.size = Math.max(10, parseFloat(getComputedStyle(this.canvas).fontSize) * 0.76);
      this.repaint();
    }).observe(this.canvas);
    new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      this.repaint();
    }).observe(this.canvas);
  }

  setTexts(texts) {
    this.texts = texts;
    this.saidAt = -Infinity;
  }

  /** `arrays.verdicts` is D's shown output on some fakes; `header.facts.generator_loss` the loss in force. */
  draw(header, arrays, colours) {
    // A run that broke down has nothing to show but its sentence.
    if (!header.facts) return;
    const found = Array.from(arrays.verdicts?.values ?? []).filter((value) => !Number.isNaN(value));
    this.scene = sceneOf(header.facts, found);
    this.colours = colours;
    this.repaint();
    this.say(this.scene, header.playing);
  }

  repaint() {
    if (this.seen && this.scene && this.width && this.height) this.paint(this.scene, this.colours);
  }

  paint(scene, colours) {
    const ratio = Math.max(1, window.devicePixelRatio || 1);
    const { width, height, size } = this;
    const [across, down] = [width, height].map((side) => Math.round(side * ratio));
    if (this.canvas.width !== across) this.canvas.width = across;
    if (this.canvas.height !== down) this.canvas.height = down;
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const box = { left: size * 0.6, right: width - size * 0.6, top: size * 0.5, bottom: height - size * 2.9 };
    const x = (value) => box.left + ((value - scene.x[0]) / (scene.x[1] - scene.x[0])) * (box.right - box.left);
    const y = (value) => box.bottom - ((value - scene.y[0]) / (scene.y[1] - scene.y[0])) * (box.bottom - box.top);
    const plot = { ctx, box, x, y, size, ratio, colours, texts: this.texts };
    drawAxis(plot, scene);
    for (const curve of scene.curves) drawCurve(plot, curve, scene);
    if (scene.dots.length) {
      drawTangent(plot, scene);
      drawDots(plot, scene);
    }
  }

  /** One line in words, computed from the state; while playing it stays long enough to be read. */
  say({ key, values }, playing) {
    const now = performance.now();
    if (playing && key === this.key && now - this.saidAt < HOLD) return;
    const sentence = key ? fill(this.texts[key], values) : "";
    this.key = key;
    this.saidAt = now;
    if (this.caption.textContent === sentence) return;
    this.caption.textContent = sentence;
    this.canvas.setAttribute("aria-label", `${this.texts["starve.plot"]} ${sentence}`);
  }
}

/** All that is drawn and said: curves, dots at the fakes, slopes. Pure. */
export function sceneOf(facts, verdicts) {
  return facts.generator_loss in GAME
    ? gameScene(facts.generator_loss, verdicts)
    : scoreScene(facts.loss_curve, verdicts.filter(Number.isFinite));
}

function gameScene(inForce, verdicts) {
  const held = (v) => Math.max(-REACH, Math.min(REACH, v));
  const { loss, slope } = GAME[inForce];
  const logits = verdicts.map(logit);
  const steepness = -mean(logits.map(slope));
  const kind = steepness < FLAT ? ".flat" : inForce === "non-saturating" && steepness > 1 - FLAT ? ".steep" : "";
  return {
    x: [-REACH, REACH],
    y: [-REACH, REACH],
    ticks: TICKS.map(([share, text]) => ({ at: logit(share), text })),
    axis: "D(G(z))",
    curves: Object.entries(GAME).map(([name, curve]) => ({ ...curve, strong: name === inForce }))
      .sort((one, other) => one.strong - other.strong),
    dots: logits.map(held),
    loss,
    slope,
    key: verdicts.length ? `starve.${inForce}${kind}` : "",
    values: { slope: steepness },
  };
}

/** Of scores only the loss counts: as given in pairs [score, loss], else the straight line -score. */
function scoreScene(given, verdicts) {
  const range = padded(verdicts.length ? [Math.min(...verdicts), Math.max(...verdicts)] : [-1, 1], 0.08);
  const distinct = (given ?? []).filter(([score], i, all) => i === 0 || score > all[i - 1][0]);
  const pairs = distinct.length > 1 ? distinct : range.map((score) => [score, -score]);
  const [loss, slope] = interpolation(pairs);
  const slopes = verdicts.map(slope);
  const turns = pairs.map(([score]) => slope(score));
  const even = Math.max(...turns) - Math.min(...turns) < 1e-3 * Math.max(...turns.map(Math.abs));
  const seen = [...range, ...pairs.map(([score]) => score).filter((score) => score > range[0] && score < range[1])];
  const heights = seen.map(loss);
  return {
    x: range,
    y: padded([Math.min(...heights), Math.max(...heights)], 0.12),
    ticks: ticks(...range, 4).map((at) => ({ at, text: tickText(at) })),
    axis: null,
    curves: [{ loss, strong: true }],
    dots: verdicts,
    loss,
    slope,
    // A curve of one point has no slope that could be told.
    key: !verdicts.length || distinct.length === 1 ? "" : `starve.score${even ? ".even" : ""}`,
    values: { slope: mean(slopes) },
  };
}

/** The function through pairs [x, y], straight between and beyond them, and its slope. */
function interpolation(pairs) {
  const piece = (x) => {
    let i = 1;
    while (i < pairs.length - 1 && pairs[i][0] < x) i++;
    return [pairs[i - 1], pairs[i]];
  };
  const slope = (x) => {
    const [[x0, y0], [x1, y1]] = piece(x);
    return (y1 - y0) / (x1 - x0);
  };
  return [(x) => piece(x)[0][1] + slope(x) * (x - piece(x)[0][0]), slope];
}

function padded([low, high], share) {
  const pad = high - low > 1e-9 ? (high - low) * share : 0.5;
  return [low - pad, high + pad];
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function drawAxis({ ctx, box, x, size, ratio, colours, texts }, { ticks: marks, axis }) {
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(box.left, crisp(box.bottom, ratio));
  ctx.lineTo(box.right, crisp(box.bottom, ratio));
  for (const { at, text } of marks) {
    ctx.moveTo(crisp(x(at), ratio), box.bottom);
    ctx.lineTo(crisp(x(at), ratio), box.bottom + 4);
    words(ctx, text, x(at), box.bottom + size * 1.35, size, colours.muted, "center");
  }
  ctx.stroke();
  const middle = (box.left + box.right) / 2;
  const low = box.bottom + size * 2.6;
  if (axis) formula(ctx, axis, middle, low, size * 1.1, colours.ink, { align: "center" });
  else words(ctx, texts["starve.axis"], middle, low, size, colours.ink, "center");
  // Both losses of the game leave this corner free; scores rise or fall, mostly the latter.
  words(ctx, texts["starve.loss"], box.right, box.top + size * 0.8, size, colours.muted, "right");
}

function drawCurve({ ctx, x, y, size, colours }, { loss, name, at, align, strong }, scene) {
  const colour = strong ? colours.generator : withAlpha(colours.muted, 0.7);
  ctx.strokeStyle = colour;
  ctx.lineWidth = strong ? 2.2 : 1.2;
  ctx.beginPath();
  const [low, high] = scene.x;
  for (let i = 0; i <= 80; i++) {
    const value = low + ((high - low) * i) / 80;
    ctx.lineTo(x(value), y(loss(value)));
  }
  ctx.stroke();
  if (name) formula(ctx, name, x(at[0]), y(at[1]), size * 1.15, strong ? colours.generator : colours.muted, { align });
}

function drawDots({ ctx, x, y, colours }, { dots, loss }) {
  ctx.fillStyle = withAlpha(colours.generator, 0.55);
  ctx.strokeStyle = withAlpha(colours.panel, 0.8);
  ctx.lineWidth = 0.5;
  for (const value of dots) {
    ctx.beginPath();
    ctx.arc(x(value), y(loss(value)), 2.8, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
}

/** The slope of the curve at the mean of the dots: what an average fake passes on to G. */
function drawTangent({ ctx, x, y, size, colours }, { dots, loss, slope }) {
  const at = mean(dots);
  const across = x(1) - x(0);
  const rise = (y(1) - y(0)) * slope(at);
  const scale = (size * 3.2) / Math.hypot(across, rise);
  ctx.strokeStyle = withAlpha(colours.push, 0.75);
  ctx.lineWidth = 5.5;
  ctx.lineCap = "round";
  ctx.beginPath();
  ctx.moveTo(x(at) - across * scale, y(loss(at)) - rise * scale);
  ctx.lineTo(x(at) + across * scale, y(loss(at)) + rise * scale);
  ctx.stroke();
}
