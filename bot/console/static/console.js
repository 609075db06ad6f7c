/** What the pages do by themselves: stay fresh, keep drafts, ask before they do harm, answer the keyboard. */

import { merge } from "./merge.js";
import "./notify.js";
import "./presence.js";
import "./scripts.js";

const body = document.body;

// ——— fresh pages: the page's address is fetched again and merged, without touching what is being typed ———

const main = document.querySelector("main[data-refresh]");
const LONGEST = 60;
const RETRY = 2;
let failures = 0;
let timer = null;
let running = false;
let again = false;
let unread = 0;
let unsent = false;
/** What goes out by itself once there is a connection again: form → {form, once, submitter}. */
const waiting = new Map();
/** The form that is on its way. Another one sent meanwhile would break it off, or meet it at the server. */
let leaving = null;
let leave = null;
const title = document.title;

function sayConnection(text) {
  const line = document.getElementById("connection");
  if (!line) return;
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

/** What could not be sent is said until there is a connection again. */
function sayLost() {
  sayConnection(waiting.size ? body.dataset.waits : unsent ? body.dataset.unsent : body.dataset.lost);
}

function sayWhetherOnline() {
  if (!navigator.onLine) return sayLost();
  unsent = false;
  sayConnection("");
  for (const work of waiting.values()) deliver(work);
}

function sayLoggedOut() {
  const link = document.createElement("a");
  link.href = `/console/login?next=${encodeURIComponent(main.dataset.page)}`;
  link.textContent = body.dataset.login;
  const line = document.getElementById("connection");
  line.replaceChildren(link);
  line.hidden = false;
}

function schedule(seconds) {
  clearTimeout(timer);
  timer = setTimeout(refresh, seconds * 1000);
}

function atBottom(box) {
  return box.scrollHeight - box.scrollTop - box.clientHeight < 60;
}

function customerWords(root) {
  return root.querySelectorAll('[data-author="customer"]').length;
}

async function refresh() {
  if (running) return;
  running = true;
  const pace = Number(main.dataset.refresh);
  try {
    // What a refused form left in the address bar is no page.
    const address = new URL(main.dataset.page, location.href);
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 20_000);
    let response;
    try {
      response = await fetch(address, { headers: { "X-Refresh": "1" }, cache: "no-store", signal: stop.signal });
    } finally {
      clearTimeout(limit);
    }
    if (response.status === 401 || response.status === 403 || new URL(response.url).pathname !== address.pathname) {
      sayLoggedOut();
      return;
    }
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    if (leaving) {
      // What was sent leads to a page of its own; until then this one stays as it was.
      schedule(RETRY);
      return;
    }
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const log = document.querySelector("[data-bottom]");
    const low = log && atBottom(log);
    const before = customerWords(main);
    const replies = [...main.querySelectorAll(".reply [data-draft]")].filter((field) => field.value);
    for (const region of document.querySelectorAll("[data-live]")) {
      const now = fresh.getElementById(region.id);
      if (now) merge(region, now);
    }
    const added = customerWords(main) - before;
    if (log && low) log.scrollTop = log.scrollHeight;
    if (document.hidden && added > 0) document.title = `(${(unread += added)}) ${title}`;
    failures = 0;
    sayWhetherOnline();
    replies.filter((field) => !field.isConnected).forEach(keepInNote);
    prepare(main);
    // A page nobody looks at needs no haste.
    schedule(document.hidden ? pace * 5 : again ? 0 : pace);
    again = false;
  } catch {
    failures += 1;
    if (failures > 1 || !navigator.onLine) sayLost();
    // Once is an accident; whether it is more is known soon.
    schedule(failures > 1 && !waiting.size ? Math.min(LONGEST, pace * 2 ** (failures - 2)) : RETRY);
  } finally {
    running = false;
  }
}

/** Another has the conversation now: what was being written to the customer becomes the draft of an internal note. */
function keepInNote(reply) {
  const note = main.querySelector('[data-key="note"] [data-draft]');
  if (!note) return;
  note.value = [note.value, reply.value].filter(Boolean).join("\n");
  drafts.setItem(draftKey(note), note.value);
  drafts.removeItem(draftKey(reply));
  note.closest("details").open = true;
  const line = document.getElementById("taken");
  line.textContent = body.dataset.taken;
  line.hidden = false;
  for (const form of waiting.keys()) if (!form.isConnected) waiting.delete(form);
}

