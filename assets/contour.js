// Marching squares: the lines along which a field on a grid has one value.

// For each of the 16 cases of corners above the level: pairs of edges to join.
// Corners: 1 = (0,0), 2 = (1,0), 4 = (1,1), 8 = (0,1); edges: 0 bottom, 1 right, 2 top, 3 left.
const CASES = [
  [], [[3, 0]], [[0, 1]], [[3, 1]], [[1, 2]], [[3, 0], [1, 2]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[2, 0]], [[0, 1], [2, 3]], [[2, 1]], [[1, 3]], [[1, 0]], [[0, 3]], [],
];

/** Polylines of [column, row] where the field crosses `level`. */
export function contour(values, rows, columns, level) {
  const next = new Map();
  const points = new Map();
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      cell(values, columns, level, row, column, next, points);
    }
  }
  return chain(next, points);
}

function cell(values, columns, level, row, column, next, points) {
  const at = row * columns + column;
  const kind = (values[at] > level) | ((values[at + 1] > level) << 1)
    | ((values[at + columns + 1] > level) << 2) | ((values[at + columns] > level) << 3);
  if (kind === 0 || kind === 15) return;
  const corners = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]];
  for (const [from, to] of CASES[kind]) {
    const ends = [from, to].map((edge) => {
      const name = edgeName(edge, row, column, columns);
      if (!points.has(name)) points.set(name, crossing(edge, row, column, corners, level));
      return name;
    });
    link(next, ends[0], ends[1]);
    link(next, ends[1], ends[0]);
  }
}

function edgeName(edge, row, column, columns) {
  if (edge === 0) return 2 * (row * columns + column);
  if (edge === 2) return 2 * ((row + 1) * columns + column);
  return 2 * (row * columns + column + (edge === 1 ? 1 : 0)) + 1;
}

function crossing(edge, row, column, [a, b, c, d], level) {
  const share = (from, to) => (level - from) / (to - from);
  if (edge === 0) return [column + share(a, b), row];
  if (edge === 1) return [column + 1, row + share(b, c)];
  if (edge === 2) return [column + share(d, c), row + 1];
  return [column, row + share(a, d)];
}

function link(next, from, to) {
  if (next.has(from)) next.get(from).push(to);
  else next.set(from, [to]);
}

function chain(next, points) {
  const lines = [];
  const follow = (start) => {
    const line = [points.get(start)];
    let at = start;
    while (next.get(at)?.length) {
      const to = next.get(at).pop();
      const back = next.get(to);
      back.splice(back.indexOf(at), 1);
      line.push(points.get(to));
      at = to;
    }
    lines.push(line);
  };
  // Open lines first, from an end; what is left are closed ones.
  for (const [name, others] of next) if (others.length === 1) follow(name);
  for (const [name, others] of next) if (others.length) follow(name);
  return lines;
}
