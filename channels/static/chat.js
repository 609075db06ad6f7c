/** The website chat: puts session, outbox, long poll, thread and composer together. */

import * as api from "./chat-api.js";
import { Composer } from "./chat-composer.js";
import { alone, onChange, read, uuid, write } from "./chat-keep.js";
import { Notices } from "./chat-notices.js";
import { Outbox } from "./chat-outbox.js";
import { Poll } from "./chat-poll.js";
import { settle, Thread } from "./chat-thread.js";
import { FULL_NAMES, match, NAMES, speaker, SPOKEN } from "./chat-words.js";

const $ = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const embedded = asked.get("embed") === "1" && window.parent !== window;
const TYPING = 5000;
/** What the server has taken is seen after this long, or the look for it hangs. */
const SEEN = 4000;

let config = read("config", null) || { title: {}, colour: "", languages: SPOKEN, welcome: {}, max_text: 4000, max_file: 10_000_000 };
let session = read("session");
let mode = "bot";
let helper = "";
let unread = 0;
let shown = !embedded;
let typingTimer = null;

// ——— language ———

function name() {
  return config.title?.[context.language] || context.t("title");
}

function languages() {
  const offered = (config.languages || []).filter((tag) => SPOKEN.includes(tag));
  return offered.length ? offered : SPOKEN;
}

/** What the person chose here, unless the address has since asked for another; then the browser's wish. */
function preferred() {
  const offered = languages();
  const chosen = read("language");
  const wanted = asked.get("lang") || "";
  if (chosen && chosen.asked === wanted && offered.includes(chosen.tag)) return chosen.tag;
  for (const tag of [wanted, ...(navigator.languages || [navigator.language])]) {
    const found = match(tag, offered);
    if (found) return found;
  }
  return offered.includes(config.language) ? config.language : offered[0];
}

const context = {
  language: preferred(),
  t: null,
  now: () => new Date(),
  token: () => session?.token,
  complain: (text) => composer.say(text, 6),
};

function speak(tag) {
  context.language = tag;
  context.t = speaker(tag);
  api.speak(tag);
}

function label() {
  const { t, language } = context;
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  $("title").textContent = name();
  for (const [id, key] of Object.entries({ attach: "attach", send: "send", restart: "restart", close: "close", "viewer-close": "close", "viewer-save": "download" })) {
    $(id).setAttribute("aria-label", t(key));
    $(id).title = t(key);
  }
  $("text").placeholder = t("placeholder");
  $("text").setAttribute("aria-label", t("placeholder"));
  $("log").setAttribute("aria-label", t("log"));
  $("scroll").setAttribute("aria-label", t("log"));
  $("languages").setAttribute("aria-label", t("language"));
  $("languages").replaceChildren(
    ...languages().map((tag) => {
      const button = document.createElement("button");
      button.type = "button";
      button.lang = tag;
      button.textContent = NAMES[tag];
      button.title = FULL_NAMES[tag];
      button.setAttribute("aria-label", FULL_NAMES[tag]);
      button.setAttribute("aria-pressed", String(tag === language));
      button.addEventListener("click", () => {
        write("language", { tag, asked: asked.get("lang") || "" });
        speak(tag);
        label();
        thread.relabel();
        notices.show();
        $("languages").querySelector(`[lang="${tag}"]`).focus();
      });
      return button;
    }),
  );
  $("languages").hidden = languages().length < 2;
  status();
  greet();
  count(unread);
}

function greet() {
  const { language, t } = context;
  const welcome = config.welcome?.[language];
  thread.welcome({ text: welcome?.text || t("welcome"), choices: welcome?.choices || [] });
}

function status() {
  const { t } = context;
  const words = { bot: t("status_bot"), waiting: t("status_waiting"), staff: helper ? t("status_staff", { name: helper }) : t("status_staff_nameless") };
  $("status").textContent = words[mode] || words.bot;
  $("chat").dataset.mode = mode;
}

