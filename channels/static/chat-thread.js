/** The conversation on the screen: rows keyed by message, so that only what changed is touched (and read aloud). */

import { attachment, know, known } from "./chat-files.js";

/** Where an address ends is guessed as people write: brackets and stops around it are not part of it. */
const LINK = /\bhttps?:\/\/[^\s<>"'`，。；：！？、（）《》【】「」『』“”‘’]+/gi;
const APART = 5 * 60_000;

function dayOf(date) {
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

function trimmed(address) {
  let end = address.replace(/[.,;:!?*_~]+$/, "");
  while (/[)\]}]$/.test(end)) {
    const close = end.at(-1);
    const open = { ")": "(", "]": "[", "}": "{" }[close];
    if (end.split(open).length >= end.split(close).length) break;
    end = end.slice(0, -1).replace(/[.,;:!?]+$/, "");
  }
  return end;
}

/** Text as nodes: addresses become links, everything else stays text. */
export function linked(text) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(LINK)) {
    const address = trimmed(found[0]);
    if (address.length < 10) continue;
    if (found.index > done) nodes.push(document.createTextNode(text.slice(done, found.index)));
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    link.textContent = address;
    nodes.push(link);
    done = found.index + address.length;
  }
  if (done < text.length) nodes.push(document.createTextNode(text.slice(done)));
  return nodes;
}

export class Thread {
  #log;
  #messages = [];
  #outbox = [];
  #nodes = new Map();
  #context;
  #act;
  #welcome = null;
  #typing = false;
  #used = new Set();
  #notes = [];

  /** `context` as chat-files wants it, plus now(); `act` has choose(choice), retry(id), edit(id), discard(id). */
  constructor(log, context, act) {
    this.#log = log;
    this.#context = context;
    this.#act = act;
  }

  get last() {
    return this.#messages.at(-1) || null;
  }

  get empty() {
    return !this.#messages.length && !this.#outbox.length;
  }

  /** What is said before anything was: {text, choices}. */
  welcome(message) {
    this.#welcome = message;
    this.render();
  }

