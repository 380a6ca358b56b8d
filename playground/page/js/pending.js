/** The line of a command that was sent and has no answer yet, or got none. */
import { h } from "./dom.js";
import { interactions } from "./interactions.js";
import { appBadge, avatar, personName } from "./names.js";
import { commandLine } from "./origin.js";
import { failure, onlyForYou, waiting } from "./parts.js";
import { store } from "./store.js";
import { clockTime } from "./time.js";

/** Draws one open or failed command of the speaking person. */
export function drawPending(entry) {
  const { bot } = store;
  return h(
    "article",
    { class: "message first pending", data: { testid: entry.error ? "ephemeral" : "pending-command" } },
    commandLine(store.people.get(entry.as), entry.line, !entry.line.startsWith("/")),
    avatar({ ...bot, bot: true }),
    h(
      "div",
      { class: "message-head" },
      h("span", { class: "name" }, personName(bot.id)),
      appBadge(),
      h("time", {}, clockTime(entry.sentAt)),
    ),
    entry.error ? failure(entry.error) : waiting("Sending command…"),
    entry.error && onlyForYou(() => interactions.dismiss(entry)),
  );
}
