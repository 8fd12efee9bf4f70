// The chat: a turn is sent, watched, resumed and stopped; citations and cards point at each other.

// The same module as the page's, by its address there: a second copy would listen twice.
const { ask, copy, localTimes, lost, swap } = await import(document.querySelector('script[src*="/rostra.js"]').src);

const talk = document.getElementById("messages");
const composer = document.getElementById("composer");
const box = composer?.querySelector("textarea[name=said]");
const draftKey = `draft ${composer?.elements.chat.value ?? ""}`;
const words = (composer ?? document.querySelector("[data-words]"))?.dataset ?? {};
const running = new Map();

/** Parse a part of a page that the server rendered. */
function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const one of template.content.children) { localTimes(one); coded(one); }
  return template.content;
}

/** Give blocks of code a button that copies them. */
function coded(root) {
  for (const pre of root.querySelectorAll?.("pre.code") ?? []) {
    if (!composer || pre.parentElement.classList.contains("code-block")) continue;
    const block = document.createElement("div");
    const button = document.createElement("button");
    block.className = "code-block";
    button.type = "button";
    button.className = "button-quiet act copy-code";
    button.textContent = words.copyCode;
    button.addEventListener("click", () => copy(button, pre.textContent, words.copied));
    pre.replaceWith(block);
    block.append(button, pre);
  }
}

// Turns ------------------------------------------------------------------------------------------

/** Send a form that begins a turn; the page shows it without being left. */
async function begin(form, submitter) {
  const data = new FormData(form, submitter);
  const own = form === composer;
  if (own) {
    if (submitter?.name === "said") data.set("said", submitter.value);
    data.delete("images");
    for (const file of pictures) data.append("images", file, file.name);
    if (!data.get("said").trim() && !pictures.length) return;
  } else for (const [name, value] of new FormData(composer)) {
    if (["model", "mode"].includes(name)) data.set(name, value);
  }
  data.set("timezone", Intl.DateTimeFormat().resolvedOptions().timeZone ?? "");
  const kept = box.value;
  problem("");
  busy(true);
  if (own) { box.value = ""; sized(); }
  try {
    const reply = await ask("/chat", { method: "POST", body: data });
    const { turn, chat } = await reply.json();
    if (own) { sessionStorage.removeItem(draftKey); pictures.length = 0; thumbs(); }
    document.querySelector("[data-begin]")?.remove();
    if (composer.elements.chat.value !== chat) { location.assign(`/chat/${chat}`); return; }
    clearBehind(form, own);
    watch(turn);
  } catch (error) {
    busy(false);
    if (own && !box.value) { box.value = kept; sized(); }
    problem(said(error));
  }
}

/** Another answer or question takes the place of the first and of all behind it. */
function clearBehind(form, own) {
  if (own) return;
  let one = form.closest(".msg");
  while (one) { const next = one.nextElementSibling; one.remove(); one = next; }
}

/** Read what an error reply says: our replies are JSON. */
function said(error) {
  try { return JSON.parse(error.message).error.message; } catch { return words.failed; }
}

const waiting = [];
const turns = new MessageChannel();
turns.port1.onmessage = () => {
  const until = performance.now() + 12;
  while (waiting.length && performance.now() < until) waiting.shift()();
  if (waiting.length) turns.port2.postMessage(0);
};

/** Do a thing in its turn: many events that come at once are shown in slices, none freezes a page. */
function later(act) {
  if (waiting.push(act) === 1) turns.port2.postMessage(0);
}

/** Read the events of a turn from the first; the browser resumes behind the last it has. */
function watch(turn) {
  if (running.has(turn)) return;
  const source = new EventSource(`/chat/turn/${turn}/events`);
  const state = { source, box: document.getElementById(`m-${turn}`), tail: null };
  running.set(turn, state);
  busy(true);
  const on = (name, act) => source.addEventListener(name, (event) => {
    lost(false);
    if (name === "done" || name === "failed") source.close();
    later(() => act(JSON.parse(event.data), state));
  });
  on("opened", (data) => {
    if (state.box) return;
    talk.append(parsed(data.html));
    state.box = document.getElementById(`m-${turn}`);
    const question = state.box.previousElementSibling ?? state.box;
    question.scrollIntoView({ block: "start" });
  });
  on("cards", (data) => state.box?.querySelector("[data-cards]")?.replaceChildren(parsed(data.html)));
  on("call", (data) => state.box?.querySelector("[data-calls]")?.append(parsed(data.html)));
  on("painting", () => working(state, words.painting));
  on("typed", typed);
  on("said", committed);
  on("done", (data) => over(turn, state, data));
  on("failed", (data) => { problem(data.message); close(turn, state); });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) close(turn, state);
    else lost(true);
  });
}

