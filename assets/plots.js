// What the charts show, as Plotly's traces and layout: pure functions of a run's record.
// Lines are labelled where they are; every margin is fixed, so that nothing jumps from one drawing to the next.

import { SANS, niceCeiling, tickText, ticks, withAlpha } from "./draw.js";
import { count, fill } from "./words.js";

const MOST_POINTS = 300;
/** Beyond so many times the range of the middle 92 % on either side, a value is an outlier. */
const OUTLYING = 1.5;
const DASHED = "5px,3px";

/**
 * Both losses, and where theory has them at the end of the game.
 * `look` is { width, height, size, colours, texts }; `theory` { metric: value }; `marks` [["a", step], ...].
 */
export function losses(record, { theory, marks }, look) {
  const { colours, texts } = look;
  const players = [
    { name: "loss_d", short: texts["charts.d"], colour: colours.discriminator, dash: DASHED, width: 1.8 },
    { name: "loss_g", short: texts["charts.g"], colour: colours.generator, dash: "solid", width: 2 },
  ];
  const { steps, values } = record.series(players.map(({ name }) => name), MOST_POINTS);
  const levels = players.filter(({ name }) => Number.isFinite(theory[name])).map(({ name, short, colour }) => ({
    value: theory[name],
    text: fill(texts["charts.end_of"], { player: short, value: brief(theory[name]) }),
    colour,
  }));
  const curves = players.map((player) => ({ ...player, steps, values: values[player.name] }));
  return figure(curves, levels, marks, look);
}

/**
 * One metric, with what a perfect generator scores and what theory has at the end. `estimate` is what the
 * players make of the metric, if they do: { name, short }, where `short` is its label at the curve's end.
 */
export function quality(record, name, { theory, floors, marks, estimate }, look) {
  const { colours, texts } = look;
  const { steps, values } = record.series(estimate ? [name, estimate.name] : [name], MOST_POINTS);
  const levels = [["charts.perfect", floors[name], "4px,3px"], ["charts.end", theory[name], "1px,3px"]]
    .filter(([, value]) => Number.isFinite(value))
    .map(([key, value, dash]) => ({ value, text: fill(texts[key], { value: brief(value) }), colour: colours.muted, dash }));
  const curves = [{ name, colour: colours.ink, dash: "solid", width: 1.8, steps, values: values[name] }];
  if (estimate) curves.push({ ...estimate, colour: colours.discriminator, dash: DASHED, width: 1.8, steps, values: values[estimate.name] });
  return figure(curves, levels, marks, look);
}

/** One metric of several runs, named at their ends: `sides` [{ record, short, colour, dash }]. */
export function comparison(sides, name, { floors }, look) {
  const { colours, texts } = look;
  const curves = sides.map(({ record, ...line }) => {
    const { steps, values } = record.series([name], MOST_POINTS);
    return { ...line, name: line.short, width: 2, steps, values: values[name] };
  });
  const perfect = floors[name];
  const levels = Number.isFinite(perfect)
    ? [{ value: perfect, text: fill(texts["charts.perfect"], { value: brief(perfect) }), colour: colours.muted, dash: "4px,3px" }]
    : [];
  return figure(curves, levels, [], look);
}

function figure(curves, levels, marks, look) {
  const box = { left: look.size * 3.1, right: look.size * 1.5, top: look.size * 1.1, bottom: look.size * 1.7 };
  const room = { width: look.width - box.left - box.right, height: look.height - box.top - box.bottom };
  const merged = merge(levels, curves, room, look.size);
  const [low, high] = span(curves, merged, room, look.size);
  const last = Math.max(1, ...curves.map(({ steps }) => steps.at(-1) ?? 1), ...marks.map(([, step]) => step));
  const scales = { x: (step) => (step / last) * room.width, y: (value) => ((high - value) / (high - low)) * room.height };
  const placed = marksApart(marks, scales.x, look.size);
  return {
    last,
    box,
    traces: curves.map((curve) => trace(curve, look)),
    layout: {
      width: look.width,
      height: look.height,
      margin: { l: box.left, r: box.right, t: box.top, b: box.bottom },
      font: { family: SANS, size: look.size, color: look.colours.muted },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      showlegend: false,
      dragmode: false,
      hovermode: "x unified",
      hoverlabel: {
        bgcolor: look.colours.panel, bordercolor: look.colours.faint, font: { size: look.size, color: look.colours.ink },
      },
      xaxis: { ...axis(look), ...stepAxis(last, look), range: [0, last] },
      yaxis: { ...axis(look), ...valueAxis(low, high), range: [low, high], gridcolor: look.colours.faint, showgrid: true },
      shapes: [...merged.map(levelLine), ...placed.map(([, step]) => markLine(step, look))],
      annotations: [
        ...merged.flatMap((level) => levelLabel(level, look)),
        ...endLabels(curves, scales.y, room.height, look),
        ...placed.map(([letter, step]) => markLabel(letter, step, look)),
      ],
    },
  };
}

/** Three digits are all that a label has room for; the hover says the rest. */
function brief(value) {
  return tickText(Number(value.toPrecision(3)));
}

function trace({ name, colour, dash, width, steps, values }, { texts }) {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: steps,
    y: values.map((value) => (Number.isFinite(value) ? value : NaN)),
    // A row may hold one loss and not the other: dear numbers are taken less often.
    connectgaps: true,
    line: { color: colour, dash, width, simplify: true },
    hovertemplate: `${texts[`metrics.${name}`] ?? name} %{y:.5~g}<extra></extra>`,
  };
}

function axis({ colours }) {
  return { fixedrange: true, zeroline: false, showgrid: false, showline: false, color: colours.muted, ticks: "", automargin: false };
}

