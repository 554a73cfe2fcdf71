// Numbers and sentences. All words come from the server's text file.

/** A number in few digits; counts get thin spaces, what is not a number a dash. */
export function number(value, digits = 3) {
  if (value === "inf" || value === Infinity) return "∞";
  if (value === "-inf" || value === -Infinity) return "−∞";
  if (typeof value !== "number" || Number.isNaN(value)) return "–";
  if (Number.isInteger(value) && Math.abs(value) >= 1000) return count(value);
  const text = Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-4)
    ? value.toExponential(1)
    : value.toFixed(Math.abs(value) >= 100 ? 0 : digits);
  return text.replace("-", "−");
}

export function count(value) {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Fills `{name}` and `{name:2}` (digits) in a sentence. */
export function fill(template, values) {
  return template.replace(/\{(\w+)(?::(\d))?\}/g, (_, name, digits) => {
    const value = values[name];
    if (typeof value === "string" && value !== "inf" && value !== "-inf") return value;
    return number(value, digits === undefined ? 2 : Number(digits));
  });
}
