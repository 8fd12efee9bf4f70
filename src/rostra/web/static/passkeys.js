// Passkeys: the browser makes and uses them; the server checks what they sign.
import { csrf } from "./rostra.js";

const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;

async function tell(path, body) {
  const headers = { "x-rostra-csrf": csrf, "content-type": "application/json" };
  const reply = await fetch(path, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
  const told = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(typeof told.error === "string" ? told.error : reply.statusText);
  return told;
}

function offer(part, act) {
  const button = part.querySelector("button");
  const wrong = part.querySelector("[role=alert]");
  part.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    wrong.hidden = true;
    try {
      location.assign((await act(part)).to);
    } catch (error) {
      button.disabled = false;
      // Whoever closed the browser's own window knows it.
      if (error.name === "NotAllowedError" || error.name === "AbortError") return;
      wrong.textContent = (error.name === "InvalidStateError" && part.dataset.known) || error.message;
      wrong.hidden = false;
    }
  });
}

async function signIn(part) {
  const { step, options } = await tell("/sign-in/passkey/begin");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  return tell("/sign-in/passkey", { step, reply: credential.toJSON(), next: part.dataset.next });
}

async function add(part) {
  const { step, options } = await tell("/account/passkey/begin");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  const name = part.querySelector("input")?.value ?? "";
  return tell("/account/passkey", { step, reply: credential.toJSON(), name });
}

if (able) {
  for (const part of document.querySelectorAll("[data-passkey-in]")) offer(part, signIn);
  for (const part of document.querySelectorAll("[data-passkey-add]")) offer(part, add);
}
