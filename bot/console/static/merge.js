/** Makes a part of the page like a newer one, node by node, so that focus, typing, scrolling and open parts survive. */

/** State that belongs to the reader, not to the server. */
const OURS = new Set(["open", "data-ready", "data-sent", "data-waiting", "aria-disabled", "style"]);

function key(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id || null : null;
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && key(a) === key(b);
}

function attributes(old, now) {
  for (const { name, value } of now.attributes) {
    if (!OURS.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!OURS.has(name) && !now.hasAttribute(name)) old.removeAttribute(name);
  }
}

/** Change `old` into `now`. Both are elements of the same kind; `now` may be taken apart. */
export function merge(old, now) {
  // Made by a script in this page, not by the server.
  if (old.dataset.ours !== undefined) return;
  attributes(old, now);
  // What stands in a field is the person's.
  if (old.matches("textarea, input, select")) return;
  const keyed = new Map();
  for (const child of old.children) if (key(child)) keyed.set(key(child), child);
  let place = old.firstChild;
  for (const fresh of [...now.childNodes]) {
    const name = key(fresh);
    const found = name ? keyed.get(name) : null;
    if (found && alike(found, fresh)) {
      keyed.delete(name);
      if (found === place) place = place.nextSibling;
      else old.insertBefore(found, place);
      merge(found, fresh);
    } else if (place && !key(place) && alike(place, fresh)) {
      const next = place.nextSibling;
      if (place.nodeType === Node.ELEMENT_NODE) merge(place, fresh);
      else if (place.nodeValue !== fresh.nodeValue) place.nodeValue = fresh.nodeValue;
      place = next;
    } else {
      old.insertBefore(document.importNode(fresh, true), place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}
