/** Draws the markdown tree: every word becomes a text node, never markup. */
import { cssColor, h } from "./dom.js";
import { parse } from "./markdown.js";
import { personName, channelName, roleName } from "./names.js";
import { fullDate, stamp } from "./time.js";
import { store } from "./store.js";

/** Nothing but emoji, with their joiners, keycaps and skin tones. */
const ONLY_EMOJI =
  /^(?:\s|\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3)+$/u;

const INLINE = {
  text: ({ text }) => text,
  bold: (node) => h("strong", {}, inline(node.children)),
  italic: (node) => h("em", {}, inline(node.children)),
  underline: (node) => h("u", {}, inline(node.children)),
  strike: (node) => h("s", {}, inline(node.children)),
  code: ({ text }) => h("code", { class: "code" }, text),
  spoiler: (node) => spoiler(inline(node.children)),
  link: (node) => link(node.url, inline(node.children)),
  user: ({ id }) => h("span", { class: "mention" }, `@${personName(id)}`),
  role: ({ id }) => roleMention(id),
  channel: ({ id }) => channelMention(id),
  everyone: ({ text }) => h("span", { class: "mention plain" }, text),
  emoji: ({ name }) => h("span", { class: "emoji-name", title: `Custom emoji :${name}:` }, `:${name}:`),
  command: ({ name }) => h("span", { class: "mention" }, `/${name}`),
  time: ({ seconds, style }) => timestamp(seconds, style),
};

const BLOCK = {
  paragraph: (b) => h("div", { class: "paragraph" }, inline(b.children)),
  heading: (b) =>
    h(
      "div",
      { class: `heading heading-${b.level}`, role: "heading", "aria-level": b.level + 2 },
      inline(b.children),
    ),
  subtext: (b) => h("div", { class: "subtext" }, inline(b.children)),
  item: (b) =>
    h(
      "div",
      { class: `list-item indent-${b.indent}` },
      h("span", { class: "marker" }, b.marker),
      h("span", {}, inline(b.children)),
    ),
  quote: (b) => h("blockquote", {}, b.children.map(block)),
  codeblock: (b) =>
    h(
      "pre",
      { class: "codeblock", tabindex: 0 },
      h("code", { class: b.language && `language-${b.language.replace(/\W/g, "")}` }, b.text),
    ),
};

const inline = (nodes) => nodes.map((node) => INLINE[node.type](node));
const block = (node) => BLOCK[node.type](node);

/** A message's text as elements. */
export function richText(source) {
  const jumbo = source && source.length < 80 && ONLY_EMOJI.test(source);
  return h("div", { class: jumbo ? "markdown jumbo" : "markdown" }, parse(source).map(block));
}

/** The text alone, for reply lines and titles. */
export function plainText(source) {
  const words = (node) => node.text ?? (node.children ? node.children.map(words).join("") : spoken(node));
  return parse(source)
    .map((b) => (b.marker ? `${b.marker} ${words(b)}` : words(b)))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

function spoken(node) {
  const shown = INLINE[node.type](node);
  return typeof shown === "string" ? shown : shown.textContent;
}

/** An outside link: opens in a new tab, tells the other side nothing of us. */
export function link(url, children) {
  return h(
    "a",
    { href: url, title: url, target: "_blank", rel: "noopener noreferrer nofollow", class: "link" },
    children,
  );
}

function timestamp(seconds, style) {
  const date = new Date(seconds * 1000);
  const props = {
    class: "stamp",
    datetime: date.toISOString(),
    title: fullDate(date),
    data: style === "R" ? { relative: "" } : {},
  };
  return h("time", props, stamp(date, style));
}

function spoiler(children) {
  const reveal = (event) => {
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    const node = event.currentTarget;
    node.classList.add("revealed");
    node.removeAttribute("role");
    node.removeAttribute("aria-label");
  };
  return h(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabindex: 0,
      "aria-label": "Spoiler, press to reveal",
      onclick: reveal,
      onkeydown: reveal,
    },
    h("span", {}, children),
  );
}

function roleMention(id) {
  const role = store.guild?.roles?.find((r) => r.id === id);
  return h("span", { class: "mention", vars: { "--mention": cssColor(role?.color) } }, `@${roleName(id)}`);
}

function channelMention(id) {
  if (!store.channels.has(id)) return h("span", { class: "mention plain" }, "#unknown");
  return h(
    "button",
    { type: "button", class: "mention", onclick: () => store.open(id) },
    `#${channelName(id)}`,
  );
}
