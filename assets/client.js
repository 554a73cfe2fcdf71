// The connection to one run: a WebSocket, or a long poll where the upgrade does not get through.

const CONNECT_TIMEOUT = 2000;
const PING_EVERY = 5000;
/** Least ms from one acknowledgement to the next: each costs the server as much as training for a while. */
const BREATH = 60;
const RETRIES = [250, 1000, 3000];
const LOST = 4404;
const FULL = 4429;

/**
 * Calls onFrame(buffer) for each frame and onLost(sentence) when the run cannot be reached any more.
 * Each frame wants an acknowledgement once it has been drawn: the server sends no more than that.
 */
export class Client {
  constructor(run, base, { onFrame, onLost, view = "play" }) {
    Object.assign(this, { run, base, onFrame, onLost });
    this.viewer = Math.random().toString(36).slice(2, 12);
    this.closed = false;
    this.polling = false;
    this.everOpen = false;
    this.failures = 0;
    this.lastAck = this.telling = 0;
    this.toldAt = -Infinity;
    this.stamp = 0;
    this.shortest = Infinity;
    this.offset = Infinity;
    this.onVisibility = () => this.reveal();
    document.addEventListener("visibilitychange", this.onVisibility);
    this.up = true;
    // Until the page tells which view is up, this one is.
    if (document.body.dataset.view) this.up = document.body.dataset.view === view;
    this.onView = () => {
      this.up = document.body.dataset.view === view;
      this.reveal();
    };
    document.addEventListener("playground:view", this.onView);
    this.onLeave = ({ persisted }) => this.leave(persisted);
    window.addEventListener("pagehide", this.onLeave);
    this.connect();
  }

  /** The way frames come: "websocket" or "poll". */
  get transport() {
    return this.polling ? "poll" : "websocket";
  }

  /** Nobody sees the run: the tab is in the background, or another view of the page is up. */
  get hidden() {
    return document.hidden || !this.up;
  }

  close() {
    this.closed = true;
    document.removeEventListener("visibilitychange", this.onVisibility);
    document.removeEventListener("playground:view", this.onView);
    window.removeEventListener("pagehide", this.onLeave);
    clearInterval(this.pinging);
    clearTimeout(this.telling);
    this.socket?.close();
    this.request?.abort();
  }

  /** Tells that this frame, and with it all before, has been drawn: at once, or a little later with the next. */
  acknowledge(id) {
    this.lastAck = id;
    if (this.telling) return;
    const rest = this.toldAt + BREATH - performance.now();
    if (rest > 0) this.telling = setTimeout(() => this.tellDrawn(), rest);
    else this.tellDrawn();
  }

  tellDrawn() {
    this.telling = 0;
    this.toldAt = performance.now();
    this.send({ ack: this.lastAck });
  }

  /** Age in ms of a state that the server took at its time `at`. */
  age(at) {
    const trip = Number.isFinite(this.shortest) ? this.shortest / 2 : 0;
    return Math.max(0, performance.now() - at - this.offset + trip);
  }

  connect() {
    const url = new URL(`${this.base}/stream?run=${encodeURIComponent(this.run)}`, document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    // Some proxies leave the socket connecting for ever, without an error.
    const timeout = setTimeout(() => socket.close(), CONNECT_TIMEOUT);
    socket.onopen = () => {
      clearTimeout(timeout);
      this.everOpen = true;
      this.failures = 0;
      this.ping();
      this.pinging = setInterval(() => this.ping(), PING_EVERY);
      this.reveal();
    };
    socket.onmessage = ({ data }) => (typeof data === "string" ? this.hear(data) : this.receive(data));
    socket.onclose = ({ code }) => {
      clearTimeout(timeout);
      clearInterval(this.pinging);
      if (!this.closed) this.recover(code);
    };
  }

  recover(code) {
    if (code === LOST || code === FULL) return this.onLost(this.complaint ?? "");
    if (!this.everOpen) {
      this.polling = true;
      this.poll();
      return;
    }
    if (this.failures >= RETRIES.length) return this.onLost("");
    setTimeout(() => this.closed || this.connect(), RETRIES[this.failures++]);
  }

  hear(text) {
    const message = JSON.parse(text);
    if ("pong" in message) this.shortest = Math.min(this.shortest, performance.now() - message.pong);
    if ("error" in message) this.complaint = message.error;
  }

  receive(buffer) {
    const header = this.onFrame(buffer);
    this.stamp = header.stamp;
    this.offset = Math.min(this.offset, performance.now() - header.at);
  }

  ping() {
    this.send({ ping: performance.now() });
  }

  reveal() {
    this.send({ hidden: this.hidden });
    this.woken?.();
    if (this.polling && this.hidden) this.tellHidden();
  }

  // A tab that closes lets its run go; one that the browser only puts aside keeps it.
  leave(persisted) {
    if (persisted) return;
    this.send({ bye: true });
    if (this.polling) navigator.sendBeacon?.(this.pollUrl(true, true));
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  pollUrl(hidden, bye = false) {
    const query = new URLSearchParams({
      run: this.run,
      viewer: this.viewer,
      ack: this.lastAck,
      stamp: this.stamp,
      hidden: hidden ? 1 : 0,
      ...(bye ? { bye: 1 } : {}),
    });
    return new URL(`${this.base}/frame?${query}`, document.baseURI);
  }

  tellHidden() {
    navigator.sendBeacon?.(this.pollUrl(true));
  }

  async poll() {
    let failures = 0;
    while (!this.closed) {
      if (this.hidden) await new Promise((resolve) => (this.woken = resolve));
      try {
        this.request = new AbortController();
        const answer = await fetch(this.pollUrl(false), { signal: this.request.signal, cache: "no-store" });
        if (answer.status === 404 || answer.status === 429) {
          return this.onLost((await answer.json()).error);
        }
        if (answer.status === 200) {
          this.receive(await answer.arrayBuffer());
          await this.drawn();
        }
        failures = 0;
      } catch (error) {
        if (this.closed) return;
        if (failures >= RETRIES.length) return this.onLost("");
        await new Promise((resolve) => setTimeout(resolve, RETRIES[failures++]));
      }
    }
  }

  drawn() {
    return new Promise((resolve) => requestAnimationFrame(() => resolve()));
  }
}
