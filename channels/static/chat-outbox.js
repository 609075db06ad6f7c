/** Messages that the customer has written and the server has not shown back yet; they survive a reload.
 *
 * state: queued → sent (accepted, awaits its place in the transcript); waiting (will be retried); failed (refused).
 */

import { ApiError } from "./chat-api.js";
import { alone, read, write } from "./chat-keep.js";

const KEY = "outbox";
const LONGEST = 60_000;
const FORGET = 7 * 24 * 3600_000;

export class Outbox {
  #deliver;
  #changed;
  #busy = false;
  #again = false;
  #timer = null;
  #tries = 0;

  /** `deliver(item)` sends one message or throws ApiError; `changed(problem)` is told of every change. */
  constructor(deliver, changed) {
    this.#deliver = deliver;
    this.#changed = changed;
    const young = this.items.filter((item) => item.state !== "sent" || Date.now() - Date.parse(item.at) < FORGET);
    write(KEY, young.map((item) => (item.state === "waiting" ? { ...item, state: "queued" } : item)));
  }

  get items() {
    return read(KEY, []);
  }

  get unsent() {
    return this.items.filter((item) => item.state !== "sent");
  }

  add(item) {
    write(KEY, [...this.items, { ...item, state: "queued" }]);
    this.#changed(null);
    this.flush();
  }

  /** The server has shown these messages: they are in the transcript now. */
  confirm(ids) {
    const left = this.items.filter((item) => !ids.has(item.id));
    if (left.length !== this.items.length) write(KEY, left);
  }

  remove(id) {
    write(KEY, this.items.filter((item) => item.id !== id));
    this.#changed(null);
  }

  retry(id) {
    this.#mark(id, "queued");
    this.#changed(null);
    this.flush();
  }

  /** The conversation they were accepted into is gone; what was never accepted goes to the next one. */
  dropSent() {
    write(KEY, this.unsent);
  }

  clear() {
    clearTimeout(this.#timer);
    write(KEY, []);
  }

  #mark(id, state, error = "") {
    write(KEY, this.items.map((item) => (item.id === id ? { ...item, state, error } : item)));
  }

  /** Try again now: the network is back, or the customer asked. */
  wake() {
    clearTimeout(this.#timer);
    this.flush();
  }

  /** Send what is queued, oldest first; one message that can't be sent yet holds those behind it, for the order's sake. */
  async flush() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      await alone("outbox", () => this.#drain());
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.flush();
      }
    }
  }

  async #drain() {
    for (;;) {
      const item = this.items.find((one) => one.state === "queued" || one.state === "waiting");
      if (!item) return;
      try {
        await this.#deliver(item);
        this.#tries = 0;
        this.#mark(item.id, "sent");
        this.#changed(null, item);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.temporary) {
          this.#tries += 1;
          const backoff = Math.min(LONGEST, 1000 * 2 ** (this.#tries - 1)) * (0.75 + Math.random() / 2);
          const pause = error.retryAfter === null ? backoff : error.retryAfter * 1000 + 250;
          this.#mark(item.id, "waiting");
          this.#timer = setTimeout(() => this.flush(), pause);
          this.#changed({ error, pause });
          return;
        }
        this.#mark(item.id, "failed", error.message);
        this.#changed(null);
      }
    }
  }
}