/** Put words that come at the end of a plain text: nothing before them is touched. */
function typed(data, state) {
  const tail = state.box?.querySelector("[data-tail]");
  if (!tail) return;
  state.tail ??= tail.appendChild(document.createTextNode(""));
  state.tail.appendData(data.text);
  working(state);
}

/** Put a finished sentence or block behind the others, once; the plain tail begins anew. */
function committed(data, state) {
  const place = state.box?.querySelector("[data-said]");
  if (!place) return;
  if (state.tail) { state.tail.data = ""; }
  const part = parsed(data.html);
  if (data.kind === "own" || data.kind === "difference") { place.append(part); state.group = null; } else {
    if (data.kind !== "flow" || state.group?.dataset.kind !== "flow") {
      state.group = place.appendChild(document.createElement("p"));
      state.group.dataset.kind = data.kind;
      state.group.className = `group group-${data.kind}`;
    } else state.group.append(" ");
    state.group.append(part);
  }
  working(state);
}

function working(state, now = words.writing) {
  if (state.told === now) return;
  state.told = now;
  const line = state.box?.querySelector("[data-working]");
  if (line) line.textContent = now;
}

/** The whole answer, rendered once more as one, takes the place of its parts. */
function over(turn, state, data) {
  close(turn, state);
  if (data.html && state.box) {
    const held = state.box.contains(document.activeElement);
    const fresh = swap(state.box, data.html);
    coded(fresh);
    if (held) fresh.querySelector("a, button, summary")?.focus({ preventScroll: true });
  } else if (data.state === "gone") state.box?.remove();
  listed();
}

function close(turn, state) {
  state.source.close();
  running.delete(turn);
  busy(running.size > 0);
}

/** Show that an answer is being written: the button that sends stops it instead. */
function busy(on) {
  if (!composer) return;
  composer.querySelector("[data-stop-all]").hidden = !on;
  composer.querySelector("[data-send]").hidden = on;
  composer.dataset.busy = on ? "1" : "";
}

async function stop() {
  for (const [turn, state] of running) {
    const line = state.box?.querySelector("[data-working]");
    if (line) line.textContent = words.stopping;
    try { await ask(`/chat/turn/${turn}/stop`, { method: "POST" }); } catch { /* it ended meanwhile */ }
  }
}

function problem(text) {
  const line = composer.querySelector("[data-problem]");
  line.textContent = text;
  line.hidden = !text;
}

/** Read the list of chats again: this one moved up. */
async function listed() {
  const list = document.getElementById("chats-found");
  if (!list || document.getElementById("find-chats")?.value) return;
  try { swap(list, await (await ask(`/chat/list?here=${composer.elements.chat.value}`)).text()); } catch { /* it stays as it was */ }
}

// The composer -----------------------------------------------------------------------------------

