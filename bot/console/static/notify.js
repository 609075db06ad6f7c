/** The browser says what happened, in whichever tab of the console: one tab listens for all, and every notice is shown
 * once. Nothing is asked of the browser before somebody has chosen what to be told of. */

const address = document.body.dataset.news;
const plain = document.title;
const LAST = "huiyin.news";
const PAUSE = 5_000;
let badge = 0;

function entitle() {
  const words = document.title.replace(/^\(\d+\) /, "");
  document.title = badge ? `(${badge}) ${words || plain}` : words || plain;
}

/** Two soft tones; no file is fetched. Silent where the browser wants to be touched first. */
function chime() {
  try {
    const context = new AudioContext();
    for (const [at, pitch] of [[0, 660], [0.14, 880]]) {
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, context.currentTime + at);
      loudness.gain.exponentialRampToValueAtTime(0.12, context.currentTime + at + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + at + 0.3);
      tone.connect(loudness).connect(context.destination);
      tone.start(context.currentTime + at);
      tone.stop(context.currentTime + at + 0.32);
    }
    setTimeout(() => context.close(), 1_000);
  } catch {
    // No sound is no fault.
  }
}

function show(one) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  // The same tag never stands twice, whichever tab shows it.
  const notice = new Notification(one.title, { body: one.text, tag: `huiyin-${one.id}`, icon: "/console/static/icon.svg", lang: document.documentElement.lang });
  notice.addEventListener("click", () => {
    window.focus();
    location.assign(one.url);
    notice.close();
  });
}

function tell(said) {
  badge = said.badge ? said.alerts : 0;
  entitle();
  const count = document.getElementById("alert-count");
  if (count) count.textContent = said.alerts || "";
}

async function listen(channel) {
  for (;;) {
    try {
      const after = localStorage.getItem(LAST);
      const response = await fetch(after === null ? address : `${address}?after=${after}`, { cache: "no-store", redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      const said = await response.json();
      localStorage.setItem(LAST, String(said.last));
      for (const one of said.news) show(one);
      if (said.news.length && said.sound) chime();
      tell(said);
      channel.postMessage(said);
    } catch {
      await new Promise((rested) => setTimeout(rested, PAUSE));
    }
  }
}

if (address && navigator.locks) {
  const channel = new BroadcastChannel("huiyin.news");
  channel.addEventListener("message", (event) => tell(event.data));
  // What was told to somebody else at this browser is no news of ours.
  if (localStorage.getItem(`${LAST}.user`) !== document.body.dataset.user) {
    localStorage.removeItem(LAST);
    localStorage.setItem(`${LAST}.user`, document.body.dataset.user);
  }
  // Whoever holds the lock listens; the next tab takes over when it closes.
  navigator.locks.request("huiyin.news", () => listen(channel));
  document.addEventListener("visibilitychange", () => setTimeout(entitle, 0));
}

// ——— the page where one chooses ———

const line = document.getElementById("permission");
if (line) {
  const words = line.querySelector("span");
  const button = line.querySelector("button");
  const wanted = () => document.querySelector("[name=shown]:checked") !== null;
  const state = () => {
    const absent = !("Notification" in window);
    const may = absent ? "absent" : Notification.permission;
    line.hidden = !wanted() || may === "granted";
    words.textContent = { absent: line.dataset.absent, denied: line.dataset.denied, default: line.dataset.ask }[may] || "";
    button.hidden = may !== "default";
  };
  button.addEventListener("click", async () => {
    await Notification.requestPermission();
    state();
  });
  document.addEventListener("change", (event) => event.target.matches("[name=shown]") && state());
  state();
}
