// Pictures: how far an order is, and a picture that is pasted or dropped to be asked about.
import { ask, csrf, localTimes, lost, swap } from "./rostra.js";

/** Follow an order; the browser goes on behind the last event after a lost connection. */
function follow(order) {
  const words = order.querySelector("[data-words]");
  const bar = order.querySelector("progress");
  const source = new EventSource(`/pictures/${order.dataset.order}/events`);
  let misses = 0;
  source.addEventListener("told", (event) => {
    misses = 0;
    lost(false);
    const told = JSON.parse(event.data);
    if (told.state === "waiting") {
      words.textContent = `${order.dataset.waiting} ${order.dataset.place.replace("0", told.position)}`;
    } else if (told.state === "drawing") {
      words.textContent = told.note || order.dataset.drawing;
      if (told.of) { bar.max = told.of; bar.value = told.step; }
    }
  });
  source.addEventListener("over", () => { source.close(); finish(order); });
  source.onerror = () => {
    misses += 1;
    if (source.readyState === EventSource.CLOSED || misses > 8) { source.close(); finish(order); } else lost(true);
  };
}

async function finish(order) {
  const reply = await ask(`/pictures/${order.dataset.order}`);
  const fresh = swap(order, await reply.text());
  const still = fresh?.matches("[data-order]") ? fresh : null;
  if (still) setTimeout(() => finish(still), 3000);
}

/** Show the picture that was chosen, and refuse one that is too large before it is sent. */
function chosen(form) {
  const input = form.querySelector("#picture");
  const [file] = input.files;
  const shown = form.querySelector(".drop-shown");
  shown.hidden = !file?.type.startsWith("image/");
  input.setCustomValidity(file && file.size > Number(form.dataset.limit) ? form.dataset.large : "");
  if (!input.reportValidity() || shown.hidden) return;
  const reader = new FileReader();
  reader.onload = () => { shown.src = reader.result; };
  reader.readAsDataURL(file);
}

function brought(form, files) {
  const file = [...files].find((one) => one.type.startsWith("image/") || one.type === "application/pdf");
  if (!file) return;
  const moved = new DataTransfer();
  moved.items.add(file);
  form.querySelector("#picture").files = moved.files;
  chosen(form);
}

async function looking(event) {
  const form = event.target;
  const place = document.querySelector("#seen");
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  place.innerHTML = '<div class="skeleton"></div><div class="skeleton"></div>';
  place.setAttribute("aria-busy", "true");
  try {
    const headers = { "x-rostra-csrf": csrf, "x-rostra-part": "1" };
    const reply = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    const html = await reply.text();
    if ((reply.headers.get("content-type") || "").startsWith("text/html")) localTimes(swap(place, html));
    else place.textContent = reply.status === 413 ? form.dataset.large : reply.statusText;
  } catch (error) {
    place.textContent = error.message;
  }
  place.removeAttribute("aria-busy");
  button.disabled = false;
}

for (const order of document.querySelectorAll("[data-order]")) follow(order);
const asked = document.querySelector(".draw[data-asks]");
if (asked) { history.replaceState(null, "", "/pictures"); asked.requestSubmit(); }
const form = document.querySelector(".ask-picture");
if (form) {
  const drop = form.querySelector(".drop");
  form.addEventListener("change", () => chosen(form));
  form.addEventListener("submit", looking);
  document.addEventListener("paste", (event) => brought(form, event.clipboardData?.files ?? []));
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("drop-over", name === "dragover");
      if (name === "drop") brought(form, event.dataTransfer.files);
    });
  }
}
