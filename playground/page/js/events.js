/** Carries the server's events into the store. */
import { CHANNEL, isThread, store } from "./store.js";
import { interactions } from "./interactions.js";
import { openModal } from "./modal.js";

const HANDLERS = {
  world: (event) => store.enter(event),
  message_create: messageArrived,
  message_update: messageArrived,
  message_delete: (event) => store.dropMessage(event),
  thread_create: ({ channel }) => store.putChannel(channel),
  thread_update: ({ channel }) => store.putChannel(channel),
  channel_create: ({ channel }) => store.putChannel(channel),
  channel_update: ({ channel }) => channel && store.putChannel(channel),
  channel_delete: (event) => store.dropChannel(event.id ?? event.channel?.id),
  commands: () => store.tell("commands"),
  banner: ({ banner }) => store.setBanner(banner),
  bot_status: ({ online }) => store.setBotOnline(online),
  typing: ({ channel_id: channelId, user }) => store.startTyping(channelId, user?.id ?? user),
  modal: modalArrived,
  interaction_failed: (event) => interactions.failed(event.interaction_id, event.message),
  interaction_done: (event) => interactions.done(event.interaction_id),
};

/** Applies one event; a kind this page does not know is left alone. */
export function apply(event) {
  HANDLERS[event.type]?.(event);
}

function messageArrived({ message, only_for: onlyFor }) {
  const isNew = store.putMessage(onlyFor ? { ...message, only_for: onlyFor } : message);
  store.stopTyping(message.author?.id);
  const answered = message.interaction_metadata?.id;
  if (answered) interactions.done(answered);
  if (isNew && (!onlyFor || onlyFor === store.meId)) markUnread(message.channel_id);
  store.tell("messages", message.channel_id);
}

function markUnread(channelId) {
  if (channelId === store.channelId) return;
  store.unread.add(channelId);
  const channel = store.channels.get(channelId);
  const parent = isThread(channel) ? store.channels.get(channel.parent_id) : null;
  if (parent?.type === CHANNEL.forum && parent.id !== store.channelId) store.unread.add(parent.id);
  store.tell("channels");
}

function modalArrived({ to, interaction_id: interactionId, modal }) {
  const cause = interactions.done(interactionId);
  if (to === store.meId) openModal(modal, interactionId, cause?.channelId ?? store.channelId);
}
