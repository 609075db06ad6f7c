/** "/" at the beginning of a reply finds the prepared replies that fit the case; Enter or a click puts one in. */

let asked = 0;

function listOf(field) {
  return field.form.querySelector(".script-list");
}

function close(field) {
  const list = listOf(field);
  list.hidden = true;
  list.replaceChildren();
  field.removeAttribute("aria-activedescendant");
}

function optionsOf(field) {
  return [...listOf(field).querySelectorAll("[role=option]")];
}

function choose(field, at) {
  const items = optionsOf(field);
  items.forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
  if (items[at]) {
    field.setAttribute("aria-activedescendant", items[at].id);
    items[at].scrollIntoView({ block: "nearest" });
  }
}

function chosen(field) {
  return optionsOf(field).findIndex((item) => item.getAttribute("aria-selected") === "true");
}

function insert(field, item) {
  field.value = item.dataset.text;
  close(field);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function find(field) {
  const mine = (asked += 1);
  let found;
  try {
    const address = `${field.dataset.scripts}?q=${encodeURIComponent(field.value.slice(1))}`;
    const response = await fetch(address, { cache: "no-store", redirect: "error" });
    if (!response.ok) return;
    found = (await response.json()).scripts;
  } catch {
    return;
  }
  if (mine !== asked || !field.value.startsWith("/")) return;
  const list = listOf(field);
  list.replaceChildren(
    ...found.map((script, at) => {
      const item = document.createElement("li");
      item.id = `script-${at}`;
      item.setAttribute("role", "option");
      item.dataset.text = script.text;
      const title = document.createElement("b");
      title.textContent = script.title;
      const text = document.createElement("span");
      text.textContent = script.text;
      item.append(title, text);
      return item;
    }),
  );
  if (!found.length) {
    const none = document.createElement("li");
    none.className = "none";
    none.setAttribute("role", "status");
    none.textContent = list.dataset.none;
    list.append(none);
  }
  list.hidden = false;
  choose(field, 0);
}

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-scripts]");
  if (!field) return;
  if (/^\/[^\n]{0,60}$/.test(field.value)) find(field);
  else if (!listOf(field).hidden) close(field);
});

document.addEventListener(
  "keydown",
  (event) => {
    const field = event.target.closest?.("[data-scripts]");
    if (!field || event.isComposing || listOf(field).hidden) return;
    const items = optionsOf(field);
    if (!items.length && event.key !== "Escape") return;
    const at = chosen(field);
    if (event.key === "ArrowDown") choose(field, (at + 1) % items.length);
    else if (event.key === "ArrowUp") choose(field, (at + items.length - 1) % items.length);
    else if (event.key === "Enter" || event.key === "Tab") insert(field, items[Math.max(0, at)]);
    else if (event.key === "Escape") close(field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("click", (event) => {
  const item = event.target.closest?.(".script-list [role=option]");
  if (item) insert(item.closest("form").querySelector("[data-scripts]"), item);
});
