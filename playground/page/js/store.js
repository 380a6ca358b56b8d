/** What the page knows of the world; every change is told by topic. */

const REMEMBERED = "caveat-playground-speaking-as";
const TYPING_LASTS_MS = 10_000;
const VIEW_CHANNEL = 1n << 10n;
export const CHANNEL = {
  text: 0,
  direct: 1,
  category: 4,
  news: 5,
  newsThread: 10,
  thread: 11,
  privateThread: 12,
  forum: 15,
};
export const FLAG = { ephemeral: 64, loading: 128, componentsV2: 1 << 15 };

export const isThread = (channel) =>
  [CHANNEL.newsThread, CHANNEL.thread, CHANNEL.privateThread].includes(channel?.type);

/** What stands before a channel's name. */
export const sign = (channel) => (channel.type === CHANNEL.direct ? "@" : "#");

class Store extends EventTarget {
  guild = null;
  bot = null;
  banner = null;
  /** The largest file the playground takes, in bytes. */
  mostFileBytes = 0;
  people = new Map();
  channels = new Map();
  messages = new Map();
  typing = new Map();
  unread = new Set();
  meId = null;
  channelId = null;
  connected = false;
  botOnline = false;

  /** Calls `listener` on every change of one of the topics (separated by spaces). */
  on(topics, listener) {
    for (const topic of topics.split(" ")) this.addEventListener(topic, (event) => listener(event.detail));
  }

  /** Tells that something changed. */
  tell(topic, detail) {
    this.dispatchEvent(new CustomEvent(topic, { detail }));
  }

  get me() {
    return this.people.get(this.meId) ?? null;
  }
  get channel() {
    return this.channels.get(this.channelId) ?? null;
  }

  /** Takes the world as the server tells it on connecting; ephemeral messages outlive a reconnect. */
  enter(world) {
    const kept = [...this.messages.values()].flat().filter((m) => m.only_for);
    this.guild = world.guild;
    this.bot = world.bot;
    this.banner = world.banner || null;
    this.mostFileBytes = world.most_file_bytes;
    this.botOnline = Boolean(world.bot_online);
    this.connected = true;
    this.people = new Map(world.people.map((person) => [person.id, person]));
    this.channels = new Map(world.channels.map((channel) => [channel.id, channel]));
    this.messages = new Map(Object.entries(world.messages ?? {}).map(([id, list]) => [id, [...list]]));
    kept.forEach((message) => this.putMessage(message));
    if (!this.me) this.meId = this.#rememberedPerson();
    if (!this.channel || !this.canSee(this.channel)) this.channelId = this.#firstChannel();
    this.tell("world");
  }

  #rememberedPerson() {
    const username = remembered();
    const people = [...this.people.values()].filter((p) => p.id !== this.bot?.id);
    return (people.find((p) => p.username === username) ?? people[0])?.id ?? null;
  }

  #firstChannel() {
    return [...this.channels.values()].find((c) => c.type === CHANNEL.text && this.canSee(c))?.id ?? null;
  }

  /** Speaks as another person from now on. */
  speakAs(personId) {
    this.meId = personId;
    remember(this.me.username);
    if (!this.canSee(this.channel)) this.channelId = this.#firstChannel();
    this.tell("me");
  }

  /** Opens a channel, thread or forum. */
  open(channelId) {
    if (!this.channels.has(channelId) || channelId === this.channelId) return;
    this.channelId = channelId;
    this.unread.delete(channelId);
    this.tell("channel");
  }

  /** Whether a person may see a channel, by its overwrites; moderators see all. */
  canSee(channel, person = this.me) {
    if (!channel || !person) return false;
    if (channel.type === CHANNEL.direct) return channel.recipients.some((one) => one.id === person.id);
    if (isThread(channel)) return this.canSee(this.channels.get(channel.parent_id), person);
    const own = new Set([person.id, ...person.roles.map(roleId)]);
    const rules = channel.permission_overwrites ?? [];
    const says = (field, ids) => rules.some((rule) => ids.has(rule.id) && touchesView(rule[field]));
    return person.moderator || says("allow", own) || !says("deny", own.add(this.guild.id));
  }

  /** The messages of a channel that the speaking person sees, oldest first. */
  visibleMessages(channelId = this.channelId) {
    return (this.messages.get(channelId) ?? []).filter((m) => !m.only_for || m.only_for === this.meId);
  }

  findMessage(id) {
    for (const list of this.messages.values()) {
      const found = list.find((message) => message.id === id);
      if (found) return found;
    }
    return null;
  }

  /** Adds a message or merges it into the one we have. */
  putMessage(message) {
    const list = this.messages.get(message.channel_id) ?? [];
    const at = list.findIndex((known) => known.id === message.id);
    if (at < 0) list.push(message);
    else list[at] = { ...list[at], ...message };
    this.messages.set(message.channel_id, list);
    return at < 0;
  }

  /** Removes a message, as when it was deleted or dismissed. */
  dropMessage({ id, channel_id: channelId }) {
    this.messages.set(
      channelId,
      (this.messages.get(channelId) ?? []).filter((m) => m.id !== id),
    );
    this.tell("messages", channelId);
  }

  putChannel(channel) {
    this.channels.set(channel.id, { ...this.channels.get(channel.id), ...channel });
    this.tell("channels");
  }

  dropChannel(id) {
    this.channels.delete(id);
    if (this.channelId === id) {
      this.channelId = this.#firstChannel();
      this.tell("channel");
    }
    this.tell("channels");
  }

  startTyping(channelId, userId) {
    clearTimeout(this.typing.get(userId)?.timer);
    const timer = setTimeout(() => this.stopTyping(userId), TYPING_LASTS_MS);
    this.typing.set(userId, { channelId, timer });
    this.tell("typing");
  }

  stopTyping(userId) {
    if (this.typing.delete(userId)) this.tell("typing");
  }

  setConnected(connected) {
    this.connected = connected;
    this.tell("status");
  }

  setBanner(text) {
    this.banner = text || null;
    this.tell("status");
  }

  setBotOnline(online) {
    this.botOnline = Boolean(online);
    this.tell("status");
  }
}

const touchesView = (bits) => (BigInt(bits ?? 0) & VIEW_CHANNEL) !== 0n;
const roleId = (role) => (typeof role === "object" ? role.id : role);

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(username) {
  try {
    localStorage.setItem(REMEMBERED, username);
  } catch {
    /* a private window forgets */
  }
}

export const store = new Store();

/** The roles of a person, highest first. */
export function rolesOf(person) {
  const ids = new Set((person?.roles ?? []).map(roleId));
  return (store.guild?.roles ?? [])
    .filter((role) => ids.has(role.id))
    .sort((a, b) => (b.position ?? 0) - (a.position ?? 0));
}