function sized() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, innerHeight * 0.4)}px`;
}

function keys(event) {
  // While Chinese is being composed, Enter chooses characters and must not send.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Enter" && !event.shiftKey && event.target.name === "said") {
    const form = event.target.form;
    event.preventDefault();
    if (!(form === composer && composer.dataset.busy)) form.requestSubmit();
  }
}

const pictures = [];

function added(files) {
  for (const file of files) {
    if (/^image\/|^application\/pdf$/.test(file.type) && pictures.length < 4) pictures.push(file);
  }
  thumbs();
}

/** Show the pictures that go with the question, small; a data: address is all that may load. */
function thumbs() {
  const list = composer.querySelector("[data-thumbs]");
  list.replaceChildren();
  list.hidden = !pictures.length;
  for (const file of pictures) {
    const item = list.appendChild(document.createElement("li"));
    if (file.type.startsWith("image/")) {
      const image = item.appendChild(document.createElement("img"));
      image.alt = file.name;
      const reader = new FileReader();
      reader.onload = () => { image.src = reader.result; };
      reader.readAsDataURL(file);
    } else item.append(file.name);
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", words.remove.replace("{name}", file.name));
    button.addEventListener("click", () => { pictures.splice(pictures.indexOf(file), 1); thumbs(); });
  }
}

// Citations and cards ----------------------------------------------------------------------------

/** Light up a sentence and what it rests on, or a card and what rests on it. */
function lit(answer, sentences, cards) {
  for (const one of answer.querySelectorAll(".lit")) one.classList.remove("lit");
  for (const n of sentences) {
    answer.querySelector(`.said[data-n="${n}"]`)?.classList.add("lit");
    for (const quote of answer.querySelectorAll(".quote")) {
      if (quote.dataset.s.split(" ").includes(String(n))) quote.classList.add("lit");
    }
  }
  for (const n of cards) {
    const card = answer.querySelector(`.cards .post[data-number="${n}"]`);
    if (!card) continue;
    card.classList.add("lit");
    const strip = card.parentElement;
    strip.scrollTo({ left: card.offsetLeft - strip.offsetLeft - 12 });
  }
}

function cited(event) {
  const link = event.target.closest?.("[data-card], [data-sentence]");
  const answer = link?.closest(".msg-answer, .shared .msg");
  if (!answer) return;
  const number = link.dataset.card;
  if (number) {
    const sentence = link.closest(".said");
    lit(answer, sentence ? [sentence.dataset.n] : resting(answer, number), [number]);
    if (event.type === "click") { event.preventDefault(); peek(answer, link, number); }
  } else {
    lit(answer, [link.dataset.sentence], [link.closest(".post").dataset.number]);
    if (event.type === "click") {
      event.preventDefault();
      const target = answer.querySelector(`.said[data-n="${link.dataset.sentence}"]`);
      target?.scrollIntoView({ block: "nearest" });
    }
  }
}

function resting(answer, number) {
  const links = answer.querySelectorAll(`.cards .post[data-number="${number}"] [data-sentence]`);
  return [...links].map((one) => one.dataset.sentence);
}

/** Open the cited post right under the words that cite it; the same citation closes it. */
function peek(answer, link, number) {
  const open = answer.querySelector(".peek");
  const same = open?.dataset.number === number && open.opener === link;
  open?.remove();
  const card = answer.querySelector(`.cards .post[data-number="${number}"]`);
  if (same || !card) { link.removeAttribute("aria-expanded"); return; }
  const copy = card.cloneNode(true);
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  const place = document.createElement("div");
  place.className = "peek";
  place.dataset.number = number;
  place.opener = link;
  place.append(copy);
  (link.closest(".group, .own, li") ?? link).after(place);
  for (const one of answer.querySelectorAll("[aria-expanded]")) one.removeAttribute("aria-expanded");
  link.setAttribute("aria-expanded", "true");
}

// Older messages, further chats, marks -----------------------------------------------------------

async function fetched(event) {
  const link = event.target.closest?.("a[data-older], a[data-more]");
  if (!link) return;
  event.preventDefault();
  try {
    const part = parsed(await (await ask(link.getAttribute("href"))).text());
    const place = link.closest("p, li");
    const height = document.documentElement.scrollHeight;
    place.replaceWith(part);
    if ("older" in link.dataset) scrollBy(0, document.documentElement.scrollHeight - height);
  } catch { location.assign(link.href); }
}

async function marked(event) {
  const form = event.target.closest("form[data-mark]");
  if (!form) return;
  event.preventDefault();
  try {
    await ask(form.action, { method: "POST", body: new FormData(form) });
    const done = document.createElement("p");
    done.setAttribute("role", "status");
    done.textContent = words.marked;
    form.replaceWith(done);
  } catch { form.submit(); }
}

if (composer) {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-turn-form]");
    if (form) { event.preventDefault(); begin(form, event.submitter); }
    else if (event.target.closest("form[data-stop]")) { event.preventDefault(); stop(); }
  });
  document.addEventListener("keydown", keys);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && running.size) stop();
  });
  composer.querySelector("[data-stop-all]").addEventListener("click", stop);
  box.value ||= sessionStorage.getItem(draftKey) ?? "";
  box.addEventListener("input", () => { sized(); sessionStorage.setItem(draftKey, box.value); });
  composer.elements.images.addEventListener("change", (event) => { added(event.target.files); event.target.value = ""; });
  box.addEventListener("paste", (event) => { if (event.clipboardData.files.length) { event.preventDefault(); added(event.clipboardData.files); } });
  const over = (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); composer.classList.toggle("is-over", event.type === "dragover"); } };
  for (const name of ["dragover", "dragleave"]) document.addEventListener(name, over);
  document.addEventListener("drop", (event) => { over(event); if (event.dataTransfer?.files.length) added(event.dataTransfer.files); });
  sized();
  for (const one of document.querySelectorAll("[data-turn]")) watch(one.dataset.turn);
  if ("asks" in composer.dataset && box.value.trim()) { history.replaceState(null, "", "/chat"); begin(composer); }
  const last = talk.lastElementChild;
  if (!location.hash && last?.classList.contains("msg") && !("begin" in last.dataset)) {
    (last.previousElementSibling?.classList.contains("msg-user") ? last.previousElementSibling : last).scrollIntoView({ block: "start" });
  }
}
document.querySelector("[data-print]")?.addEventListener("click", () => print());
document.addEventListener("click", cited);
document.addEventListener("focusin", cited);
document.addEventListener("click", fetched);
document.addEventListener("submit", marked);
coded(document);
