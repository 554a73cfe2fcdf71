// Small drawing helpers shared by the pictures: colours, mathematical labels, arrows, ticks.

const NAMES = ["ink", "muted", "faint", "panel", "data", "generator", "discriminator", "push", "alert", "low", "middle", "high"];
export const SANS = '"Segoe UI", -apple-system, Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, '
  + '"Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif';
const SERIF = '"STIX Two Text", "Cambria Math", "Times New Roman", "Liberation Serif", "Noto Serif", serif';

/** The colours of the page, read from its CSS variables. */
export function readColours(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--pg-${name}`).trim()]));
}

/** "#rrggbb" as [r, g, b]. */
export function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

export function withAlpha(hex, alpha) {
  return `rgba(${rgb(hex).join(",")},${alpha})`;
}

/**
 * Writes mathematics: letters upright or italic, `_` lowers the next word. "p_data" or "G(z)".
 * `align` is left, right or center; `halo` draws the paper's colour behind the letters.
 */
export function formula(ctx, text, x, y, size, colour, { align = "left", halo = "" } = {}) {
  const parts = pieces(text, size);
  let width = 0;
  for (const part of parts) {
    ctx.font = part.font;
    part.width = ctx.measureText(part.text).width;
    width += part.width;
  }
  let at = align === "right" ? x - width : align === "center" ? x - width / 2 : x;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  for (const part of parts) {
    ctx.font = part.font;
    if (halo) {
      ctx.strokeStyle = halo;
      ctx.lineWidth = size / 4;
      ctx.lineJoin = "round";
      ctx.strokeText(part.text, at, y + part.drop);
    }
    ctx.fillStyle = colour;
    ctx.fillText(part.text, at, y + part.drop);
    at += part.width;
  }
  return width;
}

const fonts = new Map();

function pieces(text, size) {
  const key = `${text}|${size}`;
  if (!fonts.has(key)) {
    const found = text.match(/_\w+|[A-Za-z]+|[^A-Za-z_]+/g) ?? [];
    fonts.set(key, found.map((piece) => {
      if (piece[0] === "_") return { text: piece.slice(1), font: `${size * 0.72}px ${SERIF}`, drop: size * 0.22 };
      const italic = /^[A-Za-z]$/.test(piece) ? "italic " : "";
      return { text: piece, font: `${italic}${size}px ${SERIF}`, drop: 0 };
    }));
  }
  return fonts.get(key).map((piece) => ({ ...piece }));
}

/** Plain words in the page's own type. */
export function words(ctx, text, x, y, size, colour, align = "left", baseline = "alphabetic") {
  ctx.font = `${size}px ${SANS}`;
  ctx.textAlign = align;
  ctx.textBaseline = baseline;
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/** How wide the words are at this size. */
export function widthOf(ctx, text, size) {
  ctx.font = `${size}px ${SANS}`;
  return ctx.measureText(text).width;
}

/** Adds an arrow to the current path: stroke afterwards. */
export function arrow(ctx, x0, y0, x1, y1, head) {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = Math.hypot(dx, dy);
  if (length < 0.5) return;
  const reach = Math.min(head, length);
  const [ux, uy] = [dx / length, dy / length];
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  if (!head) return;
  ctx.moveTo(x1 - reach * (ux + 0.5 * uy), y1 - reach * (uy - 0.5 * ux));
  ctx.lineTo(x1, y1);
  ctx.lineTo(x1 - reach * (ux - 0.5 * uy), y1 - reach * (uy + 0.5 * ux));
}

/** Round numbers that cover [low, high] in about `wanted` steps. */
export function ticks(low, high, wanted) {
  const step = niceCeiling((high - low) / wanted);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) found.push(k * step);
  return found;
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `value`. */
export function niceCeiling(value) {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= value * 0.999999);
}

export function tickText(value) {
  return Number(value.toPrecision(6)).toString().replace("-", "−");
}

/** Crisp thin lines: the middle of a device pixel. */
export function crisp(value, ratio) {
  return (Math.round(value * ratio) + 0.5) / ratio;
}

/** The device pixel's edge at or before: a picture that begins there is copied, not resampled. */
export function onPixel(value, ratio) {
  return Math.floor(value * ratio) / ratio;
}
