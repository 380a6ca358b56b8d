/** One message: what it answers, who wrote it and when, its text, embeds, components, reactions. */
import { drawComponents } from "./components.js";
import { drawEmbed } from "./embeds.js";
import { h, icon, iconButton } from "./dom.js";
import { drawEditor, isEditing } from "./editor.js";
import { interactions } from "./interactions.js";
import { drawFile } from "./media.js";
import { openMessageMenu } from "./menu.js";
import { appBadge, avatar, channelIcon, isBot, nameTag, personName } from "./names.js";
import { drawOrigin } from "./origin.js";
import { failure, onlyForYou, waiting } from "./parts.js";
import { richText } from "./richtext.js";
import { beginEdit, beginReply } from "./drafts.js";
import { FLAG, store } from "./store.js";
import { clockTime, fullDate, headerTime } from "./time.js";

const THREAD_STARTED = 18;
/** What Discord itself says, by message type. */
const NOTICES = {
  6: "pinned a message to this channel.",
  7: "joined the server.",
  [THREAD_STARTED]: "started a thread:",
};

/** The article of a message; a grouped one shows no head. */
export function drawMessage(message, grouped) {
  if (NOTICES[message.type]) return drawNotice(message);
  const openMenu = (event) => openMessageMenu(event, message);
  return h(
    "article",
    {
      class: `message ${grouped ? "grouped" : "first"}${emphasis(message)}`,
      tabindex: -1,
      oncontextmenu: openMenu,
      onkeydown: (event) => menuKey(event, openMenu),
      data: hooks(message),
    },
    drawOrigin(message),
    grouped ? sideTime(message) : head(message),
    h(
      "div",
      { class: "message-body", data: message.only_for ? { testid: "ephemeral" } : {} },
      body(message),
      message.only_for && onlyForYou(() => store.dropMessage(message)),
    ),
    isEditing(message) ? null : toolbar(message, openMenu),
  );
}

/** How tests and the page itself find a message. */
function hooks(message) {
  return { testid: "message", messageId: message.id, author: message.author?.username ?? "" };
}

function emphasis(message) {
  return `${mentionsMe(message) ? " mentions-me" : ""}${message.only_for ? " only-for-me" : ""}`;
}

function drawNotice(message) {
  const date = new Date(message.timestamp);
  return h(
    "article",
    {
      class: "message first notice",
      tabindex: -1,
      data: hooks(message),
    },
    icon("chevron-right"),
    nameTag(message.author?.id, message.author),
    ` ${NOTICES[message.type]} `,
    h("b", {}, message.type === THREAD_STARTED ? message.content : ""),
    h("time", { datetime: message.timestamp, title: fullDate(date) }, headerTime(date)),
  );
}

function menuKey(event, openMenu) {
  if (event.target !== event.currentTarget) return;
  if (event.key === "Enter" || event.key === "ContextMenu" || (event.shiftKey && event.key === "F10"))
    openMenu(event);
}

function mentionsMe(message) {
  const named = (message.mentions ?? []).some((user) => (user.id ?? user) === store.meId);
  return named || message.mention_everyone === true;
}

function head(message) {
  const date = new Date(message.timestamp);
  return [
    avatar(message.author),
    h(
      "div",
      { class: "message-head" },
      nameTag(message.author?.id, message.author),
      isBot(message.author) && appBadge(),
      h("time", { datetime: message.timestamp, title: fullDate(date) }, headerTime(date)),
    ),
  ];
}

function sideTime(message) {
  const date = new Date(message.timestamp);
  return h(
    "time",
    { class: "side-time", datetime: message.timestamp, title: fullDate(date) },
    clockTime(date),
  );
}

function body(message) {
  if (isEditing(message)) return drawEditor(message);
  if (message.flags & FLAG.loading)
    return waiting(`${personName(message.author?.id, message.author)} is thinking…`);
  const edited =
    message.edited_timestamp &&
    h("span", { class: "edited", title: fullDate(new Date(message.edited_timestamp)) }, "(edited)");
  return [
    (message.message_snapshots ?? []).map(forwarded),
    message.content ? withEdited(richText(message.content), edited) : null,
    (message.embeds ?? []).map(drawEmbed),
    loose(message).map(drawFile),
    drawComponents(message),
    message.content ? null : edited,
    pressFailure(message),
    reactions(message),
    threadLine(message),
  ];
}

/** The files that no part of a layout shows. */
function loose(message) {
  return message.flags & FLAG.componentsV2 ? [] : (message.attachments ?? []);
}

function forwarded({ message }) {
  return h(
    "blockquote",
    { class: "forwarded" },
    h("em", {}, "Forwarded"),
    richText(message.content),
    (message.embeds ?? []).map(drawEmbed),
  );
}

function withEdited(text, edited) {
  const last = text.lastElementChild;
  if (edited) (last?.matches(".paragraph, .heading, .subtext") ? last : text).append(" ", edited);
  return text;
}

function pressFailure(message) {
  const failed = interactions.failures.get(message.id);
  return failed?.as === store.meId ? failure(failed.error) : null;
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map(({ emoji, count }) =>
      h(
        "span",
        { class: "reaction", title: `${emoji.name} · ${count}` },
        emoji.id ? `:${emoji.name}:` : emoji.name,
        h("b", {}, count),
      ),
    ),
  );
}

function threadLine(message) {
  const thread = store.channels.get(message.thread?.id ?? message.id);
  if (!thread || thread.id === store.channelId) return null;
  return h(
    "button",
    { type: "button", class: "thread-line", onclick: () => store.open(thread.id) },
    channelIcon(thread),
    h("b", {}, thread.name),
    h("span", {}, "See thread ›"),
  );
}

function toolbar(message, openMenu) {
  const own = message.author?.id === store.meId;
  const off = { tabindex: -1 };
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    !message.only_for && iconButton("reply", "Reply", () => beginReply(message), off),
    own && iconButton("edit", "Edit", () => beginEdit(message), off),
    iconButton("more", "More", openMenu, { ...off, data: { testid: "message-more" } }),
  );
}
