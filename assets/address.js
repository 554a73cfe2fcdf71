// The address bar, which holds a link to the run.

export const LONGEST = 16_000; // characters that servers on the way let through, with room to spare

// Safari refuses more than a hundred addresses in half a minute, and a hand on a slider makes 25 a second.
const AT_ONCE = 30;
const EVERY = 500; // ms from one to the next where more than these come in a row

export class AddressBar {
  constructor(show = (query) => history.replaceState(null, "", `${query}${location.hash}`), now = () => performance.now()) {
    Object.assign(this, { show, now });
    this.left = AT_ONCE;
    this.since = now();
  }

  /** Shows an address: at once or, of very many in a row, now and then, and the last one always. */
  write(query) {
    if (query.length > LONGEST) return;
    this.next = query;
    if (this.timer !== undefined) return;
    const now = this.now();
    this.left = Math.min(AT_ONCE, this.left + (now - this.since) / EVERY);
    this.since = now;
    if (this.left >= 1) this.put();
    else this.timer = setTimeout(() => this.put(), (1 - this.left) * EVERY);
  }

  put() {
    if (this.timer !== undefined) [this.left, this.since] = [1, this.now()];
    this.timer = undefined;
    this.left -= 1;
    this.show(this.next);
  }
}
