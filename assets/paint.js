// The text of a painting: letters a to p for levels 0 to 15, each with a count if it repeats.

export const SIDE = 32;
export const TOP = 15;
const FIRST = "a".charCodeAt(0);

/** Levels row by row from the bottom, each row from left to right: "a40c3..." */
export function encodePaint(levels) {
  let text = "";
  for (let at = 0; at < levels.length; ) {
    let end = at;
    while (end < levels.length && levels[end] === levels[at]) end += 1;
    text += String.fromCharCode(FIRST + levels[at]) + (end - at > 1 ? end - at : "");
    at = end;
  }
  return text;
}

/** The levels of a text, or null if it is not the text of a painting of this size. */
export function decodePaint(text) {
  if (!/^([a-p]([1-9]\d{0,3})?)+$/.test(text)) return null;
  const levels = [];
  for (const [, letter, count] of text.matchAll(/([a-p])(\d*)/g)) {
    for (let i = 0; i < Number(count || 1); i++) levels.push(letter.charCodeAt(0) - FIRST);
    if (levels.length > SIDE * SIDE) return null;
  }
  return levels.length === SIDE * SIDE ? Uint8Array.from(levels) : null;
}
