// Pictures of a conditional GAN: a row for each class, and in each column the same latent.

import { words } from "./draw.js";
import { Tiles } from "./tiles.js";

export class ClassRows extends Tiles {
  drawFakes(plot, box, scored) {
    const { ctx, facts: { labels, label, across }, arrays: { tiles }, colours, size } = plot;
    const names = labels.map((name) => name.slice(0, 3));
    const room = size * (0.7 + 0.5 * Math.max(...names.map((name) => name.length)));
    super.drawFakes(plot, { ...box, left: box.left + room, side: box.side - room }, scored);
    const { left, top, tile } = this.grid;
    const rows = Math.ceil(tiles.shape[0] / across);
    for (let row = 0; row < rows; row++) {
      words(ctx, names[label ?? row], left - size * 0.4, top + (row + 0.5) * tile, size * 0.9, colours.data, "right", "middle");
    }
    this.names = { left: box.left, right: left + tile * across, top, tile, rows, label };
  }

  /** Here a click chooses a label. */
  sampleAt() {
    return -1;
  }

  /** The label of the row at a point; null, all, where one is looked at already. */
  labelAt(x, y) {
    const { left, right, top, tile, rows, label } = this.names ?? { rows: 0 };
    const row = Math.floor((y - top) / tile);
    if (!rows || x < left || x > right || row < 0 || row >= rows) return undefined;
    return label === null ? row : null;
  }
}
