/** A forum: its posts, newest first, and the box for a new one. */
import { post } from "./api.js";
import { byId, h, icon } from "./dom.js";
import { emptyStream } from "./messages.js";
import { nameTag } from "./names.js";
import { plainText } from "./richtext.js";
import { CHANNEL, isThread, store } from "./store.js";
import { relative } from "./time.js";
import { wholeText } from "./message-actions.js";

const SNOWFLAKE_EPOCH_MS = 1_420_070_400_000;
const draft = { name: "", content: "", tags: new Set() };

/** Draws the forum when one is open. */
export function startForum() {
  store.on("world me channel channels messages", draw);
}

const isForum = () => store.channel?.type === CHANNEL.forum;

function draw() {
  byId("chat").classList.toggle("is-forum", isForum());
  if (!isForum()) return;
  if (document.activeElement?.closest(".new-post")) {
    byId("stream").querySelector(".posts")?.replaceWith(postList());
    return;
  }
  emptyStream(newPost(), postList());
}

const madeAt = (id) => Number(BigInt(id) >> 22n) + SNOWFLAKE_EPOCH_MS;

function postList() {
  const posts = [...store.channels.values()]
    .filter((c) => isThread(c) && c.parent_id === store.channelId)
    .sort((a, b) => lastActive(b) - lastActive(a));
  if (!posts.length)
    return h("div", { class: "posts empty" }, h("p", {}, "No posts yet. Write the first one above."));
  return h(
    "ul",
    { class: "posts" },
    posts.map((thread) => h("li", {}, postCard(thread))),
  );
}

function lastActive(thread) {
  const last = store.visibleMessages(thread.id).at(-1);
  return last ? new Date(last.timestamp).getTime() : madeAt(thread.id);
}

function postCard(thread) {
  const messages = store.visibleMessages(thread.id);
  const first = messages[0];
  const tags = (store.channel.available_tags ?? []).filter((tag) => thread.applied_tags?.includes(tag.id));
  return h(
    "button",
    {
      type: "button",
      class: store.unread.has(thread.id) ? "post unread" : "post",
      onclick: () => store.open(thread.id),
      data: { testid: `post-${thread.name}` },
    },
    tags.length
      ? h(
          "span",
          { class: "tags" },
          tags.map((tag) => h("span", { class: "tag" }, tag.emoji_name, tag.name)),
        )
      : null,
    h("span", { class: "post-title" }, thread.name),
    h(
      "span",
      { class: "post-text" },
      nameTag(thread.owner_id ?? first?.author?.id, first?.author),
      ": ",
      first ? plainText(wholeText(first)).slice(0, 240) : "",
    ),
    h(
      "span",
      { class: "post-foot" },
      icon("bubble"),
      String(Math.max(0, messages.length - 1)),
      " · ",
      relative(new Date(lastActive(thread))),
    ),
  );
}

function newPost() {
  const error = h("p", { class: "dialog-error", role: "alert" });
  const send = h(
    "button",
    { type: "submit", class: "button primary", data: { testid: "post-submit" } },
    icon("bubble"),
    "Post",
  );
  return h(
    "form",
    { class: "new-post", novalidate: true, onsubmit: (event) => submit(event, error) },
    draftBox("input", "name", { placeholder: "New post: a title", "aria-label": "Title", maxlength: 100 }),
    draftBox("textarea", "content", { placeholder: "Enter a message…", "aria-label": "Message", rows: 3 }),
    tagRow(),
    error,
    h("div", { class: "new-post-foot" }, send),
  );
}

/** A text box whose words are kept in the draft while the reader looks elsewhere. */
function draftBox(tag, field, props) {
  const keep = (event) => {
    draft[field] = event.target.value;
  };
  const hooks = { class: `post-${field}`, data: { testid: `post-${field}` }, oninput: keep };
  return h(tag, { ...props, ...hooks, value: draft[field] });
}

function tagRow() {
  const tags = store.channel.available_tags ?? [];
  const press = (tag) => (event) => {
    const isOn = !draft.tags.delete(tag.id) && Boolean(draft.tags.add(tag.id));
    event.currentTarget.setAttribute("aria-pressed", String(isOn));
  };
  return tags.length
    ? h(
        "div",
        { class: "tags" },
        tags.map((tag) =>
          h(
            "button",
            {
              type: "button",
              class: "tag",
              "aria-pressed": String(draft.tags.has(tag.id)),
              onclick: press(tag),
            },
            tag.emoji_name,
            tag.name,
          ),
        ),
      )
    : null;
}

async function submit(event, error) {
  event.preventDefault();
  error.textContent = draft.name.trim()
    ? draft.content.trim()
      ? ""
      : "A post needs a message."
    : "A post needs a title.";
  if (error.textContent) return;
  try {
    const thread = await post(store.channelId, draft.name.trim(), draft.content.trim(), [...draft.tags]);
    Object.assign(draft, { name: "", content: "", tags: new Set() });
    byId("stream").querySelector(".new-post")?.replaceWith(newPost());
    if (thread?.id && store.channels.has(thread.id)) store.open(thread.id);
    else draw();
  } catch (reason) {
    error.textContent = reason.message;
  }
}
