/** Words beside the pointer on charts, and the progress of long exports. */

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

function mark(target) {
  return target.closest?.(".drawing g, .drawing a")?.querySelector(":scope > title, :scope > a > title");
}

document.addEventListener("pointermove", (event) => {
  const inside = event.target.closest?.(".drawing .tooltip-trigger");
  const words = inside && mark(inside.parentElement);
  if (!words) {
    tip.hidden = true;
    return;
  }
  // The browser's own tooltip would say it a second time.
  if (words.textContent) {
    words.dataset.words = words.textContent;
    words.textContent = "";
  }
  tip.textContent = words.dataset.words;
  tip.hidden = false;
  const room = tip.getBoundingClientRect();
  tip.style.left = `${Math.min(innerWidth - room.width - 8, Math.max(8, event.clientX + 12))}px`;
  tip.style.top = `${Math.max(8, event.clientY - room.height - 10)}px`;
});
document.addEventListener("scroll", () => (tip.hidden = true), { capture: true, passive: true });

// ——— exports: the file is fetched here, so that its progress can be told ———

const line = document.getElementById("export");

function say(words) {
  line.textContent = words;
  line.hidden = !words;
}

async function fetched(link) {
  const response = await fetch(link.href, { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  const all = Number(response.headers.get("X-Cases") || 0);
  const parts = [];
  const reader = response.body.getReader();
  const csv = response.headers.get("Content-Type").startsWith("text/csv");
  let rows = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    if (csv) for (const byte of value) rows += byte === 10;
    const part = csv ? Math.min(rows, all) : 0;
    say(line.dataset.running.replace("{done}", part.toLocaleString()).replace("{all}", all.toLocaleString()));
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition"))?.[1] || "export";
  const address = URL.createObjectURL(new Blob(parts, { type: response.headers.get("Content-Type") }));
  const save = document.createElement("a");
  save.href = address;
  save.download = name;
  save.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(line.dataset.done);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-export]");
  if (!link || !line) return;
  event.preventDefault();
  say(line.dataset.running.replace("{done}", "0").replace("{all}", "…"));
  fetched(link).catch(() => say(line.dataset.failed));
});

// ——— what a figure means: one at a time, gone with a click elsewhere or Escape ———

document.addEventListener("click", (event) => {
  for (const help of document.querySelectorAll(".figure-help[open]")) if (!help.contains(event.target)) help.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const help of document.querySelectorAll(".figure-help[open]")) {
    help.open = false;
    help.querySelector("summary").focus();
  }
});
