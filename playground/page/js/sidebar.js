/** The servers' rail and the list of channels, threads and forums. */
import { byId, fill, h, icon } from "./dom.js";
import { channelIcon } from "./names.js";
import { closeSidebar } from "./narrow.js";
import { CHANNEL, isThread, store } from "./store.js";

const SECTIONS = [
  ["Text Channels", (c) => c.type === CHANNEL.text || c.type === CHANNEL.news],
  ["Forums", (c) => c.type === CHANNEL.forum],
  ["Direct Messages", (c) => c.type === CHANNEL.direct],
];

/** Draws rail and channel list and keeps them true. */
export function startSidebar() {
  store.on("world", drawRail);
  store.on("world me channel channels messages", drawChannels);
}

const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0])
    .join("")
    .slice(0, 3);

function drawRail() {
  fill(
    byId("titlebar"),
    h("span", { class: "guild-mini", "aria-hidden": "true" }, initials(store.guild.name)),
    h("span", {}, store.guild.name),
  );
  fill(
    byId("rail"),
    h("span", { class: "guild home", "aria-hidden": "true" }, icon("bubble")),
    h("hr"),
    h(
      "div",
      { class: "guild-slot" },
      h("span", { class: "pill" }),
      h(
        "span",
        { class: "guild current", role: "img", "aria-label": store.guild.name, title: store.guild.name },
        initials(store.guild.name),
      ),
    ),
  );
}

function drawChannels() {
  const visible = [...store.channels.values()].filter((c) => !isThread(c) && store.canSee(c));
  const hadFocus = document.activeElement?.dataset?.channelId;
  fill(
    byId("sidebar"),
    h("h1", { class: "guild-name" }, store.guild.name),
    h(
      "div",
      { class: "channel-list" },
      SECTIONS.map(([title, belongs]) => section(title, visible.filter(belongs))),
    ),
  );
  if (hadFocus) byId("sidebar").querySelector(`[data-channel-id="${hadFocus}"]`)?.focus();
}

function section(title, channels) {
  if (!channels.length) return null;
  channels.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  return h(
    "section",
    { class: "channel-section" },
    h("h2", {}, title, icon("chevron-down")),
    h("ul", {}, channels.map(channelItem)),
  );
}

function channelItem(channel) {
  const threads = threadsOf(channel);
  return h(
    "li",
    {},
    channelButton(channel),
    threads.length
      ? h(
          "ul",
          { class: "threads" },
          threads.map((thread) => h("li", {}, channelButton(thread))),
        )
      : null,
  );
}

/** Threads of a text channel, but of a forum only what is open or new: the rest is in its list of posts. */
function threadsOf(channel) {
  const all = [...store.channels.values()].filter(
    (c) => isThread(c) && c.parent_id === channel.id && !c.thread_metadata?.archived,
  );
  return channel.type === CHANNEL.forum
    ? all.filter((c) => c.id === store.channelId || store.unread.has(c.id))
    : all;
}

function channelButton(channel) {
  const isOpen = channel.id === store.channelId;
  const isUnread = !isOpen && store.unread.has(channel.id);
  const kind = isThread(channel) ? "thread" : "channel";
  return h(
    "button",
    {
      type: "button",
      class: `channel ${kind}${isOpen ? " open" : ""}${isUnread ? " unread" : ""}`,
      "aria-current": isOpen ? "page" : null,
      onclick: () => {
        store.open(channel.id);
        closeSidebar();
      },
      data: { testid: `channel-${channel.name}`, channelId: channel.id },
    },
    isThread(channel) ? null : channelIcon(channel),
    h("span", {}, channel.name),
    isUnread && h("span", { class: "sr-only" }, " (unread)"),
  );
}
