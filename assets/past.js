// The run's past as it was seen: the last frames, thinned out towards the beginning.

const MOST = 900;

/** A frame of the past as it is shown now: what it says of the run as a whole no longer holds. */
export function seenNow(frame, { header: { playing, rate, stop, furthest } }) {
  return { ...frame, header: { ...frame.header, playing, rate, stop, furthest } };
}

/** Frames by step, along one line of history. */
export class Past {
  constructor() {
    this.frames = [];
    this.line = null;
  }

  /** Keeps a frame; a new line of history drops what it does not share with the old one. */
  keep(frame) {
    const { line, since, step } = frame.header;
    if (line !== this.line) this.frames = this.frames.filter((kept) => kept.header.step <= since);
    this.line = line;
    if (step === undefined) return;
    const at = this.place(step);
    const same = this.frames[at]?.header.step === step;
    this.frames.splice(at, same ? 1 : 0, frame);
    // Every second one of the older half goes, so that the recent past stays dense.
    if (this.frames.length > MOST) this.frames = this.frames.filter((_, i) => i % 2 === 0 || i > MOST / 2);
  }

  /** The kept frame that is nearest to a step, or undefined. */
  near(step) {
    const at = this.place(step);
    const [before, after] = [this.frames[at - 1], this.frames[at]];
    if (!before || !after) return before ?? after;
    return step - before.header.step <= after.header.step - step ? before : after;
  }

  // Index of the first frame that is not before `step`.
  place(step) {
    let [low, high] = [0, this.frames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.frames[middle].header.step < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
