/** The page's socket: numbered requests, events, and reconnecting by itself. */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const ANSWER_WITHIN_MS = 15_000;

export class Socket extends EventTarget {
  #socket = null;
  #waiting = new Map();
  #nextId = 1;
  #waitMs = FIRST_WAIT_MS;
  #timer = 0;

  constructor(url) {
    super();
    this.url = url;
  }

  /** Opens the socket; from then on it reopens whenever it drops. */
  open() {
    clearTimeout(this.#timer);
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const socket = (this.#socket = new WebSocket(this.url));
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(data)));
    socket.addEventListener("close", () => this.#closed(socket));
  }

  /** Sends a request; resolves with its result or rejects with the server's sentence. */
  request(verb, fields) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(
        new Error("Not connected. Your text is kept; try again when the connection is back."),
      );
    }
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle(id, { ok: false, error: "The playground did not answer. Try again." }),
        ANSWER_WITHIN_MS,
      );
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ ...fields, id, do: verb }));
    });
  }

  #receive(frame) {
    if (frame.type) {
      if (frame.type === "world") this.#waitMs = FIRST_WAIT_MS;
      this.dispatchEvent(new CustomEvent("event", { detail: frame }));
    } else {
      this.#settle(frame.id, frame);
    }
  }

  #settle(id, answer) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (answer.ok) waiting.resolve(answer.result);
    else waiting.reject(new Error(answer.error || "That did not work."));
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    for (const id of [...this.#waiting.keys()])
      this.#settle(id, { ok: false, error: "The connection dropped. Try again." });
    const retryInMs = this.#waitMs;
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.open(), retryInMs);
    this.dispatchEvent(new CustomEvent("closed", { detail: { retryInMs } }));
  }
}

/** Where the page's socket lives. */
export function socketUrl(location) {
  const url = keyed("/people", location);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** An address of the playground's own, with the key the page was opened with. */
export function keyed(path, location, query = {}) {
  const key = new URLSearchParams(location.search).get("key") ?? "";
  const url = new URL(path, location.href);
  url.search = new URLSearchParams({ key, ...query }).toString();
  return url;
}
