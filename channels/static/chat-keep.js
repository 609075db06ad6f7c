/** What the page remembers over a reload. Where the browser forbids storage, memory serves until the page closes. */

const PREFIX = "huiyin.";
const memory = new Map();

let store = null;
try {
  store = window.localStorage;
  store.setItem(`${PREFIX}probe`, "1");
  store.removeItem(`${PREFIX}probe`);
} catch {
  store = null;
}

/** The value kept under `key`, or `fallback`. */
export function read(key, fallback = null) {
  const raw = memory.has(key) ? memory.get(key) : (store?.getItem(PREFIX + key) ?? null);
  if (raw === null) return fallback;
  try {
    return JSON.parse(raw);
  } catch {
    return fallback;
  }
}

/** Keep `value` under `key`; null forgets it. */
export function write(key, value) {
  memory.delete(key);
  try {
    if (!store) throw new Error("no storage");
    if (value === null) store.removeItem(PREFIX + key);
    else store.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Forbidden or full: an older stored value must not come back over this one.
    memory.set(key, JSON.stringify(value));
  }
}

/** Call `listener(key)` when another tab of this browser changes something. */
export function onChange(listener) {
  window.addEventListener("storage", (event) => {
    if (event.storageArea !== store) return;
    if (event.key === null) listener(null);
    else if (event.key.startsWith(PREFIX)) listener(event.key.slice(PREFIX.length));
  });
}

/** A tab that the phone has put to sleep may keep its turn for ever. */
const PATIENCE = 8_000;

/** Run `work` in one tab at a time, where the browser can tell tabs apart (secure contexts) and the others hurry. */
export async function alone(name, work) {
  if (!navigator.locks) return work();
  const tired = new AbortController();
  const timer = setTimeout(() => tired.abort(), PATIENCE);
  const turn = () => {
    clearTimeout(timer);
    return work();
  };
  try {
    return await navigator.locks.request(PREFIX + name, { signal: tired.signal }, turn);
  } catch (error) {
    if (!tired.signal.aborted) throw error;
    return work();
  }
}

/** A random UUID, also on plain http where crypto.randomUUID is absent. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