/** Whoever looks at the page sees a change at once; a page in the background holds no connection. */
async function listen() {
  for (;;) {
    if (document.hidden) {
      await new Promise((woken) => document.addEventListener("visibilitychange", woken, { once: true }));
      continue;
    }
    try {
      const response = await fetch(main.dataset.changes, { cache: "no-store", redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      if ((await response.json()).changed) {
        if (running) again = true;
        else {
          clearTimeout(timer);
          await refresh();
        }
        // A hundred changes a second are one picture; what can't be fetched is not asked for all the time.
        await new Promise((rested) => setTimeout(rested, failures ? 5_000 : 300));
      }
    } catch {
      // The timer asks now, and says so where nothing answers.
      if (!failures) schedule(0);
      await new Promise((rested) => setTimeout(rested, 5_000));
    }
  }
}

if (main) {
  if (main.dataset.changes) listen();
  schedule(Number(main.dataset.refresh));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unread = 0;
    document.title = title;
    schedule(0);
  });
  window.addEventListener("online", () => schedule(0));
  window.addEventListener("offline", sayWhetherOnline);
  // It may have gone while the page was loading.
  sayWhetherOnline();
}

// ——— the thread opens at its end ———

for (const box of document.querySelectorAll("[data-bottom]")) {
  const down = () => (box.scrollTop = box.scrollHeight);
  down();
  for (const image of box.querySelectorAll("img")) image.addEventListener("load", () => atBottom(box) && down(), { once: true });
}

for (const strip of document.querySelectorAll(".tabs, .places")) {
  const lit = strip.querySelector("[aria-current], [data-here]");
  if (lit) strip.scrollLeft = lit.offsetLeft - strip.offsetLeft - (strip.clientWidth - lit.offsetWidth) / 2;
}

// ——— drafts: what is typed outlives a reload, a log-in, a wrong turn ———

const drafts = window.sessionStorage;
const address = new URL(location.href);

/** What was sent is no draft any more. */
function wasSent(key) {
  const words = drafts.getItem(`huiyin.draft.${key}`);
  if (words === null) return;
  drafts.setItem(`huiyin.sent.${key}`, words);
  drafts.removeItem(`huiyin.draft.${key}`);
}

// On whichever page one is now.
if (address.searchParams.has("sent")) wasSent(address.searchParams.get("sent"));

function draftKey(field) {
  return `huiyin.draft.${field.dataset.draft}`;
}

/** Going back, the browser fills in what was sent from there: sent once more it would go out twice. */
function forget(field) {
  const sent = drafts.getItem(`huiyin.sent.${field.dataset.draft}`);
  if (sent && field.value === sent && drafts.getItem(draftKey(field)) === null) field.value = "";
}

function prepare(root) {
  for (const field of root.querySelectorAll("[data-draft]:not([data-ready])")) {
    field.dataset.ready = "1";
    forget(field);
    if (field.value) {
      // Typed before this script was there.
      drafts.setItem(draftKey(field), field.value);
    } else if (!field.value && drafts.getItem(draftKey(field))) {
      field.value = drafts.getItem(draftKey(field));
      const details = field.closest("details");
      if (details) details.open = true;
    }
  }
  count();
}

// ——— many cases at once ———

function count() {
  const line = document.querySelector("[data-count]");
  if (line) line.textContent = document.querySelectorAll("[name=number]:checked").length;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) {
    for (const box of document.querySelectorAll("[name=number]")) box.checked = event.target.checked;
  }
  count();
});

prepare(document);
document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-draft]");
  if (!field) return;
  if (field.value) drafts.setItem(draftKey(field), field.value);
  else drafts.removeItem(draftKey(field));
  if (waiting.has(field.form)) {
    // Who writes on has not finished.
    letBe(field.form);
    unsent = true;
    sayLost();
  }
});
if (address.searchParams.has("done") || address.searchParams.has("sent")) {
  address.searchParams.delete("done");
  address.searchParams.delete("sent");
  history.replaceState(null, "", address);
}
// What a refused form brought back is the person's, as if it had been typed here: no fresh page takes it away.
for (const field of document.querySelectorAll("[data-refused] input:not([type=file])")) {
  field.value = field.value;
  field.checked = field.checked;
}

// ——— forms: asked once, sent once ———

/** A random id, also on plain http where crypto.randomUUID is absent. */
function uuid() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const ask = document.getElementById("ask");
let asked = null;
let reached = null;

function buttons() {
  return document.querySelectorAll('form[method="post"] button');
}

function hold(form) {
  if (leaving) return;
  leaving = form;
  for (const button of buttons()) button.setAttribute("aria-disabled", "true");
  // What brings a file leaves the page where it is.
  leave = setTimeout(() => free(form), 15_000);
}

function free(form) {
  if (leaving !== form) return;
  leaving = null;
  clearTimeout(leave);
  for (const button of buttons()) if (!button.form?.dataset.sent) button.removeAttribute("aria-disabled");
}

function letBe(form) {
  waiting.delete(form);
  delete form.dataset.waiting;
}

