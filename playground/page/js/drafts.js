/** What the speaking person is in the middle of: the reply begun and the message being edited. */
import { store } from "./store.js";

export const drafts = { replyTo: null, editing: null };

export function beginReply(message) {
  drafts.replyTo = message;
  store.tell("reply");
}

export function endReply() {
  if (!drafts.replyTo) return;
  drafts.replyTo = null;
  store.tell("reply");
}

export function beginEdit(message) {
  drafts.editing = message.id;
  store.tell("redraw");
}

export function endEdit() {
  drafts.editing = null;
  store.tell("redraw");
}
