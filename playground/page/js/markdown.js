/** Reads Discord's markdown into a tree of plain objects; draws nothing. */

const MAX_DEPTH = 12;
const LINK = /^https?:\/\/[^\s<\]]+/i;
const ESCAPABLE = /[\\`*_~|<>[\]()#@:!.\-+=/]/;

/** Inline rules in order; each takes the text from here on and gives a node and its length, or nothing. */
const INLINE = [
  { at: "\\", read: (s) => ESCAPABLE.test(s[1] ?? "") && [{ type: "text", text: s[1] }, 2] },
  { at: "`", read: readCode },
  { at: "|", read: (s, d) => readSpan(s, "||", "spoiler", d) },
  { at: "*", read: (s, d) => readSpan(s, "**", "bold", d) || readItalic(s, "*", d) },
  { at: "_", read: (s, d) => readSpan(s, "__", "underline", d) || readItalic(s, "_", d) },
  { at: "~", read: (s, d) => readSpan(s, "~~", "strike", d) },
  { at: "<", read: readAngle },
  { at: "[", read: readMasked },
  { at: "h", read: readBareLink },
  { at: "H", read: readBareLink },
  {
    at: "@",
    read: (s) =>
      /^@(everyone|here)\b/.test(s) && [
        { type: "everyone", text: s.match(/^@\w+/)[0] },
        s.match(/^@\w+/)[0].length,
      ],
  },
];

