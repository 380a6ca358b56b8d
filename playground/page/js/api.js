/** The verbs the page asks of the server, always as the speaking person. */
import { store } from "./store.js";

let socket = null;

/** Names the socket that carries every request. */
export function speakThrough(openSocket) {
  socket = openSocket;
}

/** One request as the speaking person; rejects with a sentence to show. */
export function request(verb, fields = {}) {
  return socket.request(verb, { as: store.meId, ...fields });
}

export const say = (channel, content, replyTo) =>
  request("say", { channel, content, ...(replyTo && { reply_to: replyTo }) });
export const edit = (message, content) => request("edit", { message, content });
export const remove = (message) => request("delete", { message });
export const post = (forum, name, content, tags = []) => request("post", { forum, name, content, tags });
export const startThread = (message, name) => request("thread", { message, name });
export const autocomplete = (fields) => request("autocomplete", fields);

let known = { key: "", answer: null };

/** The commands this person may use in this channel, asked for once until they change. */
export function commands(channel) {
  const key = `${store.meId}:${channel}`;
  if (known.key !== key) {
    known = { key, answer: request("commands", { channel }).then((list) => list ?? []) };
    known.answer.catch(forgetCommands);
  }
  return known.answer;
}

export function forgetCommands() {
  known = { key: "", answer: null };
}
