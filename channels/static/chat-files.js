/** Files in the conversation: pictures are shown, everything else is offered as a download, never opened in place. */

import { download } from "./chat-api.js";
import { size } from "./chat-words.js";

/** Kinds that a browser draws and that can't carry a script. */
export const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

const pictures = new Map();

/** Remember a picture that this page uploaded, so that it need not be fetched back. */
export function know(key, url) {
  pictures.set(key, url);
}

export const known = (key) => pictures.get(key);

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const viewer = document.getElementById("viewer");
const viewerImage = document.getElementById("viewer-image");
let saveShown = null;

viewer.addEventListener("click", (event) => event.target === viewer && viewer.close());
document.getElementById("viewer-save").addEventListener("click", () => saveShown?.());

function look(url, name, keep) {
  viewerImage.src = url;
  viewerImage.alt = name;
  saveShown = keep;
  viewer.showModal();
  document.getElementById("viewer-close").focus();
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      entry.target.dispatchEvent(new CustomEvent("near"));
    }
  },
  { rootMargin: "300px" },
);

/** The element of one attachment. `context` gives token(), t(key, values), language and complain(text). */
export function attachment(file, context) {
  return PICTURES.has(file.content_type) ? picture(file, context) : paper(file, context);
}

function picture(file, context) {
  const { t } = context;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "picture loading";
  button.setAttribute("aria-label", t("open_image", { name: file.name }));
  const image = document.createElement("img");
  image.alt = file.name;
  image.decoding = "async";
  button.append(image);

  const show = (url) => {
    image.src = url;
    button.classList.remove("loading", "broken");
    button.removeAttribute("data-note");
  };
  const fetchIt = async () => {
    button.classList.add("loading");
    button.classList.remove("broken");
    try {
      // The server sends every file as bytes to keep; what it is was found out when it came in.
      const bytes = await download(context.token(), file.url);
      const url = URL.createObjectURL(new Blob([bytes], { type: file.content_type }));
      image.src = url;
      await image.decode();
      know(file.url, url);
      show(url);
    } catch {
      button.classList.remove("loading");
      button.classList.add("broken");
      button.dataset.note = t("image_failed");
    }
  };
  const have = known(file.url) || known(file.id);
  if (have) show(have);
  else if (file.url) {
    button.addEventListener("near", fetchIt, { once: true });
    watcher.observe(button);
  }
  button.addEventListener("click", () => {
    if (button.classList.contains("broken")) fetchIt();
    else if (image.src) look(image.src, file.name, async () => save(await (await blobOf(file, context, image.src)), file.name));
  });
  return button;
}

/** The bytes behind a picture: asked of the server where it has them (connect-src does not cover blob: addresses). */
async function blobOf(file, context, shown) {
  if (file.url) return download(context.token(), file.url);
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      canvas.getContext("2d").drawImage(image, 0, 0);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("empty"))));
    };
    image.onerror = reject;
    image.src = shown;
  });
}

function paper(file, context) {
  const { t } = context;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "paper";
  const kind = document.createElement("span");
  kind.className = "paper-kind";
  kind.textContent = (file.name.includes(".") ? file.name.split(".").pop() : "file").slice(0, 4).toUpperCase();
  kind.setAttribute("aria-hidden", "true");
  const name = document.createElement("span");
  name.className = "paper-name";
  name.textContent = file.name;
  const more = document.createElement("span");
  more.className = "paper-more";
  more.textContent = file.url ? `${size(file.size, context.language)} · ${t("download")}` : size(file.size, context.language);
  button.append(kind, name, more);
  button.disabled = !file.url;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      save(await download(context.token(), file.url), file.name);
    } catch {
      context.complain(t("file_gone"));
    } finally {
      button.disabled = false;
    }
  });
  return button;
}
