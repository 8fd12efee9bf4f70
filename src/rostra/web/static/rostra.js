// What every page does: menus that close, parts that are swapped, copying, a lost connection.

/** The token that every changing request carries. */
export const csrf = document.documentElement.dataset.csrf;

/** Ask our own server; a reply that is no success is thrown with what it says. */
export async function ask(path, { method = "GET", body, signal } = {}) {
  const headers = { "x-rostra-csrf": csrf, "x-rostra-part": "1" };
  let reply;
  try {
    reply = await fetch(path, { method, body, signal, headers, credentials: "same-origin" });
  } catch (error) {
    if (error.name !== "AbortError") lost(true);
    throw error;
  }
  lost(false);
  if (!reply.ok) throw new Error((await reply.text()).slice(0, 500) || reply.statusText);
  return reply;
}

/** Show or hide the line that says the connection is gone. */
export function lost(gone) {
  const line = document.querySelector(".offline");
  if (line) line.hidden = !gone;
}

/** Put a part of a page, rendered by the server, in the place of an element. */
export function swap(element, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = [...template.content.children];
  element.replaceWith(template.content);
  for (const one of fresh) localTimes(one);
  return fresh[0];
}

/** Write times in the reader's own zone. */
export function localTimes(root) {
  const lang = document.documentElement.lang;
  const today = new Date().toDateString();
  for (const time of root.querySelectorAll?.("time[datetime]") ?? []) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.valueOf())) continue;
    const clock = { hour: "2-digit", minute: "2-digit" };
    const day = { month: "short", day: "numeric", ...clock };
    const year = at.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    const shape = at.toDateString() === today ? clock : { ...day, ...year };
    time.textContent = new Intl.DateTimeFormat(lang, shape).format(at);
    time.title = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "long" }).format(at);
  }
}

/** A form or link with data-swap="#place" puts the reply there, without leaving the page. */
async function swapping(event) {
  const form = event.target.closest("form[data-swap]");
  const place = form && document.querySelector(form.dataset.swap);
  if (!place) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const get = form.method === "get";
  const path = get ? `${form.action}?${new URLSearchParams(data)}` : form.action;
  place.setAttribute("aria-busy", "true");
  try {
    const reply = await ask(path, get ? {} : { method: "POST", body: data });
    swap(place, await reply.text());
  } catch {
    place.removeAttribute("aria-busy");
    form.submit();
  }
}

/** An element with data-part="/path" is replaced by what the path answers; a failure says so. */
export async function loadPart(place) {
  place.setAttribute("aria-busy", "true");
  try {
    swap(place, await (await ask(place.dataset.part)).text());
  } catch {
    place.removeAttribute("aria-busy");
    const failed = place.querySelector("template[data-failed]");
    if (failed) place.replaceChildren(failed.content.cloneNode(true), failed);
  }
}

function again(event) {
  const place = event.target.closest("[data-again]")?.closest("[data-part]");
  if (place) loadPart(place);
}

/** A question box grows with what is typed, and Enter sends it. */
function grow(event) {
  const box = event.target;
  if (!box.matches?.("textarea[data-grows]")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

function send(event) {
  const box = event.target;
  const plain = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!plain || !box.matches?.("textarea[data-sends]")) return;
  event.preventDefault();
  box.form.requestSubmit();
}

/** Copy a text, and say so for a moment; over plain HTTP a browser gives no clipboard. */
export async function copy(label, text, done) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else {
    const held = document.body.appendChild(document.createElement("textarea"));
    held.value = text;
    held.select();
    document.execCommand("copy");
    held.remove();
  }
  const said = label.textContent;
  label.textContent = done;
  setTimeout(() => { label.textContent = said; }, 1600);
}

function copying(event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = [...button.childNodes].findLast((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
  copy(words ?? button, button.dataset.copy, button.dataset.copied);
}

function closing(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const escaped = event.type === "keydown" && event.key === "Escape";
    if (escaped) menu.querySelector("summary").focus();
    if (escaped || (event.type === "click" && !menu.contains(event.target))) menu.open = false;
  }
}

function shortcut(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("[data-question]");
  if (box) { event.preventDefault(); box.focus(); }
}

document.addEventListener("submit", swapping);
document.addEventListener("click", copying);
document.addEventListener("click", closing);
document.addEventListener("keydown", closing);
document.addEventListener("keydown", shortcut);
document.addEventListener("keydown", send);
document.addEventListener("input", grow);
document.addEventListener("click", again);
window.addEventListener("offline", () => lost(true));
window.addEventListener("online", () => lost(false));
localTimes(document);
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
for (const place of document.querySelectorAll("[data-part]")) loadPart(place);