  /** Add messages from the server; returns those that were new. */
  add(messages) {
    const have = new Set(this.#messages.map((message) => message.id));
    const fresh = messages.filter((message) => !have.has(message.id));
    if (fresh.length) this.#messages = [...this.#messages, ...fresh].sort((a, b) => a.id - b.id);
    return fresh;
  }

  /** The messages that wait for the server, oldest first. */
  outbox(items) {
    const shown = new Set(this.#messages.map((message) => message.client_id).filter(Boolean));
    this.#outbox = items.filter((item) => !shown.has(item.id));
  }

  /** A line of the page's own, below what is there now. */
  note(text) {
    this.#notes.push({ after: this.last?.id ?? 0, text });
    this.render();
  }

  typing(on) {
    if (this.#typing === on) return;
    this.#typing = on;
    this.render();
  }

  clear() {
    this.#messages = [];
    this.#outbox = [];
    this.#notes = [];
    this.#used.clear();
    this.relabel();
  }

  /** Build everything anew: the language changed. */
  relabel() {
    this.#nodes.clear();
    this.#log.replaceChildren();
    this.render();
  }

  render() {
    const rows = this.#rows();
    let place = this.#log.firstChild;
    for (const row of rows) {
      let node = this.#nodes.get(row.key);
      if (node && node.signature !== row.signature) {
        const fresh = row.build();
        node.replaceWith(fresh);
        if (place === node) place = fresh;
        node = fresh;
      } else if (!node) {
        node = row.build();
      }
      node.signature = row.signature;
      this.#nodes.set(row.key, node);
      row.patch?.(node);
      if (place === node) place = place.nextSibling;
      else this.#log.insertBefore(node, place);
    }
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, node] of this.#nodes) {
      if (keys.has(key)) continue;
      node.remove();
      this.#nodes.delete(key);
    }
  }

  #rows() {
    const rows = [];
    const all = [
      ...this.#messages.map((message) => ({ message, at: new Date(message.at), key: message.client_id || `m${message.id}` })),
      ...this.#outbox.map((item) => ({
        message: { ...item, from: "customer", choices: [] },
        pending: item,
        at: new Date(item.at),
        key: item.id,
      })),
    ];
    if (this.#welcome) {
      rows.push(this.#bubble({ key: "welcome", message: { from: "bot", attachments: [], ...this.#welcome }, at: null, head: true, tail: true }));
    }
    let day = null;
    const notes = [...this.#notes];
    all.forEach((one, index) => {
      while (notes.length && !one.pending && one.message.id > notes[0].after) rows.push(this.#line(notes.shift(), rows.length));
      if (one.pending) while (notes.length) rows.push(this.#line(notes.shift(), rows.length));
      if (dayOf(one.at) !== day) {
        day = dayOf(one.at);
        // A conversation that began today needs no word about it.
        if (index || day !== dayOf(this.#context.now())) rows.push(this.#day(one.at));
      }
      const before = all[index - 1];
      const next = all[index + 1];
      rows.push(this.#bubble({ ...one, head: !this.#joined(before, one), tail: !this.#joined(one, next) }));
    });
    for (const note of notes) rows.push(this.#line(note, rows.length));
    const offer = this.#offer(all);
    if (offer) rows.push(offer);
    if (this.#typing) rows.push({ key: "typing", signature: "", build: () => this.#dots() });
    return rows;
  }

  #joined(a, b) {
    if (!a || !b) return false;
    const same = a.message.from === b.message.from && (a.message.name || "") === (b.message.name || "");
    return same && dayOf(a.at) === dayOf(b.at) && b.at - a.at < APART;
  }

  #day(at) {
    const { t, language } = this.#context;
    const now = this.#context.now();
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
    const named = dayOf(at) === dayOf(now) ? t("today") : dayOf(at) === dayOf(yesterday) ? t("yesterday") : null;
    const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
    const words = named || new Intl.DateTimeFormat(language, { year, month: "long", day: "numeric", weekday: "short" }).format(at);
    return {
      key: `d${dayOf(at)}`,
      signature: words,
      build: () => {
        const line = document.createElement("p");
        line.className = "day";
        line.textContent = words;
        return line;
      },
    };
  }

  #line(note) {
    return {
      key: `n${note.after}-${note.text}`,
      signature: "",
      build: () => {
        const line = document.createElement("p");
        line.className = "note";
        line.textContent = note.text;
        return line;
      },
    };
  }

  #bubble({ key, message, pending, at, head, tail }) {
    const files = message.attachments || [];
    return {
      key,
      // A file gets its address, and so its download, only with its place in the transcript.
      signature: key === "welcome" ? message.text : `${Boolean(pending && files.length)}${message.name || ""}`,
      build: () => this.#build(message, at),
      patch: (node) => {
        node.classList.toggle("head", head);
        node.classList.toggle("tail", tail);
        this.#meta(node, pending);
      },
    };
  }

  #build(message, at) {
    const { t, language } = this.#context;
    const row = document.createElement("div");
    row.className = `message ${message.from}`;
    const name = message.from === "customer" ? t("you") : message.name || t(message.from);

    const avatar = document.createElement("span");
    avatar.className = "avatar";
    avatar.setAttribute("aria-hidden", "true");
    if (message.from === "staff") avatar.textContent = Array.from(name.trim())[0] || "·";
    const who = document.createElement("p");
    who.className = "who";
    who.textContent = name;
    who.setAttribute("aria-hidden", "true");
    if (message.from === "staff") {
      const badge = document.createElement("span");
      badge.className = "badge";
      badge.textContent = t("staff");
      if (message.name) who.append(badge);
    }
    const said = document.createElement("span");
    said.className = "sr";
    said.textContent = t("says", { name });
    row.append(avatar, who, said);

    const stack = document.createElement("div");
    stack.className = "stack";
    if (message.text) {
      const bubble = document.createElement("div");
      bubble.className = "bubble";
      bubble.dir = "auto";
      bubble.append(...linked(message.text));
      stack.append(bubble);
    }
    const files = message.attachments || [];
    if (files.length) {
      const shelf = document.createElement("div");
      shelf.className = "files";
      shelf.append(...files.map((file) => attachment(file, this.#context)));
      stack.append(shelf);
    }
    row.append(stack);

    const meta = document.createElement("p");
    meta.className = "meta";
    if (at) {
      const time = document.createElement("time");
      time.dateTime = at.toISOString();
      time.textContent = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false }).format(at);
      time.title = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }).format(at);
      meta.append(time);
    }
    row.append(meta);
    return row;
  }

  /** How far a message of ours has come, with what can be done about it. */
  #meta(row, pending) {
    const state = pending?.state || "";
    const error = pending?.error || "";
    if (row.state === state + error) return;
    row.state = state + error;
    row.dataset.state = state;
    const meta = row.querySelector(".meta");
    for (const old of meta.querySelectorAll(":scope > :not(time)")) old.remove();
    if (!pending) return;
    const { t } = this.#context;
    const words = document.createElement("span");
    words.className = "state";
    words.textContent = t({ queued: "sending", waiting: "waiting", failed: "failed", sent: "sent" }[state]);
    if (error) words.title = error;
    meta.append(words);
    const button = (key, act) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "link";
      one.textContent = t(key);
      one.addEventListener("click", () => act(pending.id));
      meta.append(one);
    };
    if (error) {
      const why = document.createElement("span");
      why.className = "why";
      why.textContent = error;
      meta.append(why);
    }
    if (state === "waiting" || state === "failed") button("retry", this.#act.retry);
    if (state === "failed") {
      button("edit", this.#act.edit);
      button("discard", this.#act.discard);
    }
  }

  /** The buttons of what was said last, as long as nothing was answered to it. */
  #offer(all) {
    if (this.#outbox.some((item) => item.state !== "failed")) return null;
    const said = all.filter((one) => !one.pending).at(-1)?.message || (this.#welcome && { id: "welcome", from: "bot", ...this.#welcome });
    if (!said || said.from === "customer" || !said.choices?.length || this.#used.has(said.id)) return null;
    return {
      key: `c${said.id}`,
      signature: said.choices.map((choice) => choice.label).join("\n"),
      build: () => {
        const group = document.createElement("div");
        group.className = "choices";
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", this.#context.t("choose"));
        for (const choice of said.choices) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "choice";
          button.textContent = choice.label;
          button.addEventListener("click", (event) => {
            for (const one of group.querySelectorAll("button")) one.disabled = true;
            this.#used.add(said.id);
            this.#act.choose(choice, event.detail === 0);
          });
          group.append(button);
        }
        return group;
      },
    };
  }

  #dots() {
    const row = document.createElement("div");
    row.className = "message bot typing head tail";
    row.setAttribute("aria-hidden", "true");
    const avatar = document.createElement("span");
    avatar.className = "avatar";
    const bubble = document.createElement("div");
    bubble.className = "bubble";
    bubble.append(...[0, 1, 2].map(() => document.createElement("i")));
    row.append(avatar, bubble);
    return row;
  }
}

/** The pictures of a message sent from this page, now under the server's address. */
export function settle(item, message) {
  (message.attachments || []).forEach((file, index) => {
    const url = known(item?.attachments?.[index]?.id);
    if (url) know(file.url, url);
  });
}
