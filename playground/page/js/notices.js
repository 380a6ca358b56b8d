/** Short notices and the strips that tell when something is offline. */
import { byId, fill, h } from "./dom.js";
import { store } from "./store.js";

const NOTICE_LASTS_MS = 5_000;

/** A sentence that goes by itself. */
export function notify(text) {
  const toast = h("div", { class: "toast", role: "status", data: { testid: "notice" } }, text);
  byId("layers").append(toast);
  setTimeout(() => toast.remove(), NOTICE_LASTS_MS);
}

/** Draws the banner and the offline strips, and keeps them true. */
export function startNotices(socket) {
  let everConnected = false;
  const draw = () =>
    fill(
      byId("notices"),
      store.banner && strip("banner", store.banner),
      !store.connected && offline(everConnected, socket),
    );
  store.on("world", () => {
    everConnected = true;
  });
  store.on("world status", draw);
  socket.addEventListener("closed", () => {
    store.setConnected(false);
  });
  draw();
}

function strip(kind, ...children) {
  return h("div", { class: `strip ${kind}`, data: { testid: `strip-${kind}` } }, children);
}

function offline(everConnected, socket) {
  const text = everConnected
    ? "Connection to the playground lost. Reconnecting…"
    : "Connecting to the playground…";
  return strip(
    "offline",
    h("span", { class: "spinner small", "aria-hidden": "true" }),
    text,
    everConnected && h("button", { type: "button", onclick: () => socket.open() }, "Try now"),
  );
}
