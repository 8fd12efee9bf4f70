// Pieces of a page that come later: at once, when something is opened, or again and again.
import { csrf, localTimes, lost, swap } from "./rostra.js";

/** Fetch a piece; also one that tells of a failure is shown, where it is a piece of a page. */
export async function piece(path, options = {}) {
  const headers = { "x-rostra-csrf": csrf, "x-rostra-part": "1" };
  let reply;
  try {
    reply = await fetch(path, { credentials: "same-origin", ...options, headers });
  } catch (error) {
    if (error.name !== "AbortError") lost(true);
    throw error;
  }
  lost(false);
  const shown = (reply.headers.get("content-type") || "").startsWith("text/html");
  if (!shown) throw new Error(reply.statusText);
  return { html: await reply.text(), ok: reply.ok };
}

/** Load what an element names with data-load into its place. */
export async function load(element, path = element.dataset.load) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  try {
    const { html } = await piece(path);
    const fresh = swap(element, html);
    for (const next of fresh?.querySelectorAll("[data-load]") ?? []) load(next);
  } catch {
    element.removeAttribute("aria-busy");
    const failed = document.querySelector("template#part-failed");
    if (failed) {
      element.replaceChildren(failed.content.cloneNode(true));
      element.querySelector("[data-retry]")?.setAttribute("data-retry", path);
    }
  }
}

/** A piece with data-live is fetched again each so many seconds, while someone looks. */
function live(element) {
  const every = 1000 * Number(element.dataset.every || 5);
  let misses = 0;
  const look = async () => {
    const now = document.getElementById(element.id);
    if (!now || misses > 5) return;
    const busy = now.contains(document.activeElement) && document.activeElement !== document.body;
    if (!document.hidden && !busy && !now.querySelector("details[open]")) {
      try {
        const { html, ok } = await piece(now.dataset.live);
        if (ok) swap(now, html);
        misses = 0;
      } catch { misses += 1; }
    }
    setTimeout(look, every * (1 + misses));
  };
  setTimeout(look, every);
}

function again(event) {
  const button = event.target.closest("[data-retry]");
  if (!button) return;
  const place = button.closest(".part-failed");
  place.removeAttribute("aria-busy");
  load(place, button.dataset.retry);
}

/** A link to a folded post opens the fold, and marks the post for a moment. */
function unfold(event) {
  const link = event.target.closest('a[href^="#"]');
  const goal = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const fold = goal?.closest("details");
  if (!fold) return;
  fold.open = true;
  goal.classList.add("pointed");
  setTimeout(() => goal.classList.remove("pointed"), 2500);
}

/** A form with data-into="#place" puts the reply there, also one that failed. */
async function posting(event) {
  const form = event.target.closest("form[data-into]");
  const place = form && document.querySelector(form.dataset.into);
  if (!place) return;
  event.preventDefault();
  const buttons = form.querySelectorAll("button");
  for (const one of buttons) one.disabled = true;
  place.setAttribute("aria-busy", "true");
  place.classList.add("skeleton");
  const body = new FormData(form, event.submitter);
  try {
    const { html } = await piece(event.submitter?.formAction || form.action, { method: "POST", body });
    place.innerHTML = html;
    localTimes(place);
  } catch (error) {
    place.textContent = error.message;
  }
  place.classList.remove("skeleton");
  place.removeAttribute("aria-busy");
  for (const one of buttons) one.disabled = false;
}

function missing(event) {
  if (event.target.matches?.("img.story-cover, img[data-optional]")) event.target.remove();
}

/** A choice that names itself a field's is made when one writes into the field. */
function choosing(event) {
  const topic = event.target.closest("#topic");
  const radio = topic?.form?.querySelector('input[name="about"][value="topic"]');
  if (radio) radio.checked = topic.value.trim() !== "" || radio.checked;
}

document.addEventListener("click", again);
document.addEventListener("click", unfold);
document.addEventListener("submit", posting);
document.addEventListener("input", choosing);
document.addEventListener("error", missing, true);
for (const element of document.querySelectorAll("[data-load]")) load(element);
for (const element of document.querySelectorAll("[data-live]")) live(element);
