/** Interactions under way: from the click or command until the bot's answer or its failure. */
import { request } from "./api.js";
import { handedOver } from "./files.js";
import { store } from "./store.js";

export const NO_ANSWER = "The application did not respond";

class Interactions {
  #open = new Set();
  /** Outcomes that came before the request's own answer told us the interaction's id. */
  #early = new Map();
  #names = new Map();
  failures = new Map();

  /** Starts one, its files handed over first; `cause` may name the `control` pressed, the `line` to show, and `onsettled(error)`. */
  async start(verb, fields, cause) {
    const entry = { sentAt: new Date(), as: store.meId, channelId: store.channelId, ...cause };
    if (entry.messageId) this.failures.delete(entry.messageId);
    this.#open.add(entry);
    store.tell("pending", entry);
    try {
      const { interaction_id: id } = await request(verb, { as: entry.as, ...(await handedOver(fields)) });
      entry.id = id;
      if (entry.line) this.#names.set(id, entry.line);
      if (this.#early.has(id)) this.#settle(entry, this.#early.get(id));
    } catch (error) {
      this.#settle(entry, error.message);
    }
  }

  /** The bot answered; returns what had caused the interaction, when it was this page. */
  done(id) {
    return this.#finish(id, "");
  }

  /** The bot did not answer in time, or the answer was refused. */
  failed(id, message) {
    return this.#finish(id, message || NO_ANSWER);
  }

  #finish(id, error) {
    const entry = [...this.#open].find((open) => open.id === id);
    if (entry) this.#settle(entry, error);
    else this.#early.set(id, error);
    if (this.#early.size > 50) this.#early.delete(this.#early.keys().next().value);
    return entry;
  }

  #settle(entry, error) {
    if (error && entry.line) entry.error = error;
    else this.#open.delete(entry);
    if (error && entry.messageId) this.failures.set(entry.messageId, { error, as: entry.as });
    entry.onsettled?.(error);
    store.tell("pending", entry);
  }

  /** The connection dropped: no outcome will come for what was open. */
  lost() {
    for (const entry of [...this.#open])
      if (!entry.error) this.#settle(entry, "The connection dropped before the answer came");
  }

  /** Whether this control was pressed by the speaking person and waits for an answer. */
  isPressed(control) {
    return [...this.#open].some(
      (entry) => entry.control === control && entry.as === store.meId && !entry.error,
    );
  }

  /** Commands sent in a channel that have no answer yet, or failed. */
  linesIn(channelId) {
    return [...this.#open].filter(
      (entry) => entry.line && entry.channelId === channelId && entry.as === store.meId,
    );
  }

  /** The command that this page sent as this interaction; undefined for another's. */
  nameOf(id) {
    return this.#names.get(id);
  }

  dismiss(entry) {
    this.#open.delete(entry);
    store.tell("pending", entry);
  }
}

export const interactions = new Interactions();
store.on("status", () => store.connected || interactions.lost());
