// Noise turns into samples: while the pointer is on the plane of z, the grid and the fakes travel from
// where their z lies to G(z).

const SECONDS = 1.6;
const REST = 0.7;

export class Morph {
  constructor(canvas, again) {
    this.again = again;
    this.began = null;
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerdown", (event) => this.point(event));
    canvas.addEventListener("pointerleave", () => this.point(null));
  }

  get running() {
    return this.began !== null;
  }

  point(event) {
    const { latent } = this;
    const inside = Boolean(latent && event)
      && event.offsetX >= latent.left && event.offsetX <= latent.left + latent.side
      && event.offsetY >= latent.top && event.offsetY <= latent.top + latent.side;
    if (inside === this.running) return;
    this.began = inside ? performance.now() : null;
    this.again();
  }

  /** The arrays as they are on the way from noise to samples; the same ones where nobody asks. */
  apply(arrays, facts, { latent }, calm) {
    this.latent = latent;
    if (!latent || !facts.latent_window) this.began = null;
    if (!this.running) return arrays;
    const passed = ((performance.now() - this.began) / 1000) % (SECONDS + 2 * REST);
    // Who wants no motion sees the noise where it begins, and the samples on leaving.
    const share = calm ? 0 : smooth((passed - REST) / SECONDS);
    if (!calm) this.again();
    const [rows, columns] = arrays.warp.shape;
    const [low, high] = facts.latent_window;
    const mesh = (at) => low + ((high - low) * (at % 2 ? Math.floor(at / 2 / columns) / (rows - 1) : ((at / 2) % columns) / (columns - 1)));
    return {
      ...arrays,
      warp: { ...arrays.warp, values: arrays.warp.values.map((end, at) => between(mesh(at), end, share)) },
      fake: { ...arrays.fake, values: arrays.fake.values.map((end, at) => between(arrays.latents.values[at], end, share)) },
      morphing: share,
    };
  }
}

function between(start, end, share) {
  return start + (end - start) * share;
}

function smooth(share) {
  const held = Math.min(1, Math.max(0, share));
  return held * held * (3 - 2 * held);
}
