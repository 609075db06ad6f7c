/** Where the customer writes: text, files by button, drag or paste, and what is not sent yet is kept as a draft. */

import { upload } from "./chat-api.js";
import { know, PICTURES } from "./chat-files.js";
import { read, write } from "./chat-keep.js";
import { size } from "./chat-words.js";

const MOST_FILES = 10;

const $ = (id) => document.getElementById(id);

export class Composer {
  #text = $("text");
  #send = $("send");
  #chips = $("chips");
  #hint = $("hint");
  #files = [];
  #limits = { maxText: 4000, maxFile: 10_000_000 };
  #context;
  #act;
  #sendWhenReady = false;
  #hintTimer = null;

  /** `act` has submit({text, attachments}) and token() (opens a conversation if there is none). */
  constructor(context, act) {
    this.#context = context;
    this.#act = act;
    this.#text.value = read("draft", "");
    $("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener("keydown", (event) => {
      // 229: Safari reports the Enter that ends a composition as no composition any more.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener("input", () => {
      write("draft", this.#text.value || null);
      this.#refresh();
    });
    this.#text.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files || [])];
      if (!files.length) return;
      event.preventDefault();
      this.add(files);
    });
    $("attach").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => {
      this.add([...$("file").files]);
      $("file").value = "";
    });
    this.#dropping();
    this.#refresh();
  }

  limits(maxText, maxFile) {
    this.#limits = { maxText: maxText || 4000, maxFile: maxFile || 10_000_000 };
    this.#refresh();
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  /** Put a text back that could not be sent. */
  put(text, attachments = []) {
    this.#text.value = [this.#text.value, text].filter(Boolean).join("\n");
    write("draft", this.#text.value || null);
    for (const done of attachments) this.#files.push({ name: done.name, size: done.size, done, progress: 1 });
    this.#draw();
    this.focus();
  }

  clear() {
    for (const file of this.#files) file.abort?.();
    this.#files = [];
    this.#text.value = "";
    write("draft", null);
    this.#sendWhenReady = false;
    this.say("");
    this.#draw();
  }

  /** A line above the box; stays for `seconds`, or until the next one. */
  say(text, seconds = 0) {
    clearTimeout(this.#hintTimer);
    this.#hint.textContent = text;
    this.#hint.hidden = !text;
    if (seconds) this.#hintTimer = setTimeout(() => this.say(""), seconds * 1000);
  }

  add(files) {
    const { t, language } = this.#context;
    for (const file of files) {
      if (this.#files.length >= MOST_FILES) {
        this.say(t("files_too_many", { n: MOST_FILES }), 6);
        break;
      }
      const entry = { file, name: file.name || "image.png", size: file.size, type: file.type, progress: 0 };
      if (PICTURES.has(file.type)) entry.preview = URL.createObjectURL(file);
      if (file.size > this.#limits.maxFile) entry.error = t("file_too_large", { max: size(this.#limits.maxFile, language) });
      else if (!file.size) entry.error = t("file_empty");
      entry.final = Boolean(entry.error);
      this.#files.push(entry);
      if (!entry.error) this.#upload(entry);
    }
    this.#draw();
    this.focus();
  }

  async #upload(entry) {
    const { t, language } = this.#context;
    entry.error = "";
    entry.progress = 0;
    try {
      const running = upload(await this.#act.token(), entry.file, (part) => {
        entry.progress = part;
        this.#progress(entry);
      });
      entry.abort = running.abort;
      entry.done = await running.done;
      entry.progress = 1;
      if (entry.preview) know(entry.done.id, entry.preview);
    } catch (error) {
      if (!this.#files.includes(entry)) return;
      if (error.status === 401) this.#act.expired();
      entry.final = !error.temporary && error.status !== 401;
      if (error.status === 413) entry.error = t("file_too_large", { max: size(this.#limits.maxFile, language) });
      else entry.error = entry.final ? t("file_refused") : t("file_failed");
      entry.detail = error.message;
      this.#sendWhenReady = false;
      this.say("");
    }
    this.#draw();
    if (this.#sendWhenReady && !this.#busy) this.#submit();
  }

  get #busy() {
    return this.#files.some((entry) => !entry.done && !entry.error);
  }

  #length() {
    return Array.from(this.#text.value).length;
  }

  #submit() {
    const { t } = this.#context;
    const text = this.#text.value.trim();
    const over = this.#length() > this.#limits.maxText;
    if (over || (!text && !this.#files.length)) return;
    if (this.#files.some((entry) => entry.error)) {
      this.say(t("files_fix"), 6);
      return;
    }
    if (this.#busy) {
      this.#sendWhenReady = true;
      this.say(t("will_send"));
      return;
    }
    const attachments = this.#files.map((entry) => entry.done);
    this.#files = [];
    this.clear();
    this.#act.submit({ text, attachments });
  }

  #refresh() {
    const { t } = this.#context;
    const length = this.#length();
    const over = length > this.#limits.maxText;
    this.#send.disabled = over || (!this.#text.value.trim() && !this.#files.length);
    if (over) this.say(t("too_long", { n: length, max: this.#limits.maxText }));
    else if (length > this.#limits.maxText * 0.9) this.say(t("count", { n: length, max: this.#limits.maxText }));
    else if (this.counted) this.say("");
    this.counted = length > this.#limits.maxText * 0.9;
    this.#hint.classList.toggle("bad", over);
    if (!CSS.supports("field-sizing", "content")) {
      this.#text.style.height = "auto";
      this.#text.style.height = `${this.#text.scrollHeight}px`;
    }
  }

  #progress(entry) {
    const bar = entry.node?.querySelector("progress");
    if (bar) bar.value = entry.progress;
  }

  #draw() {
    const { t, language } = this.#context;
    this.#chips.hidden = !this.#files.length;
    this.#chips.replaceChildren(
      ...this.#files.map((entry) => {
        const chip = document.createElement("li");
        chip.className = `chip${entry.error ? " bad" : ""}`;
        if (entry.preview) {
          const image = document.createElement("img");
          image.src = entry.preview;
          image.alt = "";
          chip.append(image);
        } else {
          const kind = document.createElement("span");
          kind.className = "chip-kind";
          kind.textContent = (entry.name.includes(".") ? entry.name.split(".").pop() : "file").slice(0, 4).toUpperCase();
          chip.append(kind);
        }
        const words = document.createElement("span");
        words.className = "chip-words";
        const name = document.createElement("span");
        name.className = "chip-name";
        name.textContent = entry.name;
        const more = document.createElement("span");
        more.className = "chip-more";
        more.textContent = entry.error || (entry.done ? size(entry.size, language) : t("uploading"));
        if (entry.detail) more.title = entry.detail;
        words.append(name, more);
        if (!entry.done && !entry.error) {
          const bar = document.createElement("progress");
          bar.max = 1;
          bar.value = entry.progress;
          bar.setAttribute("aria-label", t("uploading"));
          words.append(bar);
        }
        chip.append(words);
        if (entry.error && !entry.final) {
          chip.append(this.#button("retry", t("retry_file", { name: entry.name }), () => {
            this.#upload(entry);
            this.#draw();
          }));
        }
        chip.append(this.#button("remove", t("remove", { name: entry.name }), () => {
          entry.abort?.();
          this.#files = this.#files.filter((one) => one !== entry);
          this.#draw();
          this.focus();
        }));
        entry.node = chip;
        return chip;
      }),
    );
    this.#refresh();
  }

  #button(kind, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `chip-button ${kind}`;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.textContent = kind === "remove" ? "×" : "↻";
    button.addEventListener("click", act);
    return button;
  }

  #dropping() {
    const room = $("chat");
    const veil = $("drop");
    let depth = 0;
    const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
    room.addEventListener("dragenter", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth += 1;
      veil.hidden = false;
    });
    room.addEventListener("dragover", (event) => carries(event) && event.preventDefault());
    room.addEventListener("dragleave", (event) => {
      if (!carries(event)) return;
      depth -= 1;
      if (depth <= 0) veil.hidden = true;
    });
    room.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth = 0;
      veil.hidden = true;
      this.add([...event.dataTransfer.files]);
    });
    // A file dropped beside the chat must not replace the page.
    for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => carries(event) && event.preventDefault());
  }
}
