/** The long poll: asks for what is new, for as long as the page lives, without ever hammering. */

import { ApiError, poll } from "./chat-api.js";

const WAIT = 25;
const LONGEST = 30_000;
/** A page hidden for this long looks only now and then. */
const DROWSY = 10 * 60_000;
const DROWSY_PAUSE = 30_000;

export class Poll {
  #token = null;
  #after;
  #news;
  #trouble;
  #abort = null;
  #run = 0;
  #nap = null;
  #hiddenSince = null;
  #asked = 0;

  /** `after()` is the last id seen; `news(page)` takes each answer; `trouble(error|null)` hears of failures and their end. */
  constructor({ after, news, trouble }) {
    this.#after = after;
    this.#news = news;
    this.#trouble = trouble;
    document.addEventListener("visibilitychange", () => {
      this.#hiddenSince = document.hidden ? Date.now() : null;
      if (!document.hidden) this.#awake();
    });
    window.addEventListener("online", () => this.wake());
    window.addEventListener("pageshow", (event) => event.persisted && this.wake());
  }

  start(token) {
    this.stop();
    this.#token = token;
    this.#loop(++this.#run);
  }

  stop() {
    this.#run += 1;
    this.#token = null;
    this.#abort?.abort();
    this.#nap?.();
  }

  /** Ask at once: drop a request that may hang on a network that is gone, or end a pause. */
  wake() {
    if (!this.#token) return;
    this.#abort?.abort();
    this.#nap?.();
  }

  /** After sleep a request can look open and be dead: one older than it may be is dropped. */
  #awake() {
    if (Date.now() - this.#asked > (WAIT + 5) * 1000) this.wake();
    else this.#nap?.();
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#nap = () => {
        clearTimeout(timer);
        resolve();
      };
    }).finally(() => (this.#nap = null));
  }

  async #loop(run) {
    let failures = 0;
    let first = true;
    while (run === this.#run) {
      const abort = (this.#abort = new AbortController());
      const begun = (this.#asked = Date.now());
      let rest = 0;
      try {
        const page = await poll(this.#token, this.#after(), first || failures ? 0 : WAIT, abort.signal);
        if (run !== this.#run) return;
        if (failures) this.#trouble(null);
        failures = 0;
        this.#news(page);
        // An answer that is empty and early (a proxy, a full server) must not become a hot loop.
        if (!page.messages.length && !first && Date.now() - begun < 1000) rest = 1000;
        first = false;
        if (this.#hiddenSince && Date.now() - this.#hiddenSince > DROWSY) rest = DROWSY_PAUSE;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (run !== this.#run) return;
        if (abort.signal.aborted) {
          rest = 50;
        } else if (error.status === 401) {
          this.#trouble(error);
          return;
        } else {
          failures += 1;
          const backoff = Math.min(LONGEST, 1000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
          rest = error.retryAfter === null ? backoff : error.retryAfter * 1000 + 250;
          // One dropped long poll is nothing to worry a person with.
          if (failures > 1) this.#trouble(error);
        }
      }
      if (rest) await this.#pause(rest);
    }
  }
}