function readCode(s) {
  const match = /^(`{1,2})(?!`)([^]*?[^`])\1(?!`)/.exec(s);
  return match && [{ type: "code", text: match[2].replace(/^ (.*) $/, "$1") }, match[0].length];
}

/** Where a closing mark stands, skipping code, escapes and links; -1 when it is missing. */
function closing(s, mark, from) {
  for (let i = from; i < s.length; i++) {
    if (s[i] === "\\") {
      i++;
      continue;
    }
    if (s[i] === "`") {
      const code = readCode(s.slice(i));
      if (code) {
        i += code[1] - 1;
        continue;
      }
    }
    if (s[i] === "h") {
      const link = LINK.exec(s.slice(i, i + 2100));
      if (link && !link[0].includes(mark)) {
        i += link[0].length - 1;
        continue;
      }
    }
    if (s.startsWith(mark, i)) return i;
  }
  return -1;
}

function readSpan(s, mark, type, depth) {
  if (!s.startsWith(mark)) return null;
  let end = closing(s, mark, mark.length + 1);
  if (end < 0) return null;
  if (s[end + mark.length] === mark[0] && mark[0] === "*") end += 1;
  return [{ type, children: parseInline(s.slice(mark.length, end), depth + 1) }, end + mark.length];
}

function readItalic(s, mark, depth) {
  if (mark === "*" && /^\*\s/.test(s)) return null;
  for (let end = closing(s, mark, 1); end > 0; end = closing(s, mark, end + 1)) {
    if (s[end + 1] === mark) {
      end += 1;
      continue;
    }
    if (mark === "_" && /\w/.test(s[end + 1] ?? "")) continue;
    if (end === 1 || /\s/.test(s[end - 1])) continue;
    return [{ type: "italic", children: parseInline(s.slice(1, end), depth + 1) }, end + 1];
  }
  return null;
}

/** Angle brackets: mentions, timestamps, custom emoji, slash mentions, links without preview. */
function readAngle(s) {
  const match = /^<([^<>\n]{1,2000})>/.exec(s);
  if (!match) return null;
  const node = angleNode(match[1]);
  return node && [node, match[0].length];
}

function angleNode(inner) {
  let m;
  if ((m = /^@!?(\d{1,20})$/.exec(inner))) return { type: "user", id: m[1] };
  if ((m = /^@&(\d{1,20})$/.exec(inner))) return { type: "role", id: m[1] };
  if ((m = /^#(\d{1,20})$/.exec(inner))) return { type: "channel", id: m[1] };
  if ((m = /^t:(-?\d{1,13})(?::([tTdDfFRsS]))?$/.exec(inner))) return timeNode(Number(m[1]), m[2] ?? "f");
  if ((m = /^a?:(\w{2,32}):(\d{1,20})$/.exec(inner))) return { type: "emoji", name: m[1] };
  if ((m = /^\/([^:]{1,100}):(\d{1,20})$/.exec(inner))) return { type: "command", name: m[1] };
  return safeUrl(inner) && { type: "link", url: safeUrl(inner), children: [{ type: "text", text: inner }] };
}

function timeNode(seconds, style) {
  return Number.isNaN(new Date(seconds * 1000).getTime()) ? null : { type: "time", seconds, style };
}

function readMasked(s, depth) {
  const match =
    /^\[((?:\\.|\[[^[\]]*\]|[^[\]\\])+)\]\(\s*<?(https?:\/\/(?:\([^\s()]*\)|[^\s()<>])+)>?(?:\s+"[^"\n]*")?\s*\)/i.exec(
      s,
    );
  // A text that looks like an address could point elsewhere than it says; Discord leaves it unmasked too.
  const url = match && !/https?:\/\//i.test(match[1]) && safeUrl(match[2]);
  return (
    url && [
      { type: "link", url, masked: true, children: parseInline(match[1], depth + 1, true) },
      match[0].length,
    ]
  );
}

function readBareLink(s) {
  const match = LINK.exec(s);
  if (!match) return null;
  let text = match[0].replace(/[.,:;"'\]*_~|]+$/, "");
  while (text.endsWith(")") && text.split(")").length > text.split("(").length) text = text.slice(0, -1);
  const url = safeUrl(text);
  return url && [{ type: "link", url, children: [{ type: "text", text }] }, text.length];
}

/** The address when it is a whole http or https one, else "". */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return ["http:", "https:"].includes(url.protocol) && !url.username ? url.href : "";
  } catch {
    return "";
  }
}

/** Reads a run of text; inside a link no further link is made. */
export function parseInline(source, depth = 0, inLink = false) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push({ type: "text", text: plain });
    plain = "";
  };
  for (let i = 0; i < source.length;) {
    const found = depth < MAX_DEPTH && matchInline(source, i, depth, inLink);
    if (!found) {
      plain += source[i++];
      continue;
    }
    if (found[0].type === "text") plain += found[0].text;
    else {
      flush();
      nodes.push(found[0]);
    }
    i += found[1];
  }
  flush();
  return nodes;
}

function matchInline(source, i, depth, inLink) {
  const rule = INLINE.find(({ at }) => at === source[i]);
  if (!rule || (source[i] === "_" && /\w/.test(source[i - 1] ?? "") && source[i + 1] !== "_")) return null;
  const found = rule.read(source.slice(i), depth);
  return found && !(inLink && found[0].type === "link") ? found : null;
}

/** Block rules, tried at the start of a line. */
const BLOCKS = [
  [
    /^(#{1,3}) +(\S.*)$/,
    (m) => ({ type: "heading", level: m[1].length, children: parseInline(m[2].replace(/ +#+ *$/, "")) }),
  ],
  [/^-# +(\S.*)$/, (m) => ({ type: "subtext", children: parseInline(m[1]) })],
  [
    /^( *)[-*] +(\S.*)$/,
    (m) => ({
      type: "item",
      indent: Math.min(m[1].length >> 1, 3),
      marker: "•",
      children: parseInline(m[2]),
    }),
  ],
  [
    /^( *)(\d{1,9})\. +(\S.*)$/,
    (m) => ({
      type: "item",
      indent: Math.min(m[1].length >> 1, 3),
      marker: `${m[2]}.`,
      children: parseInline(m[3]),
    }),
  ],
];

/** Splits fenced code from the rest, so that no rule looks inside it. */
function splitFences(source) {
  const parts = [];
  const fence = /```(?:([\w+#.-]{1,30})\n)?\n?([^]*?)\n?```/g;
  let last = 0;
  for (const match of source.matchAll(fence)) {
    if (!match[2].trim()) continue;
    parts.push({ text: source.slice(last, match.index).replace(/\n$/, "") });
    parts.push({ type: "codeblock", language: match[1] ?? "", text: match[2] });
    last = match.index + match[0].length;
  }
  parts.push({ text: source.slice(last).replace(last ? /^\n/ : /^$/, "") });
  return parts;
}

function parseLines(lines, depth) {
  const blocks = [];
  for (let i = 0; i < lines.length; i++) {
    if (depth === 0 && lines[i].startsWith(">>> ")) {
      const rest = [lines[i].slice(4), ...lines.slice(i + 1)];
      return [...blocks, { type: "quote", children: parseLines(rest, 1) }];
    }
    if (depth === 0 && /^> /.test(lines[i])) {
      const quoted = [];
      while (/^> /.test(lines[i] ?? "")) quoted.push(lines[i++].slice(2));
      i--;
      blocks.push({ type: "quote", children: parseLines(quoted, 1) });
      continue;
    }
    const [, make, match] = matchBlock(lines[i]);
    if (match) blocks.push(make(match));
    else appendToParagraph(blocks, lines[i]);
  }
  return blocks.map(({ lines: own, ...block }) =>
    own ? { ...block, children: parseInline(own.join("\n")) } : block,
  );
}

function matchBlock(line) {
  for (const [pattern, make] of BLOCKS) {
    const match = pattern.exec(line);
    if (match) return [pattern, make, match];
  }
  return [];
}

/** Plain lines stay together, so that a bold run may cross them. */
function appendToParagraph(blocks, line) {
  const last = blocks.at(-1);
  if (last?.type === "paragraph") last.lines.push(line);
  else blocks.push({ type: "paragraph", lines: [line] });
}

/** A message's markdown as a list of blocks: paragraph, heading, subtext, item, quote, codeblock. */
export function parse(source) {
  const blocks = [];
  for (const part of splitFences(String(source ?? "").replace(/\r\n?/g, "\n"))) {
    if (part.type) blocks.push(part);
    else if (part.text) blocks.push(...parseLines(part.text.split("\n"), 0));
  }
  return blocks;
}