/** The operator's colour, with words on it that can be read. */
function paint() {
  const colour = /^#[0-9a-f]{6}$/i.exec(config.colour || "")?.[0];
  if (!colour) return;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  document.documentElement.style.setProperty("--brand", colour);
  document.documentElement.style.setProperty("--on-brand", 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#10191a");
}

// ——— the conversation ———

const outbox = new Outbox(deliver, (problem, sent) => {
  thread.outbox(outbox.items);
  thread.render();
  if (problem?.error.status === 429) composer.say(context.t("busy", { n: Math.ceil(problem.pause / 1000) }), problem.pause / 1000);
  else if (problem) connection(true);
  if (sent) {
    connection(false);
    typing();
    setTimeout(() => outbox.items.some((item) => item.id === sent.id) && poll.wake(), SEEN);
  }
});

const thread = new Thread($("log"), context, {
  choose(choice, byKeyboard) {
    post({ text: choice.label, choice: choice.value, attachments: [] });
    if (byKeyboard) composer.focus();
  },
  retry: (id) => outbox.retry(id),
  edit(id) {
    const item = outbox.items.find((one) => one.id === id);
    outbox.remove(id);
    if (item) composer.put(item.text, item.attachments);
  },
  discard: (id) => outbox.remove(id),
});

speak(context.language);

const composer = new Composer(context, { submit: post, token, expired });

const poll = new Poll({
  after: () => thread.last?.id ?? 0,
  news,
  trouble(error) {
    if (error?.status === 401) {
      expired();
      return;
    }
    connection(Boolean(error));
    if (!error) outbox.nudge();
  },
});

function post({ text, choice = null, attachments }) {
  const item = { id: uuid(), text, choice, attachments, at: new Date().toISOString() };
  outbox.add(item);
  bottom();
}

/** The token of the conversation; a first use opens one, in one tab only. */
async function token() {
  if (session) return session.token;
  return alone("session", async () => {
    const other = read("session");
    if (!session && other) adopt(other);
    if (!session) {
      const made = await api.open(context.language);
      // Another tab may have lost patience with this one.
      const found = read("session") || { conversation: made.conversation, token: made.token };
      write("session", found);
      if (!session) adopt(found);
    }
    return session.token;
  });
}

function adopt(found) {
  session = found;
  $("restart").hidden = false;
  tell({ type: "session" });
  poll.start(session.token);
}

async function deliver(item, signal) {
  const used = await token();
  try {
    await api.send(used, item, signal);
  } catch (error) {
    if (error.status !== 401) throw error;
    // The look may have found it out before, and begun anew.
    if (session?.token === used) expired();
    await api.send(await token(), item, signal);
  }
}

/** The server does not know our conversation any more: what it took stays with it, what it did not goes to a new one. */
function expired() {
  if (!session) return;
  poll.stop();
  session = null;
  write("session", null);
  write("seen", null);
  outbox.dropSent();
  mode = "bot";
  thread.note(context.t("expired"));
  status();
  outbox.flush();
}

function news(page) {
  connection(false);
  const mine = outbox.items;
  for (const message of page.messages) {
    if (message.client_id) settle(mine.find((item) => item.id === message.client_id), message);
  }
  const first = thread.empty && !$("log").dataset.ready;
  const fresh = thread.add(page.messages);
  outbox.confirm(new Set(page.messages.map((message) => message.client_id).filter(Boolean)));
  thread.outbox(outbox.items);
  const answers = fresh.filter((message) => message.from !== "customer");
  if (answers.length) still();
  const person = answers.filter((message) => message.from === "staff").at(-1);
  if (person?.name) helper = person.name;
  mode = page.mode || mode;
  status();
  const low = pinned;
  thread.render();
  ready();
  const seen = read("seen", 0);
  if (watching()) saw();
  else count(unread + answers.filter((message) => message.id > seen).length);
  if (first || low) bottom(first);
  else if (answers.length) $("jump-words").textContent = context.t("jump_new");
}

/** Only what comes from now on is read aloud, not the history. */
function ready() {
  if ($("log").dataset.ready) return;
  $("log").dataset.ready = "1";
  setTimeout(() => $("log").setAttribute("aria-live", "polite"), 500);
}

function typing() {
  if (mode !== "bot") return;
  clearTimeout(typingTimer);
  thread.typing(true);
  if (pinned) bottom();
  typingTimer = setTimeout(still, TYPING);
}

function still() {
  clearTimeout(typingTimer);
  thread.typing(false);
}

function connection(lost) {
  const banner = $("banner");
  const words = lost ? context.t(navigator.onLine ? "trouble" : "offline") : "";
  if (banner.textContent !== words) banner.textContent = words;
  banner.hidden = !lost;
}

window.addEventListener("offline", () => connection(true));
window.addEventListener("online", () => outbox.wake());
// From the wireless network at home to the one in the street: the old one's requests hang, and nothing says so.
let network = navigator.connection?.type;
navigator.connection?.addEventListener?.("change", () => {
  if (navigator.connection.type === network) return;
  network = navigator.connection.type;
  poll.wake();
  outbox.wake();
});

// ——— where the reader is ———

const scroller = $("scroll");
/** Who reads the end stays at the end; only scrolling up lets go of it. */
let pinned = true;
let height = 0;

function near() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
}

