/** The stream of messages of the open channel: grouping, day lines, keeping the reader's place. */
import { byId, fill, h, icon } from "./dom.js";
import { interactions } from "./interactions.js";
import { drawMessage } from "./message.js";
import { personName } from "./names.js";
import { drawPending } from "./pending.js";
import { dayHeading, dayOf } from "./time.js";
import { CHANNEL, FLAG, store } from "./store.js";

const GROUP_WITHIN_MS = 7 * 60_000;
const NEAR_BOTTOM_PX = 120;
const REPLY = 19;

/** Whether the reader is at the newest message, and so wants to stay there. */
let atBottom = true;

const distanceToBottom = (stream) => stream.scrollHeight - stream.scrollTop - stream.clientHeight;
const toBottom = (stream) => {
  stream.scrollTop = stream.scrollHeight;
};

/** What was drawn for each message, so that an unchanged one keeps its node and its focus. */
let drawn = new Map();

/** Draws the open channel and keeps it true. */
export function startMessages() {
  const stream = byId("stream");
  stream.addEventListener("keydown", moveBetweenMessages);
  stream.addEventListener(
    "scroll",
    () => {
      atBottom = distanceToBottom(stream) < NEAR_BOTTOM_PX;
    },
    { passive: true },
  );
  new ResizeObserver(() => atBottom && toBottom(stream)).observe(stream);
  store.on("world me channel", () => redraw({ fresh: true }));
  store.on("messages", (channelId) => channelId === store.channelId && redraw({}));
  store.on("pending redraw channels", () => redraw({ fresh: true, keepPlace: true }));
}

/** Draws anew: `fresh` all of it, at the newest message unless the reader is to `keepPlace`. */
function redraw({ fresh = false, keepPlace = false }) {
  if (!store.channel || store.channel.type === CHANNEL.forum) drawn = new Map();
  else keepingFocus(() => redrawStream(fresh && !keepPlace, fresh));
}

function redrawStream(anew, pendingChanged) {
  const stream = byId("stream");
  const stay = atBottom || anew || bringsMyNews();
  const before = stream.scrollTop;
  reconcile(stream, anew, pendingChanged);
  if (stay) toBottom(stream);
  else stream.scrollTop = before;
}

/** Whether the newest message is new and one's own, or an answer to oneself: then the reader wants to see it. */
function bringsMyNews() {
  const newest = store.visibleMessages().at(-1);
  const isNew = newest && !drawn.has(newest.id);
  return Boolean(isNew && [newest.author?.id, newest.only_for].includes(store.meId));
}

function keepingFocus(draw) {
  const focused = focusedPlace();
  draw();
  if (focused && !byId("stream").contains(document.activeElement)) restoreFocus(focused);
}

/** Which message, and which control of it, has the keyboard. */
function focusedPlace() {
  const id = document.activeElement?.closest?.("[data-message-id]")?.dataset.messageId;
  return id && { id, control: document.activeElement.dataset.customId };
}

function reconcile(stream, anew, pendingChanged) {
  const messages = store.visibleMessages();
  const kept = anew ? new Map() : drawn;
  drawn = new Map();
  const nodes = [welcome()];
  let previous = null;
  for (const message of messages) {
    if (startsDay(previous, message)) nodes.push(dayLine(message));
    const grouped = continues(previous, message);
    nodes.push(nodeFor(message, grouped, kept, pendingChanged));
    previous = message;
  }
  nodes.push(...interactions.linesIn(store.channelId).map(drawPending), h("div", { class: "stream-end" }));
  place(stream, nodes);
}

/** Reuses the node of a message that did not change; one with controls, or one's own, is drawn anew when a press or an edit begins or ends. */
function nodeFor(message, grouped, kept, pendingChanged) {
  const known = kept.get(message.id);
  const hasControls = Boolean(message.components?.length);
  const same =
    known &&
    known.message === message &&
    known.grouped === grouped &&
    !(pendingChanged && (hasControls || message.author?.id === store.meId));
  const node = same ? known.node : drawMessage(message, grouped);
  drawn.set(message.id, { message, grouped, node });
  return node;
}

/** Changes only what differs, so that focus and selection survive. */
function place(stream, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...stream.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, i) => {
    if (stream.children[i] !== node) stream.insertBefore(node, stream.children[i] ?? null);
  });
}

const at = (message) => new Date(message.timestamp);

function startsDay(previous, message) {
  return !previous || dayOf(at(previous)) !== dayOf(at(message));
}

function continues(previous, message) {
  if (!previous || startsDay(previous, message) || message.type === REPLY || message.interaction_metadata)
    return false;
  const same = previous.author?.id === message.author?.id && previous.only_for === message.only_for;
  return same && !(message.flags & FLAG.ephemeral) && at(message) - at(previous) < GROUP_WITHIN_MS;
}

function dayLine(message) {
  return h("div", { class: "day-line", role: "separator" }, h("span", {}, dayHeading(at(message))));
}

function welcome() {
  const { name, type } = store.channel;
  if (type === CHANNEL.direct) return directWelcome(name);
  const isPlain = type === CHANNEL.text || type === CHANNEL.news;
  return h(
    "div",
    { class: "welcome" },
    h("div", { class: "welcome-icon" }, icon(isPlain ? "hash" : "thread")),
    h("h2", {}, isPlain ? `Welcome to #${name}!` : name),
    h("p", {}, isPlain ? `This is the start of the #${name} channel.` : threadOrigin()),
  );
}

function directWelcome(name) {
  return h(
    "div",
    { class: "welcome" },
    h("div", { class: "welcome-icon" }, icon("bubble")),
    h("h2", {}, name),
    h("p", {}, `These are your direct messages with ${name}.`),
  );
}

function threadOrigin() {
  const parent = store.channels.get(store.channel.parent_id);
  const owner = store.channel.owner_id;
  return `${owner ? `Started by ${personName(owner)}` : "A thread"}${parent ? ` in #${parent.name}` : ""}.`;
}

/** Up and down walk through the messages; Home and End jump. */
function moveBetweenMessages(event) {
  if (event.target.closest("button, a, textarea, input, [role=listbox], .spoiler")) return;
  const all = [...byId("stream").querySelectorAll("article[data-message-id]")];
  const here = all.indexOf(event.target.closest("article"));
  const target = {
    ArrowUp: here < 0 ? all.at(-1) : all[here - 1],
    ArrowDown: all[here + 1],
    Home: all[0],
    End: all.at(-1),
  }[event.key];
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function restoreFocus({ id, control }) {
  const node = drawn.get(id)?.node;
  const same = control && node?.querySelector(`[data-custom-id="${CSS.escape(control)}"]`);
  (same || node)?.focus({ preventScroll: true });
}

/** Scrolls to a message and lights it up for a moment. */
export function jumpTo(id) {
  const node = drawn.get(id)?.node;
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  node.classList.remove("lit");
  requestAnimationFrame(() => node.classList.add("lit"));
}

/** Empties the stream for another view, such as a forum's posts. */
export function emptyStream(...children) {
  drawn = new Map();
  return fill(byId("stream"), ...children);
}
