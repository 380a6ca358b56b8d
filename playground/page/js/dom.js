/** Builds elements; the only way this page turns text into nodes, so nothing is ever parsed as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** Sets one property: listeners by `onName`, classes, data, custom properties, attributes. */
function assign(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "class") node.setAttribute("class", value);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "vars") Object.entries(value).forEach(([key, v]) => v && node.style.setProperty(key, v));
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Makes an element; children may be nodes, strings, arrays, or nothing. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) assign(node, name, value);
  node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

/** A decorative icon from the sprite. */
export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/img/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A small square button with an icon and an accessible name. */
export function iconButton(name, label, onclick, props = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props },
    icon(name),
  );
}

/** Replaces all children of a node. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
  return node;
}

/** The element with this id; the page's skeleton is fixed. */
export const byId = (id) => document.getElementById(id);

/** A Discord colour (0 means none) as CSS, or "" when it is no colour. */
export function cssColor(color) {
  if (Number.isInteger(color) && color > 0) return `#${color.toString(16).padStart(6, "0").slice(-6)}`;
  return typeof color === "string" && /^#[0-9a-f]{3,8}$/i.test(color) ? color : "";
}
