/** The message box: text, replies, the slash picker, and what is in the way of sending. */
import { commands, forgetCommands, say } from "./api.js";
import { byId, fill, h, iconButton } from "./dom.js";
import { beginEdit, drafts, endReply } from "./drafts.js";
import { fit } from "./editor.js";
import { Listbox } from "./listbox.js";
import { nameTag, personName } from "./names.js";
import { notify } from "./notices.js";
import { dots } from "./parts.js";
import { callable, commandItem, matching, typedWhole } from "./picker.js";
import { SlashForm } from "./slash.js";
import { isThread, sign, store } from "./store.js";

const LONGEST = 2000;
const COUNT_FROM = 1800;

class Composer {
  slash = null;
  entries = [];
  listbox = new Listbox((item) => (this.slash ? this.slash.take(item) : this.begin(item.entry, "")));
  /** Words not yet sent, kept for each person and channel. */
  unsent = new Map();

  constructor() {
    this.box = h("textarea", {
      id: "composer",
      rows: 1,
      class: "composer-box",
      autocomplete: "off",
      data: { testid: "composer" },
    });
    this.counter = h("span", { class: "counter", "aria-hidden": "true" });
    this.line = h("div", { class: "composer-line" });
    this.reply = h("div", { class: "reply-bar", hidden: true });
    this.status = h("div", { class: "under-composer", "aria-live": "polite" });
    fill(byId("composer-area"), this.listbox.root, this.reply, this.line, this.status);
    this.box.addEventListener("input", () => this.#typed());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("blur", () => !this.slash && this.listbox.hide());
    document.addEventListener("keydown", (event) => this.#typedElsewhere(event));
    this.#listen();
  }

  /** Whoever types with no text box in hand means the message box. */
  #typedElsewhere(event) {
    const isLetter =
      event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isTaken = event.target.closest?.("input, textarea, dialog, [role=menu], [role=combobox]");
    if (isLetter && !isTaken && this.box.isConnected) this.box.focus();
  }

  #listen() {
    store.on("world me channel", () => this.#arrive());
    store.on("world me channel reply", () => this.#drawReply());
    store.on("world status typing channel", () => this.#drawStatus());
    store.on("commands", forgetCommands);
    store.on("messages", () => drafts.replyTo && !store.findMessage(drafts.replyTo.id) && endReply());
  }

  /** Another channel or another person: their own unsent words, no half-written command. */
  #arrive() {
    const place = `${store.meId}:${store.channelId}`;
    if (place === this.place) return;
    if (this.place) this.unsent.set(this.place, this.box.value);
    this.place = place;
    if (drafts.replyTo && drafts.replyTo.channel_id !== store.channelId) endReply();
    this.showText(this.unsent.get(place) ?? "");
  }

  /** Back to plain text. */
  showText(text, { focus = false } = {}) {
    this.slash = null;
    this.listbox.hide();
    this.box.value = text;
    this.box.placeholder = this.#hint();
    this.box.setAttribute("aria-label", this.box.placeholder);
    fill(
      this.line,
      h(
        "span",
        { class: "composer-lead" },
        iconButton("slash", "Use a command", () => this.#offerCommands(), {
          data: { testid: "use-command" },
        }),
      ),
      this.box,
      this.counter,
      iconButton("send", "Send", () => this.#send(), { class: "icon-button send-button" }),
    );
    fit(this.box);
    this.#count();
    if (focus) this.box.focus();
  }

  #hint() {
    const { channel } = store;
    if (!channel) return "";
    const place = `Message ${isThread(channel) ? `“${channel.name}”` : `${sign(channel)}${channel.name}`}`;
    return window.innerWidth < 480 ? place : `${place}, or type / for commands`;
  }

  #offerCommands() {
    this.showText("/", { focus: true });
    this.#typed();
  }

