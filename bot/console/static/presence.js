/** Says that this case is open here and who types, and shows who else has it open. One small request in 15 seconds. */

const line = document.querySelector("[data-presence]");
const EVERY = 15_000;
/** While somebody types they say so at most this often, and no longer than this after the last key. */
const TYPING = 4_000;
let typedAt = 0;
let saidAt = 0;
let typing = false;

function body(values) {
  return new URLSearchParams({ csrf: line.dataset.csrf, ...values });
}

function show(others) {
  line.textContent = others
    .map((one) => (one.typing ? line.dataset.typing : line.dataset.open).replace("%", one.name))
    .join(" ");
  line.hidden = !others.length;
}

async function say() {
  if (document.hidden) return;
  saidAt = Date.now();
  typing = saidAt - typedAt < TYPING;
  try {
    const response = await fetch(line.dataset.presence, { method: "POST", body: body({ typing: typing ? "1" : "" }), redirect: "error" });
    if (response.ok) show((await response.json()).others);
  } catch {
    // The page says by itself when it has lost the server.
  }
}

if (line) {
  say();
  setInterval(() => {
    const now = Date.now();
    const stopped = typing && now - typedAt >= TYPING;
    if (stopped || now - saidAt >= EVERY) say();
  }, 1_000);
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.(".reply, [data-key=note]")) return;
    typedAt = Date.now();
    if (typedAt - saidAt >= TYPING || !typing) say();
  });
  document.addEventListener("visibilitychange", () => say());
  window.addEventListener("pagehide", () => navigator.sendBeacon(line.dataset.presence, body({ gone: "1" })));
}
