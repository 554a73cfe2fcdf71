// Many small discs at once. Where there is no graphics card, a browser needs longer for so many paths than for
// all the rest of a picture: they are stamped into an image instead, unless that would be a large one.

import { onPixel, rgb, withAlpha } from "./draw.js";

const LARGEST = 1 << 20; // pixels
const FINE = 4; // places of a disc within a pixel, each way

export class Discs {
  constructor() {
    this.canvas = document.createElement("canvas");
  }

  /** `points` [x, y, x, y ...] by the scales of a box { x, y, left, top, side, tall }; what lies outside is not seen. */
  draw(ctx, points, box, { radius, colour, alpha, ratio }) {
    const [left, top] = [onPixel(box.left, ratio), onPixel(box.top, ratio)];
    const width = Math.ceil((box.left + box.side - left) * ratio);
    const height = Math.ceil((box.top + box.tall - top) * ratio);
    if (width * height > LARGEST) {
      drawPaths(ctx, points, box, radius, withAlpha(colour, alpha));
      return;
    }
    this.prepare(width, height, radius * ratio, alpha);
    const [red, green, blue] = rgb(colour);
    const paint = (blue << 16) | (green << 8) | red;
    this.pixels.fill(0);
    for (let i = 0; i < points.length; i += 2) {
      this.press((box.x(points[i]) - left) * ratio, (box.y(points[i + 1]) - top) * ratio, paint);
    }
    this.canvas.getContext("2d").putImageData(this.image, 0, 0);
    ctx.drawImage(this.canvas, left, top, width / ratio, height / ratio);
  }

  /** Makes anew what another size or disc asks for. */
  prepare(width, height, radius, alpha) {
    if (!this.image || this.image.width !== width || this.image.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.image = this.canvas.getContext("2d").createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    const name = `${radius}|${alpha}`;
    if (this.name === name) return;
    this.name = name;
    this.reach = Math.ceil(radius);
    this.stamps = Array.from({ length: FINE * FINE }, (_, place) =>
      makeStamp(radius, this.reach, 255 * alpha, ((place % FINE) + 0.5) / FINE, (Math.floor(place / FINE) + 0.5) / FINE));
  }

  /** One disc over what is there, its middle at (x, y) in pixels. */
  press(x, y, paint) {
    const { reach, pixels, image: { width, height } } = this;
    const [column, row] = [Math.floor(x), Math.floor(y)];
    // What is not a number is nowhere.
    if (!(column >= -reach && column < width + reach && row >= -reach && row < height + reach)) return;
    const stamp = this.stamps[Math.floor((y - row) * FINE) * FINE + Math.floor((x - column) * FINE)];
    const side = 2 * reach + 1;
    const [first, last] = [Math.max(0, reach - column), Math.min(side, width + reach - column)];
    for (let j = Math.max(0, reach - row); j < Math.min(side, height + reach - row); j++) {
      const at = (row + j - reach) * width + column - reach;
      for (let i = first; i < last; i++) {
        const share = stamp[j * side + i];
        if (!share) continue;
        const before = pixels[at + i] >>> 24;
        pixels[at + i] = ((before + share - ((before * share) / 255)) << 24) | paint;
      }
    }
  }
}

/** How much of each pixel the disc covers, times `full`; its middle is at (x, y) of the pixel in the middle. */
function makeStamp(radius, reach, full, x, y) {
  const side = 2 * reach + 1;
  return Uint8Array.from({ length: side * side }, (_, at) => {
    const away = Math.hypot((at % side) - reach + 0.5 - x, Math.floor(at / side) - reach + 0.5 - y);
    return Math.round(full * Math.max(0, Math.min(1, radius + 0.5 - away)));
  });
}

// One path each is faster than a single one of them all, or than copies of a picture.
function drawPaths(ctx, points, { x, y, left, top, side, tall }, radius, colour) {
  ctx.fillStyle = colour;
  for (let i = 0; i < points.length; i += 2) {
    const [px, py] = [x(points[i]), y(points[i + 1])];
    if (!(px > left - radius && px < left + side + radius && py > top - radius && py < top + tall + radius)) continue;
    ctx.beginPath();
    ctx.arc(px, py, radius, 0, 7);
    ctx.fill();
  }
}
