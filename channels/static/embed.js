/** Puts the chat on any site: <script src="https://your-host/embed.js" data-lang="en" defer></script>
 *
 * Attributes: data-lang (zh-Hans, zh-Hant, en; else the page's own language), data-position (right, left),
 * data-colour (#rrggbb of the button), data-label (its name), data-open (opens at once).
 * For scripts of the site: Huiyin.open(), Huiyin.close(), Huiyin.toggle().
 */
(() => {
  const script = document.currentScript;
  if (!script || window.Huiyin) return;
  const base = new URL(".", script.src);
  const given = script.dataset;
  const MEMORY = "huiyin.embed";

  const LABELS = { "zh-hans": "投诉与反馈", "zh-hant": "投訴與意見", en: "Complaints" };
  const CLOSE = { "zh-hans": "关闭", "zh-hant": "關閉", en: "Close" };
  const wish = (given.lang || document.documentElement.lang || navigator.language || "").toLowerCase();
  const traditional = /hant|-tw|-hk|-mo/.test(wish);
  const tongue = /^(zh|yue)/.test(wish) ? (traditional ? "zh-hant" : "zh-hans") : "en";
  const label = given.label || LABELS[tongue];
  const colour = /^#[0-9a-f]{6}$/i.test(given.colour || "") ? given.colour : "#14646a";

  const CSS = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    .button { position: fixed; z-index: 2147483000; bottom: calc(20px + env(safe-area-inset-bottom)); width: 58px; height: 58px; border: 0; border-radius: 50%;
      padding: 0; cursor: pointer; background: var(--colour); box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 10px 28px rgb(0 0 0 / 20%); display: grid; place-items: center; transition: transform .15s; }
    .right { right: calc(20px + env(safe-area-inset-right)); }
    .left { left: calc(20px + env(safe-area-inset-left)); }
    .button:hover { transform: scale(1.05); }
    .button:focus-visible { outline: 3px solid var(--colour); outline-offset: 3px; }
    .button svg { width: 40px; height: 40px; fill: none; stroke: #fff; stroke-width: 2.5; stroke-linecap: round; }
    .button .shut { display: none; }
    .open .button .shut { display: block; }
    .open .button .mark { display: none; }
    .count { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; border-radius: 11px; padding: 0 6px; background: #d23b2f; color: #fff;
      font: 700 12px/22px system-ui, sans-serif; text-align: center; }
    .count:empty { display: none; }
    .panel { position: fixed; z-index: 2147483001; bottom: calc(92px + env(safe-area-inset-bottom)); width: 400px; height: min(680px, calc(100vh - 116px)); border-radius: 20px; overflow: hidden;
      background: #fff; box-shadow: 0 2px 8px rgb(0 0 0 / 12%), 0 18px 60px rgb(0 0 0 / 26%); display: none; }
    .open .panel { display: block; }
    .panel iframe { display: block; width: 100%; height: 100%; border: 0; }
    @media (prefers-color-scheme: dark) { .panel { background: #161d1c; } }
    @media (max-width: 600px), (max-height: 480px) {
      .panel { inset: 0; width: 100%; height: 100vh; height: 100dvh; border-radius: 0; }
      .open .button { display: none; }
    }
    @media (prefers-reduced-motion: reduce) { .button { transition: none; } }
    @media print { .button, .panel { display: none !important; } }
  `;

  const PICTURE = "http://www.w3.org/2000/svg";
  function drawing(className, paths) {
    const svg = document.createElementNS(PICTURE, "svg");
    svg.setAttribute("viewBox", "0 0 32 32");
    svg.setAttribute("class", className);
    svg.setAttribute("aria-hidden", "true");
    for (const d of paths) {
      const path = document.createElementNS(PICTURE, "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  }

  function start() {
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    // A constructed sheet needs no 'unsafe-inline' in the site's own policy.
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement("style");
      style.textContent = CSS;
      root.append(style);
    }
    const frameRoom = document.createElement("div");
    frameRoom.style.setProperty("--colour", colour);
    const side = given.position === "left" ? "left" : "right";

    const button = document.createElement("button");
    button.type = "button";
    button.className = `button ${side}`;
    button.setAttribute("aria-haspopup", "dialog");
    const mark = drawing("mark", ["M15.4 11.4a6.5 6.5 0 0 1 0 9.2", "M19.6 7.6a11.9 11.9 0 0 1 0 16.8", "M9.8 16h.01"]);
    mark.lastChild.setAttribute("stroke-width", "6");
    const count = document.createElement("span");
    count.className = "count";
    button.append(mark, drawing("shut", ["M10 10l12 12M22 10l-12 12"]), count);

    const panel = document.createElement("div");
    panel.className = `panel ${side}`;
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", label);
    frameRoom.append(panel, button);
    root.append(frameRoom);
    document.body.append(host);

    let frame = null;
    let open = false;
    let ready = false;
    let overflow = "";

    function remembered() {
      try {
        return localStorage.getItem(MEMORY) === "1";
      } catch {
        return false;
      }
    }

    function tell() {
      if (ready) frame.contentWindow.postMessage({ source: "huiyin", type: open ? "shown" : "hidden" }, base.origin);
    }

    /** The frame is loaded when it is first wanted, so that the site's own pages stay as light as they were. */
    function load() {
      if (frame) return;
      frame = document.createElement("iframe");
      const address = new URL("chat", base);
      address.searchParams.set("embed", "1");
      if (wish) address.searchParams.set("lang", given.lang || document.documentElement.lang || "");
      if (!address.searchParams.get("lang")) address.searchParams.delete("lang");
      frame.src = address.href;
      frame.title = label;
      frame.allow = "clipboard-write";
      panel.append(frame);
    }

    function covers() {
      return matchMedia("(max-width: 600px), (max-height: 480px)").matches;
    }

    function name() {
      const unread = count.textContent ? ` (${count.textContent})` : "";
      button.setAttribute("aria-label", open ? CLOSE[tongue] : label + unread);
      button.setAttribute("aria-expanded", String(open));
      button.title = open ? CLOSE[tongue] : label;
    }

    function show(wanted) {
      if (wanted === open) return;
      open = wanted;
      if (open) load();
      frameRoom.classList.toggle("open", open);
      const page = document.documentElement;
      if (open) {
        overflow = page.style.overflow;
        if (covers()) page.style.overflow = "hidden";
        frame.focus();
      } else {
        page.style.overflow = overflow;
        button.focus({ preventScroll: true });
      }
      name();
      tell();
    }

    window.addEventListener("message", (event) => {
      if (!frame || event.source !== frame.contentWindow || event.origin !== base.origin) return;
      const message = event.data;
      if (!message || message.source !== "huiyin") return;
      if (message.type === "ready") {
        ready = true;
        tell();
      } else if (message.type === "close") {
        show(false);
      } else if (message.type === "unread") {
        count.textContent = message.count ? String(Math.min(99, Number(message.count) || 0)) : "";
        name();
      } else if (message.type === "session") {
        try {
          localStorage.setItem(MEMORY, "1");
        } catch {
          // The site forbids storage: unread messages then show only once the chat was opened.
        }
      }
    });
    button.addEventListener("click", () => show(!open));
    document.addEventListener("keydown", (event) => event.key === "Escape" && open && show(false));
    name();
    // Somebody who talked with us before sees answers arrive without opening the chat.
    if (remembered()) (window.requestIdleCallback || setTimeout)(load);
    window.Huiyin = { open: () => show(true), close: () => show(false), toggle: () => show(!open) };
    if ("open" in given) show(true);
  }

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
