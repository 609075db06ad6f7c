/** The JSON API of the website chat: one function for each call, one error for all that goes wrong. */

const BASE = new URL("api/v1/web/", document.baseURI);
const TIMEOUT = 30_000;
/** What may be asked again without harm is given up sooner: on a network that is gone nobody ever answers. */
const SOON = 15_000;
/** A look is answered at the latest so long after the time that it may wait. */
const GRACE = 8_000;

let language = "zh-Hans";

/** The language that requests announce, so that the bot can follow the page's switch. */
export function speak(tag) {
  language = tag;
}

/** What is said to everybody above the talk. */
export function notices() {
  return call("notices");
}

/** A call that did not succeed. `status` is 0 where no answer came at all. */
export class ApiError extends Error {
  constructor(status, code, message, retryAfter = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** True where the same request may succeed later. */
  get temporary() {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status === 429 || this.status >= 500;
  }
}

/** Seconds of a Retry-After header, given as a number or a date. */
function seconds(header) {
  if (!header) return null;
  const number = Number(header);
  if (Number.isFinite(number)) return Math.min(Math.max(number, 0), 3600);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.min(Math.max((date - Date.now()) / 1000, 0), 3600);
}

function fault(status, body, retryAfter) {
  let error = {};
  try {
    error = JSON.parse(body).error || {};
  } catch {
    // A proxy's page, not our JSON: the status says enough.
  }
  return new ApiError(status, error.code || String(status), error.message || "", seconds(retryAfter));
}

async function call(path, { method = "GET", token = null, body, signal, timeout = TIMEOUT } = {}) {
  const headers = { Accept: "application/json", "Accept-Language": language };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  // An own timer: AbortSignal.any and .timeout are younger than the phones in use.
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  const forward = () => stop.abort();
  signal?.addEventListener("abort", forward);
  if (signal?.aborted) stop.abort();
  try {
    const response = await fetch(new URL(path, BASE), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: stop.signal,
      credentials: "omit",
      cache: "no-store",
    });
    if (!response.ok) throw fault(response.status, await response.text(), response.headers.get("Retry-After"));
    return await response.json();
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(0, "network", "");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", forward);
  }
}

export const config = () => call("config", { timeout: 10_000 });

export const open = (tag) => call("conversations", { method: "POST", body: { language: tag }, timeout: SOON });

/** The server takes an id once: a message may be sent again as often as it takes. */
export const send = (token, { id, text, choice, attachments }, signal) =>
  call("messages", {
    method: "POST",
    token,
    signal,
    timeout: SOON,
    body: {
      id,
      text,
      ...(choice ? { choice } : {}),
      ...(attachments?.length ? { attachments: attachments.map((file) => file.id) } : {}),
    },
  });

export const poll = (token, after, wait, signal) =>
  call(`messages?after=${encodeURIComponent(after)}&wait=${wait}`, { token, signal, timeout: wait * 1000 + GRACE });

/** Upload a file; `progress` hears 0…1. Returns {done: Promise, abort()}. */
export function upload(token, file, progress) {
  // fetch can't tell how far an upload is.
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.open("POST", new URL("files", BASE));
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Accept-Language", language);
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = request.ontimeout = () => reject(new ApiError(0, "network", ""));
    request.onabort = () => reject(new ApiError(0, "aborted", ""));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        try {
          resolve(JSON.parse(request.responseText));
        } catch {
          reject(new ApiError(502, "not_json", ""));
        }
      } else reject(fault(request.status, request.responseText, request.getResponseHeader("Retry-After")));
    };
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
  return { done, abort: () => request.abort() };
}

/** The bytes of a file of this conversation. `url` as the server gave it; another origin never sees the token. */
export async function download(token, url) {
  const address = new URL(url, BASE);
  if (address.origin !== BASE.origin) throw new ApiError(400, "foreign", "");
  let response;
  try {
    response = await fetch(address, { headers: { Authorization: `Bearer ${token}` }, credentials: "omit" });
  } catch {
    throw new ApiError(0, "network", "");
  }
  if (!response.ok) throw fault(response.status, await response.text(), response.headers.get("Retry-After"));
  return response.blob();
}
