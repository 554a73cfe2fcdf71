// A Gaussian mixture: points coloured by whose they are, and the Gaussians as ellipses or, on the line, as parts.

import { rgb } from "./draw.js";
import { Line, trace } from "./line.js";
import { Plane } from "./plane.js";

// Told apart by colour-blind eyes too (after Okabe & Ito, 2008); the components take them in turn.
const ON_LIGHT = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8f7a00", "#7d4fb5"];
const ON_DARK = ["#56a8f0", "#f2b134", "#2fc79b", "#e79ac6", "#ff8a50", "#8fd3ff", "#d6c64a", "#b596ec"];

/** A colour for each component, on this ground. */
export function componentColours({ panel }, count) {
  const dark = rgb(panel).reduce((sum, part) => sum + part) < 384;
  return Array.from({ length: count }, (_, j) => (dark ? ON_DARK : ON_LIGHT)[j % ON_LIGHT.length]);
}

/** The colour of each point: those of the components, mixed by its shares (n, k) of them, in 255ths. */
export function mixed({ values, shape: [count, parts] }, colours) {
  const tones = colours.map(rgb);
  return Array.from({ length: count }, (_, i) => {
    const sum = [0, 0, 0];
    let whole = 0;
    for (let j = 0; j < parts; j++) {
      const share = values[i * parts + j];
      whole += share;
      for (let c = 0; c < 3; c++) sum[c] += share * tones[j][c];
    }
    return `rgb(${sum.map((part) => Math.round(part / (whole || 1))).join(",")})`;
  });
}

/** Adds the outline of one component to the path, at so many standard deviations; `at` is its row. */
export function outline(ctx, [cx, cy, long, short, angle], sigma, { x, y, unit }) {
  // The page counts downwards, so angles turn the other way.
  ctx.ellipse(x(cx), y(cy), sigma * long * unit, sigma * short * unit, -angle, 0, 2 * Math.PI);
}

export class Mixture extends Plane {
  drawReal(plot, name) {
    const { ctx, arrays: { real, shares, ellipses }, colours, size, x, y, shows } = plot;
    if (!real || !shares || !shows("shares")) return super.drawReal(plot, name);
    const tones = mixed(shares, componentColours(colours, ellipses.shape[0]));
    const full = ctx.globalAlpha;
    ctx.globalAlpha = 0.8 * full;
    tones.forEach((tone, i) => {
      ctx.fillStyle = tone;
      ctx.beginPath();
      ctx.arc(x(real.values[2 * i]), y(real.values[2 * i + 1]), size * 0.17, 0, 7);
      ctx.fill();
    });
    ctx.globalAlpha = full;
  }

  drawFakes(plot) {
    if (plot.shows("samples")) super.drawFakes(plot);
  }

  drawOver(plot) {
    const { ctx, arrays: { ellipses }, colours, size, side, bounds, shows, strength } = plot;
    if (!shows("ellipses")) return;
    const tones = componentColours(colours, ellipses.shape[0]);
    const place = { ...plot, unit: side / (bounds[1] - bounds[0]) };
    tones.forEach((tone, j) => {
      const row = ellipses.values.subarray(6 * j, 6 * j + 6);
      ctx.strokeStyle = tone;
      // A component that explains little is faint, never invisible.
      ctx.globalAlpha = strength("mixture") * Math.min(1, 0.35 + row[5] * tones.length * 0.65);
      for (const sigma of [1, 2]) {
        ctx.lineWidth = size / (sigma === 1 ? 7 : 14);
        ctx.beginPath();
        outline(ctx, row, sigma, place);
        ctx.stroke();
      }
    });
    ctx.globalAlpha = 1;
  }

  rows({ shows }) {
    return shows("samples") ? ["real", "fake"] : ["real"];
  }
}

export class MixtureLine extends Line {
  drawUnder({ ctx, box, size, colours, density, arrays: { parts }, places, shows, strength }) {
    if (!parts || !shows("parts")) return;
    const [count, cells] = parts.shape;
    const tones = componentColours(colours, count);
    ctx.globalAlpha = strength("mixture");
    tones.forEach((tone, j) => {
      const heights = parts.values.subarray(j * cells, (j + 1) * cells);
      trace(ctx, places, heights, density);
      ctx.strokeStyle = tone;
      ctx.lineWidth = size / 9;
      ctx.stroke();
      ctx.lineTo(places.at(-1), box.base);
      ctx.lineTo(places[0], box.base);
      ctx.globalAlpha = 0.16 * strength("mixture");
      ctx.fillStyle = tone;
      ctx.fill();
      ctx.globalAlpha = strength("mixture");
    });
  }
}
