// What a visitor chooses goes to the server one wish at a time, so that the last one is also the last to arrive.
// Left to itself, Gradio lets wishes race each other, or sends the one before a second time.

const PATIENCE = 2000; // ms after which an answer is not waited for any more

let number = 0;

/** The wishes of one component: a handler that the server wraps in `Handlers.answering` has to answer them. */
export class Asking {
  /** `every` ms lie between two wishes at least; `settled` is called when all have been answered. */
  constructor(trigger, { every = 0, settled = () => {} } = {}) {
    Object.assign(this, { trigger, every, settled });
    this.waiting = new Map();
    this.pending = null;
    document.addEventListener("playground:answered", ({ detail }) => detail === this.pending && this.goOn());
  }

  /** Whether a wish waits for the answer to another one. */
  get busy() {
    return this.waiting.size > 0;
  }

  /** Sends data, once those before have been answered; of what waits under one name only the last. */
  send(data, name = "") {
    this.waiting.delete(name);
    this.waiting.set(name, data);
    if (this.pending === null) this.flush();
  }

  flush() {
    const [name, data] = this.waiting.entries().next().value;
    this.waiting.delete(name);
    this.pending = ++number;
    this.sentAt = performance.now();
    this.timer = setTimeout(() => this.goOn(), PATIENCE);
    this.trigger("input", { ...data, asked: this.pending });
  }

  goOn() {
    clearTimeout(this.timer);
    // A moment at least: the answer reaches one component after the other.
    const rest = this.sentAt + this.every - performance.now();
    this.timer = setTimeout(() => {
      this.pending = null;
      if (this.busy) this.flush();
      else this.settled();
    }, Math.max(0, rest));
  }
}
