/** Pictures and files: only those the playground itself serves are loaded; others are named. */
import { h, icon } from "./dom.js";
import { sizeOf } from "./files.js";
import { safeUrl } from "./markdown.js";
import { link } from "./richtext.js";

/** The address of a picture or file of our own, or "". */
function ownAddress(url) {
  const safe = safeUrl(url ?? "");
  return safe && new URL(safe).origin === window.location.origin ? safe : "";
}

/** One picture of a gallery, or a tile that links to it. */
export function drawMedia({ media, description }) {
  const own = ownAddress(media?.url);
  if (own) return h("img", { class: "picture", src: own, alt: description ?? "", loading: "lazy" });
  const url = safeUrl(media?.url ?? "");
  const label = description || (url ? new URL(url).hostname : "picture");
  return h("div", { class: "picture tile" }, icon("image"), url ? link(url, [label]) : label);
}

/** A small picture beside a section. */
export function drawThumbnail(part) {
  const own = ownAddress(part.media?.url);
  if (own) return h("img", { class: "thumbnail", src: own, alt: part.description ?? "" });
  return h("div", { class: "thumbnail tile", title: part.description ?? "picture" }, icon("image"));
}

/** A file of a message: its name and size, and a press away. */
export function drawFile({ url, filename, size }) {
  const own = ownAddress(url);
  const told = [icon("file"), h("span", { class: "file-name" }, filename), h("small", {}, sizeOf(size))];
  if (!own) return h("div", { class: "file-line" }, told);
  const press = { href: own, download: filename, title: `Download ${filename}` };
  return h("a", { class: "file-line", ...press, data: { testid: "file" } }, told, icon("download"));
}
