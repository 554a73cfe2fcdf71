// The numbers of a run by step, gathered from the headers of frames. No page, no drawing.

const MOST = 2000;

export class Record {
  constructor() {
    this.rows = [];
    this.names = [];
    /** What theory expects of each metric at the end of the game; comes only when settings change. */
    this.theory = {};
    /** For each metric of which the players have an estimate of their own, the metric that is this estimate. */
    this.estimates = {};
    /** Grows with every change, so that others see cheaply whether there is anything new. */
    this.version = 0;
  }

  /** Takes the numbers of a frame's header; returns whether they were new. */
  note(header) {
    const before = this.version;
    if (header.line !== undefined && header.line !== this.line) this.branch(header.line, header.since);
    const { measured, metrics } = header;
    this.theory = header.theory ?? this.theory;
    this.estimates = header.estimates ?? this.estimates;
    // Numbers from ahead of the run's own step belong to the history it has just left.
    if (Number.isInteger(measured) && measured >= 0 && metrics && !(measured > header.step)) this.put(measured, fresh(header));
    return this.version > before;
  }

  /** The run's history goes another way after step `since`; what was measured beyond is not part of it. */
  branch(line, since = -1) {
    const first = this.line === undefined;
    this.line = line;
    if (first) return;
    this.rows.length = this.placeOf(since + 1);
    this.version += 1;
  }

  put(step, metrics) {
    const at = this.placeOf(step);
    const known = this.rows[at]?.step === step ? this.rows[at].metrics : null;
    const all = { ...known, ...metrics };
    if (known && same(known, all)) return;
    this.rows.splice(at, known ? 1 : 0, { step, metrics: all });
    for (const name of Object.keys(metrics)) if (!this.names.includes(name)) this.names.push(name);
    if (this.rows.length > MOST) this.thin();
    this.version += 1;
  }

  /** The first row that is not before `step`. */
  placeOf(step) {
    let [low, high] = [0, this.rows.length];
    if (high && this.rows[high - 1].step < step) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle].step < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Of the older half every second row goes: the past grows coarser, but it never ends. */
  thin() {
    const half = this.rows.length >> 1;
    this.rows = this.rows.filter((_, i) => i >= half || i % 2 === 0);
  }

  /** The names measured so far that have a number in any row. */
  measured() {
    return this.names.filter((name) => this.rows.some(({ metrics }) => name in metrics));
  }

  /** The players' own estimate of a metric, if it has ever been measured. */
  estimateOf(name) {
    const estimate = this.estimates[name];
    return this.measured().includes(estimate) ? estimate : undefined;
  }

  /** The newest number of a metric, as it came; undefined if there is none. */
  newest(name) {
    return this.rows.findLast(({ metrics }) => name in metrics)?.metrics[name];
  }

  /** The newest row, if there is one. */
  get last() {
    return this.rows.at(-1);
  }

  /**
   * Rows of the named metrics as { steps, values: { name } }, all Float64Array of one length.
   * Where a row lacks a number it is NaN. Of more than `most` rows those are kept that hold the least
   * or the greatest value among their neighbours, so that no peak is lost.
   */
  series(names, most = Infinity) {
    const rows = this.rows.filter(({ metrics }) => names.some((name) => name in metrics));
    const all = names.map((name) => Float64Array.from(rows, ({ metrics }) => toNumber(metrics[name])));
    const steps = Float64Array.from(rows, ({ step }) => step);
    const kept = rows.length > most ? extremes(all, most) : null;
    const pick = (column) => (kept ? Float64Array.from(kept, (i) => column[i]) : column);
    return { steps: pick(steps), values: Object.fromEntries(names.map((name, i) => [name, pick(all[i])])) };
  }

  /** All rows as comma-separated values under a header line, in full precision. */
  csv() {
    const names = this.measured();
    const lines = this.rows.map(({ step, metrics }) =>
      [step, ...names.map((name) => (name in metrics ? spelled(metrics[name]) : ""))].join(","));
    return `${[["step", ...names].join(","), ...lines].join("\n")}\n`;
  }
}

/** What JSON cannot hold comes as "inf", "-inf" or null. */
export function toNumber(value) {
  if (typeof value === "number") return value;
  return value === "inf" ? Infinity : value === "-inf" ? -Infinity : NaN;
}

/** Of a header's numbers those taken at its step: slow ones are carried along from earlier steps. */
function fresh({ metrics, fresh: names }) {
  return names ? Object.fromEntries(names.filter((name) => name in metrics).map((name) => [name, metrics[name]])) : metrics;
}

function spelled(value) {
  return value === null ? "nan" : String(value);
}

function same(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** Places, in order, of at most `most` rows: the first, the last, and each stretch's extremes of each column. */
function extremes(columns, most) {
  const length = columns[0].length;
  const stretches = Math.max(1, Math.floor((most - 2) / (2 * columns.length)));
  const kept = new Set([0, length - 1]);
  for (let k = 0; k < stretches; k++) {
    const [from, to] = [k, k + 1].map((edge) => Math.floor((edge * length) / stretches));
    for (const column of columns) {
      let [least, greatest] = [from, from];
      for (let i = from; i < to; i++) {
        if (!(column[i] >= column[least])) least = Number.isNaN(column[i]) ? least : i;
        if (!(column[i] <= column[greatest])) greatest = Number.isNaN(column[i]) ? greatest : i;
      }
      kept.add(least).add(greatest);
    }
  }
  return [...kept].sort((one, other) => one - other);
}
