/** Classic embeds: a coloured edge, author, title, text, fields, footer. */
import { cssColor, h } from "./dom.js";
import { safeUrl } from "./markdown.js";
import { drawMedia, drawThumbnail } from "./media.js";
import { link, richText } from "./richtext.js";
import { headerTime } from "./time.js";

/** One embed. */
export function drawEmbed(embed) {
  return h(
    "div",
    { class: "embed", vars: { "--accent": cssColor(embed.color) }, data: { testid: "embed" } },
    h(
      "div",
      { class: "embed-body" },
      author(embed.author),
      title(embed),
      embed.description && h("div", { class: "embed-text" }, richText(embed.description)),
      fields(embed.fields),
      embed.image && drawMedia({ media: embed.image }),
      footer(embed),
    ),
    embed.thumbnail && drawThumbnail({ media: embed.thumbnail }),
  );
}

function linked(url, text) {
  const safe = safeUrl(url ?? "");
  return safe ? link(safe, [text]) : text;
}

function author(by) {
  return by?.name && h("div", { class: "embed-author" }, linked(by.url, by.name));
}

function title(embed) {
  if (!embed.title) return null;
  const text = richText(embed.title);
  const safe = safeUrl(embed.url ?? "");
  return h("div", { class: "embed-title" }, safe ? link(safe, [text]) : text);
}

function fields(list) {
  if (!list?.length) return null;
  return h(
    "div",
    { class: "embed-fields" },
    list.map((field) =>
      h(
        "div",
        { class: field.inline ? "embed-field inline" : "embed-field" },
        h("div", { class: "embed-field-name" }, richText(field.name)),
        richText(field.value),
      ),
    ),
  );
}

function footer(embed) {
  const words = [embed.footer?.text, embed.timestamp && headerTime(new Date(embed.timestamp))].filter(
    Boolean,
  );
  return words.length ? h("div", { class: "embed-footer" }, words.join(" • ")) : null;
}
