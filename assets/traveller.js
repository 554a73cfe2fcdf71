// One point followed round the cycle: the one under the pointer, or the next and the last by the arrow keys.

const SECONDS = 2.8;
const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Traveller {
  /** `again` asks for another drawing. */
  constructor(canvas, again) {
    this.again = again;
    this.followed = null;
    this.canvas = canvas;
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerdown", (event) => this.point(event));
    canvas.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && this.follow(null));
    canvas.addEventListener("blur", () => this.follow(null));
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  /** `sides`: for each window its box on the canvas and the places [x, y] of the points that start there. */
  place(sides) {
    this.sides = sides;
    this.canvas.tabIndex = 0;
  }

  point({ offsetX, offsetY }) {
    const side = this.sides?.findIndex(({ left, top, side: wide, tall }) =>
      offsetX >= left && offsetX <= left + wide && offsetY >= top && offsetY <= top + tall);
    if (side === undefined) return;
    this.follow(side < 0 ? null : { side, index: nearest(this.sides[side].places(), offsetX, offsetY) });
  }

  press(event) {
    if (!this.sides || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.follow(null);
    if (!(event.key in NEXT)) return;
    event.preventDefault();
    event.stopPropagation();
    const { side = 0, index = -1 } = this.followed ?? {};
    const count = this.sides[side].places().length;
    this.follow({ side, index: (index + NEXT[event.key] + count) % count });
  }

  follow(next) {
    const same = next?.side === this.followed?.side && next?.index === this.followed?.index;
    if (same) return;
    this.followed = next;
    this.began = performance.now();
    this.again();
  }

  /** How far round the cycle the point is, from 0 to 2: at 1 it is on the other side, at 2 back. */
  share(calm) {
    if (calm) return 2;
    this.again();
    const passed = ((performance.now() - this.began) / 1000 / SECONDS) % 1.25;
    return 2 * Math.min(1, passed);
  }
}

function nearest(places, x, y) {
  let best = 0;
  places.forEach(([px, py], i) => {
    if (Math.hypot(px - x, py - y) < Math.hypot(places[best][0] - x, places[best][1] - y)) best = i;
  });
  return best;
}