function stepAxis(last, { colours, width, texts }) {
  const at = ticks(0, last, width < 260 ? 3 : 4).filter(Number.isInteger);
  const title = { text: fill(texts["charts.step"], { step: "%{x:,d}" }) };
  const spike = { spikethickness: 1, spikecolor: colours.muted, spikedash: "solid" };
  return { showline: true, linecolor: colours.muted, tickvals: at, ticktext: at.map(count), unifiedhovertitle: title, ...spike };
}

function valueAxis(low, high) {
  const at = ticks(low, high, 3);
  return { tickvals: at, ticktext: at.map(tickText) };
}

/** What is seen at once: the bulk of the values, the newest, all levels, and room for the words beside these. */
function span(curves, levels, room, size) {
  let [low, high] = [Infinity, -Infinity];
  const include = (value) => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { values } of curves) {
    bulk(values).forEach(include);
    include(newest(values));
  }
  for (const { value } of levels) include(value);
  if (low > high) return [0, 1];
  if (high - low < 1e-9 * Math.max(1, Math.abs(high))) [low, high] = [low - 0.5 * (Math.abs(low) || 1), high + 0.5 * (Math.abs(high) || 1)];
  // In coarse steps, so that a growing run does not move the axis at every drawing.
  const step = niceCeiling((high - low) / 8);
  [low, high] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  // Every line of words makes the range wider, so that a pixel of them is worth more.
  const line = size * 1.4;
  const words = ((high - low) * line) / Math.max(room.height / 3, room.height - levels.length * line);
  for (const { value, above } of levels) include(above ? value + words : value - words);
  return [low, high];
}

/** The range of all finite values but for outliers: these leave the chart, or one would flatten all the rest. */
function bulk(values) {
  const sorted = values.filter(Number.isFinite).sort();
  if (!sorted.length) return [];
  const [low, high] = [0.04, 0.96].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
  const reach = OUTLYING * (high - low);
  return reach > 0 ? [Math.max(sorted[0], low - reach), Math.min(sorted.at(-1), high + reach)] : [sorted[0], sorted.at(-1)];
}

function newest(values) {
  return values.findLast(Number.isFinite);
}

/** Levels with the side of their words; levels too near each other to be labelled apart share one label. */
function merge(levels, curves, room, size) {
  const [first, second] = [...levels].sort((one, other) => other.value - one.value);
  if (!second) return levels.map((level) => ({ ...level, above: true }));
  const [low, high] = span(curves, levels.map((level) => ({ ...level, above: true })), room, size);
  const apart = ((first.value - second.value) / (high - low)) * room.height;
  if (apart > size * 0.3) return [{ ...first, above: true }, { ...second, above: false }];
  const text = first.text === second.text ? first.text : `${first.text} · ${second.text}`;
  return [{ ...first, above: true, text }, { ...second, above: true, text: "" }];
}

function levelLine({ value, colour, dash = "solid" }) {
  return {
    type: "line", xref: "paper", x0: 0, x1: 1, yref: "y", y0: value, y1: value, layer: "below",
    line: { color: withAlpha(colour, 0.75), width: 1, dash },
  };
}

function levelLabel({ value, text, colour, above }, { size }) {
  if (!text) return [];
  return [{
    text, xref: "paper", x: 0, xanchor: "left", yref: "y", y: value, yanchor: above ? "bottom" : "top", showarrow: false,
    font: { size: size * 0.95, color: colour }, borderpad: 0, xshift: 2,
  }];
}

/** The curves' names at their ends, pushed apart where they would cover each other. */
function endLabels(curves, y, bottom, { size }) {
  const ends = curves.filter(({ short }) => short).map(({ short, colour, values }) =>
    ({ short, colour, value: newest(values) })).filter(({ value }) => value !== undefined);
  ends.sort((one, other) => other.value - one.value);
  const pushes = apart(ends.map(({ value }) => y(value)), size * 1.15, bottom + size * 0.6);
  return ends.map(({ short, colour, value }, i) => ({
    text: `<b>${short}</b>`, xref: "paper", x: 1, xanchor: "left", yref: "y", y: value, yanchor: "middle", showarrow: false,
    font: { size: size * 1.1, color: colour }, yshift: -pushes[i], xshift: 1,
  }));
}

/** How far to move each of the `places`, which grow, so that neighbours are `gap` apart and none is beyond `end`. */
function apart(places, gap, end) {
  const groups = [];
  places.forEach((place, i) => {
    groups.push({ sum: place - i * gap, count: 1 });
    while (groups.length > 1 && mean(groups.at(-2)) > mean(groups.at(-1))) {
      const { sum, count } = groups.pop();
      groups.at(-1).sum += sum;
      groups.at(-1).count += count;
    }
  });
  const settled = groups.flatMap((group) => Array(group.count).fill(mean(group)));
  return places.map((place, i) => Math.min(settled[i], end - (places.length - 1) * gap) + i * gap - place);
}

function mean({ sum, count }) {
  return sum / count;
}

function marksApart(marks, x, size) {
  const kept = [];
  for (const mark of [...marks].sort((one, other) => one[1] - other[1])) {
    if (!kept.length || x(mark[1]) - x(kept.at(-1)[1]) > size * 0.8) kept.push(mark);
  }
  return kept;
}

function markLine(step, { colours }) {
  return {
    type: "line", xref: "x", x0: step, x1: step, yref: "paper", y0: 0, y1: 1, layer: "below",
    line: { color: withAlpha(colours.muted, 0.6), width: 1, dash: "1px,3px" },
  };
}

function markLabel(letter, step, { colours, size }) {
  return {
    text: letter, xref: "x", x: step, xanchor: "center", yref: "paper", y: 1, yanchor: "bottom", showarrow: false,
    font: { size: size * 0.95, color: colours.muted }, borderpad: 0,
  };
}