  #typed() {
    fit(this.box);
    this.#count();
    this.#pick();
  }

  #count() {
    const left = LONGEST - [...this.box.value].length;
    this.counter.textContent = left < LONGEST - COUNT_FROM ? String(left) : "";
    this.counter.classList.toggle("over", left < 0);
  }

  /** Shows the commands that fit while the text begins with a slash. */
  async #pick() {
    if (!this.box.value.startsWith("/") || this.box.value.includes("\n")) {
      this.listbox.hide();
      return;
    }
    try {
      this.entries = callable(await commands(store.channelId));
    } catch (error) {
      this.#showList([], error.message);
      return;
    }
    if (this.slash || !this.box.value.startsWith("/")) return;
    const typed = this.box.value.slice(1);
    const whole = typedWhole(this.entries, typed);
    if (whole) this.begin(whole.entry, whole.rest);
    else
      this.#showList(
        matching(this.entries, typed),
        this.entries.length ? "No command fits. Escape leaves." : this.#noCommands(),
      );
  }

  #noCommands() {
    const bot = personName(store.bot?.id);
    return store.botOnline
      ? `${bot} has no commands you may use here.`
      : `${bot} is not connected, so there are no commands yet.`;
  }

  #showList(entries, empty) {
    if (document.activeElement !== this.box) return;
    this.listbox.belongTo(this.box);
    this.listbox.show(entries.map(commandItem), { empty, label: "Commands" });
  }

  /** Turns the box into the form of one command. */
  begin(entry, rest) {
    this.listbox.hide();
    this.slash = new SlashForm(entry, rest, {
      listbox: this.listbox,
      onleave: (text = "") => {
        this.showText(text, { focus: true });
        if (text) this.#pick();
      },
    });
    fill(
      this.line,
      this.slash.root,
      iconButton("send", "Send command", () => this.slash?.send(), {
        class: "icon-button send-button shown",
        data: { testid: "slash-send" },
      }),
    );
    this.slash.focus();
  }

  #key(event) {
    const act = event.isComposing ? null : this.#actOn(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** What a key does here, or nothing when it only types. */
  #actOn({ key, shiftKey }) {
    const { chosen, isOpen } = this.listbox;
    const begin = chosen && (() => this.begin(chosen.entry, ""));
    const editLast = !this.box.value && (() => this.#editLast());
    const acts = {
      ArrowDown: isOpen && (() => this.listbox.move(1)),
      ArrowUp: isOpen ? () => this.listbox.move(-1) : editLast,
      Enter: !shiftKey && (begin ?? (() => this.#send())),
      Tab: !shiftKey && begin,
      Escape: () => this.#escape(),
    };
    return acts[key];
  }

  #escape() {
    if (this.listbox.isOpen) this.listbox.hide();
    else if (drafts.replyTo) endReply();
  }

  #editLast() {
    const last = store
      .visibleMessages()
      .filter((m) => m.author?.id === store.meId && !m.only_for)
      .at(-1);
    if (last) beginEdit(last);
  }

  async #send() {
    const text = this.box.value;
    if (!text.trim()) return;
    const place = this.place;
    const replyTo = drafts.replyTo;
    this.showText("", { focus: true });
    endReply();
    try {
      await say(store.channelId, withMentions(text), replyTo?.id);
    } catch (error) {
      notify(error.message);
      if (place !== this.place) this.unsent.set(place, text);
      else if (!this.box.value && !this.slash) this.showText(text, { focus: true });
    }
  }

  #drawReply() {
    const message = drafts.replyTo;
    this.reply.hidden = !message;
    if (!message) return;
    fill(
      this.reply,
      h("span", {}, "Replying to ", nameTag(message.author?.id, message.author)),
      iconButton("close", "Stop replying", () => {
        endReply();
        this.box.focus();
      }),
    );
    if (!this.slash) this.box.focus();
  }

  #drawStatus() {
    const typing = [...store.typing]
      .filter(([id, { channelId }]) => channelId === store.channelId && id !== store.meId)
      .map(([id]) => personName(id));
    const offline = store.connected && !store.botOnline;
    fill(
      this.status,
      offline &&
        h(
          "span",
          { class: "bot-offline", data: { testid: "bot-offline" } },
          h("i"),
          `${personName(store.bot?.id)} is not connected. Messages are kept; commands work when it is back.`,
        ),
      !offline && typing.length
        ? h(
            "span",
            { class: "typing" },
            dots(),
            h("b", {}, typing.join(", ")),
            typing.length > 1 ? " are typing…" : " is typing…",
          )
        : null,
    );
  }
}

/** Writes @name and #channel the way Discord sends them; code is left alone. */
function withMentions(text) {
  if (text.includes("`")) return text;
  const people = new Map([...store.people.values()].map((p) => [p.username.toLowerCase(), p.id]));
  const channels = new Map([...store.channels.values()].map((c) => [c.name, c.id]));
  return text
    .replace(/(^|\s)@([\w.]{2,32})\b/g, (all, space, name) =>
      people.has(name.toLowerCase()) ? `${space}<@${people.get(name.toLowerCase())}>` : all,
    )
    .replace(/(^|\s)#([\w-]{1,100})/g, (all, space, name) =>
      channels.has(name) ? `${space}<#${channels.get(name)}>` : all,
    );
}

/** Puts the message box in place. */
export function startComposer() {
  return new Composer();
}
