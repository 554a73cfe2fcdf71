// The plane of a conditional GAN: each fake in the colour of the label it was asked for, each mode in its own.

import { words } from "./draw.js";
import { componentColours } from "./mixture.js";
import { Plane } from "./plane.js";

const SECONDS = 0.8;

export class Labels extends Plane {
  constructor(canvas, again) {
    super(canvas, again);
    this.again = again;
    this.places = [];
  }

  draw(ctx, size, { header, arrays }, look) {
    super.draw(ctx, size, { header, arrays: { ...arrays, fake: this.travelling(arrays.fake, header.facts, look.calm) } }, look);
  }

  /** Where the fakes are: the same latents go from where one label has them to where the next one does. */
  travelling(fake, { label }, calm) {
    const now = performance.now();
    if (this.label !== label && this.shown?.length === fake.values.length && !calm) [this.from, this.began] = [this.shown, now];
    this.label = label;
    const share = Math.min(1, (now - (this.began ?? -Infinity)) / (1000 * SECONDS));
    this.shown = fake.values;
    if (share >= 1) return fake;
    const eased = share * share * (3 - 2 * share);
    this.shown = fake.values.map((end, i) => this.from[i] + eased * (end - this.from[i]));
    this.again();
    return { ...fake, values: this.shown };
  }

  drawFakes({ ctx, arrays: { fake, labels }, colours, facts, size, x, y }) {
    const tones = componentColours(colours, facts.labels.length);
    const strength = ctx.globalAlpha;
    ctx.globalAlpha = 0.8 * strength;
    labels.values.forEach((label, i) => {
      ctx.fillStyle = tones[label];
      ctx.beginPath();
      ctx.arc(x(fake.values[2 * i]), y(fake.values[2 * i + 1]), size * 0.18, 0, 7);
      ctx.fill();
    });
    ctx.globalAlpha = strength;
  }

  /** A ring around each mode in the colour of its label, closed where enough of those asked for it come. */
  drawModes({ ctx, arrays: { centres, fake, labels }, colours, facts, size, x, y, side, bounds }) {
    const tones = componentColours(colours, facts.labels.length);
    const unit = side / (bounds[1] - bounds[0]);
    const middle = [0, 1].map((axis) => mean(centres.values, axis));
    this.places = facts.labels.map((name, label) => {
      const [cx, cy, width, weight] = centres.values.subarray(4 * label, 4 * label + 4);
      const radius = Math.max(3 * width * unit, size * 0.75);
      const due = facts.label === null ? weight * labels.values.length : labels.values.length;
      const covered = arrivals(fake, labels, label, cx, cy, 3 * width) >= 0.2 * due;
      const aside = facts.label !== null && facts.label !== label;
      ctx.strokeStyle = tones[label];
      ctx.lineWidth = size / (covered ? 8 : 12);
      ctx.setLineDash(covered || aside ? [] : [size * 0.25, size * 0.25]);
      ctx.beginPath();
      ctx.arc(x(cx), y(cy), radius, 0, 7);
      ctx.stroke();
      const [dx, dy] = outwards(cx - middle[0], cy - middle[1]);
      const reach = radius + size * 0.7;
      words(ctx, name, x(cx) + dx * reach, y(cy) - dy * reach, size * 0.85, tones[label], "center", "middle");
      return { label, left: x(cx), top: y(cy), reach: radius + size };
    });
    this.chosen = facts.label;
    ctx.setLineDash([]);
  }

  /** The label whose ring or name lies at a point: null, all, where it is looked at already; none elsewhere. */
  labelAt(left, top) {
    const found = this.places.find((place) => Math.hypot(place.left - left, place.top - top) < place.reach);
    if (!found) return undefined;
    return found.label === this.chosen ? null : found.label;
  }

  rows() {
    return ["real"];
  }
}

function arrivals({ values }, labels, label, cx, cy, reach) {
  let near = 0;
  labels.values.forEach((asked, i) => {
    if (asked === label && Math.hypot(values[2 * i] - cx, values[2 * i + 1] - cy) < reach) near += 1;
  });
  return near;
}

function mean(values, axis) {
  let sum = 0;
  for (let at = axis; at < values.length; at += 4) sum += values[at];
  return sum / (values.length / 4);
}

/** The direction of a step away from the middle; upwards in the middle itself. */
function outwards(dx, dy) {
  const length = Math.hypot(dx, dy);
  return length > 1e-6 ? [dx / length, dy / length] : [0, 1];
}
