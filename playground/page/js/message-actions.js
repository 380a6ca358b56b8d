/** What the menu of a message offers: reply, edit, thread, copy, delete, and the bot's own commands. */
import { commands, remove, startThread } from "./api.js";
import { h } from "./dom.js";
import { confirm, prompt } from "./dialogs.js";
import { beginEdit, beginReply } from "./drafts.js";
import { interactions } from "./interactions.js";
import { avatar, personName } from "./names.js";
import { notify } from "./notices.js";
import { plainText } from "./richtext.js";
import { isThread, store } from "./store.js";

const MESSAGE_COMMAND = 3;

/** The entries for this message and the person speaking. */
export function actionsFor(message) {
  const copying = [
    { label: "Copy Text", icon: "copy", run: () => copy(wholeText(message)) },
    { label: "Copy Message ID", icon: "copy", run: () => copy(message.id) },
  ];
  return message.only_for
    ? [...copying, dismissing(message)]
    : [...answering(message), ...copying, ...using(message)];
}

const isOwn = (message) => message.author?.id === store.meId;

function dismissing(message) {
  return { label: "Dismiss Message", icon: "trash", danger: true, run: () => store.dropMessage(message) };
}

function answering(message) {
  const entries = [{ label: "Reply", icon: "reply", run: () => beginReply(message) }];
  if (isOwn(message)) entries.push({ label: "Edit Message", icon: "edit", run: () => beginEdit(message) });
  if (!isThread(store.channel))
    entries.push({ label: "Create Thread", icon: "thread", run: () => askForThread(message) });
  return entries;
}

function using(message) {
  const entries = [{ label: "Apps", icon: "apps", children: () => appEntries(message) }];
  if (isOwn(message) || store.me?.moderator)
    entries.push({ label: "Delete Message", icon: "trash", danger: true, run: () => askToDelete(message) });
  return entries;
}

async function appEntries(message) {
  const list = (await commands(store.channelId)).filter((command) => command.type === MESSAGE_COMMAND);
  return list.map((command) => ({
    label: command.name,
    lead: avatar(store.bot, "tiny"),
    run: () => runOnMessage(command, message),
  }));
}

function runOnMessage(command, message) {
  const fields = { channel: store.channelId, command: command.id, message: message.id };
  interactions.start("menu", fields, { line: command.name, control: `menu:${message.id}` });
}

function askForThread(message) {
  const suggestion = plainText(message.content).slice(0, 100);
  prompt({
    title: "Create Thread",
    label: "Thread name",
    value: suggestion,
    max: 100,
    submit: "Create Thread",
    run: async (name) => {
      const thread = await startThread(message.id, name);
      if (thread?.id) {
        store.putChannel(thread);
        store.open(thread.id);
      }
    },
  });
}

/** Asks once more before a message is deleted. */
export function askToDelete(message) {
  confirm({
    title: "Delete Message",
    submit: "Delete",
    danger: true,
    body: [
      h("p", {}, "Are you sure you want to delete this message?"),
      h(
        "blockquote",
        { class: "quoted-message" },
        h("b", {}, personName(message.author?.id, message.author)),
        h("p", {}, plainText(wholeText(message)).slice(0, 200)),
      ),
    ],
    run: () => remove(message.id),
  });
}

/** Every word of a message: its text, embeds and text displays. */
export function wholeText(message) {
  const words = [message.content];
  for (const embed of message.embeds ?? []) words.push(embed.title, embed.description);
  const walk = (parts) =>
    parts?.forEach((part) => {
      if (part.type === 10) words.push(part.content);
      walk(part.components);
    });
  walk(message.components);
  return words.filter(Boolean).join("\n");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notify("Copied.");
  } catch {
    notify("The browser did not allow copying. Select the text and copy it by hand.");
  }
}
