// A battle: both answers as they come, a calm moment to read, and a vote that is never lost.
import { ask, csrf, lost, swap } from "./rostra.js";

const RETRIES = 12;
let stream;

/** Listen to both sides from the event after which the page stands. */
function listen(battle) {
  stream?.close();
  stream = undefined;
  if (!battle.dataset.events) return;
  stream = new EventSource(`${battle.dataset.events}?after=${battle.dataset.after}`);
  stream.onopen = () => lost(false);
  stream.onerror = () => lost(true);
  stream.addEventListener("piece", (event) => piece(JSON.parse(event.data)));
  stream.addEventListener("ended", (event) => ended(JSON.parse(event.data)));
  stream.addEventListener("over", () => { stream.close(); refresh(); });
}

/** The last round's side. */
function sideOf(name) {
  return [...document.querySelectorAll(`.side[data-side="${name}"]`)].at(-1);
}

function piece({ side, text }) {
  const live = sideOf(side)?.querySelector("[data-live]");
  if (!live) return;
  let tail = live.querySelector(".tail");
  if (!tail) { tail = document.createElement("p"); tail.className = "tail"; live.append(tail); }
  for (const [n, part] of text.split(/\[(\d{1,2})\]/).entries()) {
    if (n % 2) { const mark = document.createElement("span"); mark.className = "cite"; mark.append(part); tail.append(mark); }
    else tail.append(part);
  }
}

function ended({ side, html }) {
  const answer = sideOf(side)?.querySelector(".answer");
  if (answer) swap(answer, html);
}

/** Bring the battle as the server has it, and stand where the person must look. */
async function refresh() {
  const battle = document.querySelector("#battle");
  try {
    const reply = await ask(battle.dataset.part);
    show(battle, await reply.text());
  } catch {
    setTimeout(refresh, 2000);
  }
}

function show(battle, html) {
  const fresh = swap(battle, html);
  begin(fresh);
  const focus = fresh.querySelector("[data-focus]");
  focus?.focus({ preventScroll: true });
  if (fresh.dataset.state !== "open") focus?.scrollIntoView({ block: "center" });
}

/** Until both can have been read, the vote waits and says so. */
function wait(form) {
  const until = performance.now() + Number(form.dataset.wait) * 1000;
  const line = form.querySelector(".vote-wait");
  const buttons = form.querySelectorAll("[data-key]");
  const step = () => {
    const left = Math.ceil((until - performance.now()) / 1000);
    const waits = left > 0;
    line.hidden = !waits;
    if (waits) line.textContent = line.dataset.waits.replace("{n}", left);
    for (const button of buttons) button.disabled = waits;
    if (waits && form.isConnected) setTimeout(step, 250);
  };
  step();
}

/** Send a form and show what comes back; while the connection is gone, try again. */
async function send(form, submitter) {
  const battle = form.closest("#battle");
  const body = new FormData(form, submitter);
  if (battle.getAttribute("aria-busy")) return;
  battle.setAttribute("aria-busy", "true");
  const headers = { "x-rostra-csrf": csrf, "x-rostra-part": "1" };
  for (let tries = 0; tries < RETRIES; tries += 1) {
    try {
      const reply = await fetch(form.action, { method: "POST", body, headers });
      lost(false);
      const type = reply.headers.get("content-type") ?? "";
      if (!type.startsWith("text/html")) break;
      show(battle, await reply.text());
      return;
    } catch {
      lost(true);
      await new Promise((done) => { setTimeout(done, Math.min(500 * 2 ** tries, 8000)); });
    }
  }
  battle.removeAttribute("aria-busy");
  location.reload();
}

function submitted(event) {
  const form = event.target.closest("form[data-vote], form[data-further]");
  if (!form) return;
  event.preventDefault();
  event.stopPropagation();
  send(form, event.submitter);
}

/** 1 to 4, or an arrow, votes. */
function pressed(event) {
  const typing = event.target.closest("input, textarea, select, .sides, summary");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const form = document.querySelector("form[data-vote]");
  const name = CSS.escape(event.key);
  const button = form?.querySelector(`[data-key="${name}"], [data-arrow="${name}"]`);
  if (button && !button.disabled) { event.preventDefault(); form.requestSubmit(button); }
}

/** A citation opens the posts of its side and goes to its own. */
function cited(event) {
  const link = event.target.closest("a.cite");
  const card = link && document.querySelector(link.hash);
  if (!card) return;
  event.preventDefault();
  card.closest("details").open = true;
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  card.focus({ preventScroll: true });
}

/** Which side a phone shows is told by its tabs. */
function tabs(round) {
  const sides = round.querySelector(".sides");
  if (!sides) return; // a void battle has none
  const links = [...round.querySelectorAll(".side-tabs a")];
  const mark = () => {
    const at = Math.round(sides.scrollLeft / Math.max(sides.clientWidth, 1));
    for (const [n, link] of links.entries()) {
      if (n === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  links.forEach((link, n) => link.addEventListener("click", (event) => {
    event.preventDefault();
    sides.scrollTo({ left: n * sides.clientWidth });
  }));
  sides.addEventListener("scroll", mark, { passive: true });
  mark();
}

function begin(battle) {
  listen(battle);
  battle.querySelectorAll(".round").forEach(tabs);
  const form = battle.querySelector("form[data-vote]");
  if (form) wait(form);
}

document.addEventListener("submit", submitted, true);
document.addEventListener("keydown", pressed);
document.addEventListener("click", cited);
const battle = document.querySelector("#battle");
if (battle) begin(battle);
