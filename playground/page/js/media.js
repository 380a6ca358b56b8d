/** Pictures: only those the playground itself serves are loaded; others are named, never fetched. */
import { h, icon } from "./dom.js";
import { safeUrl } from "./markdown.js";
import { link } from "./richtext.js";

/** The address of a picture of our own, or "". */
function ownPicture(url) {
  const safe = safeUrl(url ?? "");
  return safe && new URL(safe).origin === window.location.origin ? safe : "";
}

/** One picture of a gallery, or a tile that links to it. */
export function drawMedia({ media, description }) {
  const own = ownPicture(media?.url);
  if (own) return h("img", { class: "picture", src: own, alt: description ?? "", loading: "lazy" });
  const url = safeUrl(media?.url ?? "");
  const label = description || (url ? new URL(url).hostname : "picture");
  return h("div", { class: "picture tile" }, icon("image"), url ? link(url, [label]) : label);
}

/** A small picture beside a section. */
export function drawThumbnail(part) {
  const own = ownPicture(part.media?.url);
  if (own) return h("img", { class: "thumbnail", src: own, alt: part.description ?? "" });
  return h("div", { class: "thumbnail tile", title: part.description ?? "picture" }, icon("image"));
}