/** Send words from where they stand, under an id that the server takes once, until it says that it has them. */
async function deliver(work) {
  const { form, once, submitter } = work;
  if (form.dataset.reaching) return;
  form.dataset.reaching = "1";
  hold(form);
  let to = null;
  try {
    const limit = form.querySelector("[type=file]")?.files.length ? 600_000 : 15_000;
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Once": once }, signal: AbortSignal.timeout(limit) });
    // A gateway speaks where the product does not.
    if (response.status >= 502 && response.status <= 504) throw new Error(String(response.status));
    if (response.ok && !response.redirected) to = (await response.json()).to;
  } catch {
    waiting.set(form, work);
    form.dataset.waiting = "1";
    free(form);
    sayLost();
    schedule(RETRY);
    return;
  } finally {
    delete form.dataset.reaching;
  }
  letBe(form);
  if (to) {
    for (const field of form.querySelectorAll("[data-draft]")) wasSent(field.dataset.draft);
    location.assign(to);
    return;
  }
  // Refused, or logged out: the page that says so comes as it always does.
  reached = asked = form;
  form.requestSubmit(submitter);
  reached = asked = null;
}

/** Send a form that somebody wrote into, if there is anybody to send it to: a browser's error page would take it away. */
async function reach(form, submitter) {
  if (form.dataset.reaching) return;
  form.dataset.reaching = "1";
  hold(form);
  try {
    await fetch("/console/static/icon.svg", { cache: "no-store", signal: AbortSignal.timeout(8_000) });
  } catch {
    unsent = true;
    free(form);
    sayLost();
    return;
  } finally {
    delete form.dataset.reaching;
  }
  reached = asked = form;
  form.requestSubmit(submitter);
  reached = asked = null;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.ask && ask && asked !== form) {
    event.preventDefault();
    document.getElementById("ask-text").textContent = form.dataset.ask;
    ask.returnValue = "";
    ask.onclose = () => {
      if (ask.returnValue !== "yes") return;
      asked = form;
      form.requestSubmit();
      asked = null;
    };
    ask.showModal();
    return;
  }
  if (form.dataset.sent || (leaving && leaving !== form)) {
    event.preventDefault();
    return;
  }
  if (form.querySelector("[data-draft]") && reached !== form) {
    event.preventDefault();
    if (!form.matches("[data-waits]")) reach(form, event.submitter);
    else deliver(waiting.get(form) || { form, once: uuid(), submitter: event.submitter });
    return;
  }
  form.dataset.sent = "1";
  clearTimeout(timer);
  hold(form);
});
window.addEventListener("pageshow", (event) => {
  for (const field of document.querySelectorAll("[data-draft]")) forget(field);
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
  free(leaving);
  if (main) schedule(0);
});

for (const form of document.querySelectorAll("form[data-auto]")) {
  form.classList.add("automatic");
  form.addEventListener("change", (event) => event.target.matches("select") && form.requestSubmit());
  form.addEventListener("formdata", (event) => {
    // Empty filters stay out of the address, except "any status": the queue opens with what is not finished.
    for (const [key, value] of [...event.formData]) if (!value && key !== "status") event.formData.delete(key);
    // A status that nobody chose is no filter: who searches finds what is finished, too.
    const status = form.elements.status;
    if (!address.searchParams.has("status") && status?.selectedOptions[0]?.defaultSelected) event.formData.delete("status");
  });
}

// ——— files that are too large together are not sent in vain ———

document.addEventListener("change", (event) => {
  const field = event.target;
  if (!field.matches("[data-together]")) return;
  const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
  field.setCustomValidity(size > Number(field.dataset.together) ? field.dataset.tooLarge : "");
  field.reportValidity();
});

// ——— small things ———

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      const words = button.textContent;
      button.textContent = body.dataset.copied;
      setTimeout(() => (button.textContent = words), 1500);
    } catch {
      // Without a secure context there is no clipboard: select it, so that Ctrl+C will do.
      const code = button.parentElement.querySelector("code") || button;
      getSelection().selectAllChildren(code);
    }
  }
  closeOthers(event.target);
});

// ——— menus: closed by whatever happens outside ———

const MENUS = "details.menu[open], details.group[open]";

function closeOthers(target) {
  for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(target)) menu.open = false;
}

document.addEventListener("focusin", (event) => closeOthers(event.target));

for (const flash of document.querySelectorAll("[data-flash]")) setTimeout(() => flash.classList.add("gone"), 6000);

// ——— the keyboard ———

function rows() {
  return [...document.querySelectorAll(".queue .q-link")];
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const field = event.target.closest?.("input, textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.("[data-submit-keys]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.key === "Escape") {
    if (field) field.blur();
    for (const menu of document.querySelectorAll(MENUS)) {
      // Closing hides what has the focus: it goes to what opened it.
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
    return;
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const target = document.querySelector(`[data-key-focus="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    target.focus();
    target.select?.();
    return;
  }
  if (event.key === "x") {
    const box = document.activeElement?.closest("tr")?.querySelector("[name=number]");
    if (box) box.click();
    return;
  }
  if (event.key === "j" || event.key === "k") {
    const links = rows();
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
    links[next].focus();
    links[next].scrollIntoView({ block: "nearest" });
  }
});