function bottom(instant = false) {
  pinned = true;
  const calm = instant || matchMedia("(prefers-reduced-motion: reduce)").matches;
  requestAnimationFrame(() => scroller.scrollTo({ top: scroller.scrollHeight, behavior: calm ? "instant" : "smooth" }));
}

scroller.addEventListener("scroll", () => {
  if (near()) pinned = true;
  else if (scroller.scrollTop < height) pinned = false;
  height = scroller.scrollTop;
  $("jump").hidden = pinned;
  if (pinned) $("jump-words").textContent = context.t("jump");
}, { passive: true });
$("jump").addEventListener("click", () => bottom());

// A picture that arrives, a keyboard that opens.
const follow = new ResizeObserver(() => pinned && !thread.empty && bottom(true));
follow.observe(scroller);
follow.observe($("log"));

function watching() {
  return !document.hidden && shown;
}

function saw() {
  if (thread.last) write("seen", thread.last.id);
  count(0);
}

function count(n) {
  unread = n;
  const { t } = context;
  document.title = (n ? t("unread", { n }) : "") + `${name()} · ${t("slogan")}`;
  $("favicon").href = n ? "static/chat/icon-unread.svg" : "static/chat/icon.svg";
  tell({ type: "unread", count: n });
}

document.addEventListener("visibilitychange", () => {
  if (watching()) saw();
  // A phone that slept has slept through the time to try again.
  if (!document.hidden) outbox.nudge();
});

// ——— inside another site ———

/** The surrounding page learns how many messages are unread and that the chat wants to close; nothing else. */
function tell(message) {
  if (embedded) window.parent.postMessage({ source: "huiyin", ...message }, "*");
}

if (embedded) {
  document.documentElement.classList.add("embedded");
  $("close").hidden = false;
  $("close").addEventListener("click", () => tell({ type: "close" }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]") && !event.isComposing) tell({ type: "close" });
  });
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.data?.source !== "huiyin") return;
    shown = event.data.type === "shown";
    if (watching()) saw();
    if (shown) {
      if (pinned) bottom(true);
      composer.focus();
    }
  });
}

// ——— a new conversation ———

$("restart").addEventListener("click", () => {
  $("confirm-unsent").hidden = !outbox.unsent.length;
  $("confirm").returnValue = "";
  $("confirm").showModal();
});
$("confirm").addEventListener("close", () => {
  if ($("confirm").returnValue !== "yes") return;
  poll.stop();
  outbox.clear();
  session = null;
  mode = "bot";
  helper = "";
  write("session", null);
  write("seen", null);
  still();
  composer.clear();
  thread.clear();
  $("restart").hidden = true;
  connection(false);
  status();
  count(0);
  composer.focus();
});

onChange((key) => {
  if (key === "session" || key === null) {
    const other = read("session");
    if (!session && other) adopt(other);
    else if (session && other?.token !== session.token) location.reload();
  } else if (key === "outbox") {
    thread.outbox(outbox.items);
    thread.render();
  }
});

// ——— start ———

const notices = new Notices($("notices"), () => context.language);
paint();
label();
thread.outbox(outbox.items);
thread.render();
$("page").hidden = false;
$("restart").hidden = !session;
if (session) poll.start(session.token);
else ready();
if (outbox.unsent.length) outbox.flush();
if (!embedded && matchMedia("(pointer: fine)").matches) composer.focus();
tell({ type: "ready" });

try {
  config = await api.config();
  write("config", config);
  composer.limits(config.max_text, config.max_file);
  paint();
  const tag = preferred();
  if (tag !== context.language) {
    speak(tag);
    thread.relabel();
  }
  label();
  notices.show();
} catch {
  // The words kept from last time, or our own, serve until the server answers.
  composer.limits(config.max_text, config.max_file);
}
