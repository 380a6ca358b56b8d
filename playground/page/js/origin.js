/** The thin line above a message: what it answers, or the command that called for it. */
import { h, icon } from "./dom.js";
import { interactions } from "./interactions.js";
import { wholeText } from "./message-actions.js";
import { jumpTo } from "./messages.js";
import { appBadge, avatar, isBot, nameTag } from "./names.js";
import { plainText } from "./richtext.js";
import { store } from "./store.js";

const REPLY = 19;
const MENU_ANSWER = 23;
const COMMAND = 2;
const SNIPPET_LENGTH = 160;

/** Whether the message shows what it answers. */
export function isReply(message) {
  return message.type === REPLY || Boolean(message.message_reference && message.referenced_message);
}

/** The line above, or null for a message that came by itself. */
export function drawOrigin(message) {
  if (isReply(message)) return replyLine(message);
  const called = message.interaction_metadata;
  return called?.type === COMMAND ? calledLine(message, called) : null;
}

function calledLine(message, called) {
  const name = message.interaction?.name ?? interactions.nameOf(called.id);
  return commandLine(called.user, name, message.type === MENU_ANSWER);
}

/** "Mira used /claim show"; without a name when nobody told this page. */
export function commandLine(user, name, fromMenu = false) {
  const shown = fromMenu || !name || name.startsWith("/") ? name : `/${name}`;
  const command = h("span", { class: "command-name" }, fromMenu && icon("apps"), shown ?? "a command");
  return h("div", { class: "reply-line" }, avatar(user, "tiny"), nameTag(user.id, user), " used ", command);
}

function replyLine(message) {
  const answered = store.findMessage(message.message_reference?.message_id) ?? message.referenced_message;
  if (!answered)
    return h("div", { class: "reply-line" }, icon("reply"), h("em", {}, "Original message was deleted"));
  const { author } = answered;
  const snippet = plainText(wholeText(answered)).slice(0, SNIPPET_LENGTH) || "Click to see the message";
  const pings = (message.mentions ?? []).some((user) => user.id === author.id);
  return h(
    "div",
    { class: "reply-line" },
    avatar(author, "tiny"),
    isBot(author) && appBadge(),
    nameTag(author.id, author, pings ? { "data-pings": "" } : {}),
    h("button", { type: "button", class: "snippet", onclick: () => jumpTo(answered.id) }, snippet),
  );
}
