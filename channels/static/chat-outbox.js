/** Messages that the customer has written and the server has not shown back yet; they survive a reload.
 *
 * state: queued → sent (accepted, awaits its place in the transcript); waiting (will be retried); failed (refused).
 * What was sent and not answered is sent again: the server takes each id once.
 */

import { ApiError } from "./chat-api.js";
import { alone, read, write } from "./chat-keep.js";

const KEY = "outbox";
const LONGEST = 30_000;
/** A request this old may hang on a network that is gone. */
const OLD = 3_000;
const FORGET = 7 * 24 * 3600_000;

export class Outbox {
  #deliver;
  #changed;
  #busy = false;
  #again = false;
  #timer = null;
  #tries = 0;
  #running = null;
  #begun = 0;
  /** The server asked us not to come before. */
  #rest = 0;

  /** `deliver(item, signal)` sends one message or throws ApiError; `changed(problem)` is told of every change. */
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

  /** What stands behind one that waits waits with it. */
  #wait() {
    write(KEY, this.items.map((item) => (item.state === "queued" ? { ...item, state: "waiting" } : item)));
  }

  #mark(id, state, error = "") {
    write(KEY, this.items.map((item) => (item.id === id ? { ...item, state, error } : item)));
  }

  /** The network is back or another one: try again now, and drop a request that may hang on the old one. */
  wake() {
    if (this.#running && Date.now() - this.#begun > OLD) this.#running.abort();
    this.nudge();
  }

  /** The server answers: what waits need not wait longer, unless it was asked to. */
  nudge() {
    if (Date.now() >= this.#rest && this.unsent.length) this.flush();
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
      const running = (this.#running = new AbortController());
      this.#begun = Date.now();
      try {
        await this.#deliver(item, running.signal);
        this.#tries = 0;
        this.#mark(item.id, "sent");
        this.#changed(null, item);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.temporary) {
          this.#tries += 1;
          const backoff = Math.min(LONGEST, 1000 * 2 ** (this.#tries - 1)) * (0.75 + Math.random() / 2);
          const pause = error.retryAfter === null ? backoff : error.retryAfter * 1000 + 250;
          this.#rest = error.retryAfter === null ? 0 : Date.now() + pause;
          this.#wait();
          this.#timer = setTimeout(() => this.flush(), pause);
          this.#changed({ error, pause });
          return;
        }
        this.#mark(item.id, "failed", error.message);
        this.#changed(null);
      } finally {
        this.#running = null;
      }
    }
  }
}
