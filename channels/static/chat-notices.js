/** What the business says to everybody above the talk: fetched at the start and every minute, in the reader's language. */

import { notices } from "./chat-api.js";

const EVERY = 60_000;

export class Notices {
  #room;
  #language;
  #items = [];

  constructor(room, language) {
    this.#room = room;
    this.#language = language;
    this.#look();
    setInterval(() => document.visibilityState === "visible" && this.#look(), EVERY);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#look());
  }

  async #look() {
    try {
      this.#items = (await notices()).notices || [];
      this.show();
    } catch {
      // The talk goes on without; the next look may find them.
    }
  }

  show() {
    const language = this.#language();
    const texts = this.#items.map((item) => ({ id: String(item.id), text: item.texts[language] || Object.values(item.texts)[0] || "" })).filter((item) => item.text);
    const shown = [...this.#room.children].map((node) => `${node.dataset.id}:${node.textContent}`).join("\n");
    this.#room.hidden = texts.length === 0;
    if (shown === texts.map((item) => `${item.id}:${item.text}`).join("\n")) return;
    this.#room.replaceChildren(
      ...texts.map((item) => {
        const line = document.createElement("p");
        line.dataset.id = item.id;
        line.lang = language;
        line.textContent = item.text;
        return line;
      }),
    );
  }
}
