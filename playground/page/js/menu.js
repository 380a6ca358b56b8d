/** Context menus: opened by right click, the "…" button or the keyboard; submenus load when opened. */
import { byId, h, icon } from "./dom.js";
import { actionsFor } from "./message-actions.js";
import { notify } from "./notices.js";

const MARGIN_PX = 8;
let open = null;

/** Opens the menu of a message where the event happened. */
export function openMessageMenu(event, message) {
  if (event.type === "contextmenu" && event.target.closest("a, textarea, input")) return;
  event.preventDefault();
  event.stopPropagation();
  openMenu(actionsFor(message), placeOf(event), "Message actions");
}

/** Opens a menu of entries {label, icon, run} or {label, children()} at a point. */
export function openMenu(entries, point, label) {
  closeMenu();
  const returnTo = document.activeElement;
  const root = drawMenu(entries, label);
  byId("layers").append(root);
  moveInto(root, point);
  open = { root, returnTo };
  root.querySelector("[role^=menuitem]")?.focus();
  document.addEventListener("pointerdown", closeOutside, true);
  window.addEventListener("resize", closeMenu);
}

/** Closes the open menu and gives the focus back. */
export function closeMenu() {
  if (!open) return;
  const { root, returnTo } = open;
  open = null;
  const hadFocus = root.contains(document.activeElement);
  root.remove();
  document.removeEventListener("pointerdown", closeOutside, true);
  window.removeEventListener("resize", closeMenu);
  if (hadFocus && returnTo?.isConnected) returnTo.focus({ preventScroll: true });
}

function closeOutside(event) {
  if (!open?.root.contains(event.target)) closeMenu();
}

function placeOf(event) {
  if (event.type === "contextmenu" && event.clientX) return { left: event.clientX, top: event.clientY };
  const box = event.currentTarget.getBoundingClientRect();
  const isButton = event.currentTarget.tagName === "BUTTON";
  return isButton
    ? { left: box.right - 200, top: box.bottom + 4 }
    : { left: box.left + 72, top: box.top + 24 };
}

/** Keeps a floating box inside the window; `bottom` stands it on a line instead of hanging it from one. */
function moveInto(box, { left, top, bottom }) {
  const fit = (at, size, room) => Math.max(MARGIN_PX, Math.min(at, room - size - MARGIN_PX));
  box.style.setProperty("left", `${fit(left, box.offsetWidth, window.innerWidth)}px`);
  box.style.setProperty(
    "top",
    `${fit(top ?? bottom - box.offsetHeight, box.offsetHeight, window.innerHeight)}px`,
  );
}

function drawMenu(entries, label) {
  return h(
    "div",
    { class: "menu", role: "menu", "aria-label": label, onkeydown: menuKey, data: { testid: "menu" } },
    entries.map(drawEntry),
  );
}

function drawEntry(entry) {
  const sign = entry.children ? "chevron-right" : entry.icon;
  const item = h(
    "button",
    {
      type: "button",
      class: entry.danger ? "menu-item danger" : "menu-item",
      tabindex: -1,
      ...semantics(entry),
      data: { testid: entry.testid ?? "menu-item" },
      onclick: () => (entry.children ? openSubmenu(item, entry) : run(entry)),
      onmouseenter: () => pointAt(item, entry),
    },
    entry.lead,
    h("span", { class: "menu-label" }, entry.label),
    sign && icon(sign),
  );
  return h("div", { class: "menu-entry", role: "none" }, item);
}

/** What assistive technology is told: a choice among several, a submenu, or a plain entry. */
function semantics({ checked, children }) {
  if (checked !== undefined) return { role: "menuitemradio", "aria-checked": String(checked) };
  return children ? { role: "menuitem", "aria-haspopup": "menu" } : { role: "menuitem" };
}

function pointAt(item, entry) {
  item.focus({ preventScroll: true });
  if (entry.children) openSubmenu(item, entry);
  else closeSubmenus(item);
}

function run(entry) {
  closeMenu();
  entry.run();
}

function closeSubmenus(item) {
  item
    .closest(".menu")
    .querySelectorAll(".menu")
    .forEach((menu) => menu.remove());
}

async function openSubmenu(item, entry) {
  if (item.parentNode.querySelector(".menu")) return;
  closeSubmenus(item);
  const submenu = h(
    "div",
    { class: "menu submenu", role: "menu", "aria-label": entry.label },
    h("div", { class: "menu-empty" }, "Loading…"),
  );
  item.parentNode.append(submenu);
  try {
    const entries = await entry.children();
    submenu.replaceChildren(
      ...(entries.length
        ? entries.map(drawEntry)
        : [h("div", { class: "menu-empty" }, "No app has a command for messages here.")]),
    );
  } catch (error) {
    notify(error.message);
    closeMenu();
    return;
  }
  placeSubmenu(item, submenu);
}

function placeSubmenu(item, submenu) {
  const box = item.getBoundingClientRect();
  const toRight = box.right + submenu.offsetWidth + MARGIN_PX < window.innerWidth;
  const toLeft = box.left - submenu.offsetWidth > MARGIN_PX;
  const left = toRight ? box.right : toLeft ? box.left - submenu.offsetWidth : box.left;
  moveInto(submenu, { left, top: toRight || toLeft ? box.top - 6 : box.bottom });
}

function menuKey(event) {
  const items = [...event.currentTarget.children]
    .map((entry) => entry.firstElementChild)
    .filter((node) => node?.matches?.("button"));
  const here = items.indexOf(document.activeElement);
  const move = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (move !== undefined && items.length) items.at(move % items.length).focus();
  else if (event.key === "ArrowRight" || event.key === "Enter") enterSubmenu(event);
  else if (event.key === "ArrowLeft" && event.currentTarget.matches(".submenu"))
    leaveSubmenu(event.currentTarget);
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  if (event.key !== "Enter") event.preventDefault();
  event.stopPropagation();
}

async function enterSubmenu(event) {
  const item = document.activeElement;
  if (item?.getAttribute("aria-haspopup") !== "menu") return;
  event.preventDefault();
  if (!item.parentNode.querySelector(".menu")) item.click();
  const focusFirst = () => item.parentNode.querySelector(".submenu button")?.focus();
  if (item.parentNode.querySelector(".submenu button")) focusFirst();
  else
    new MutationObserver((_, observer) => {
      observer.disconnect();
      focusFirst();
    }).observe(item.parentNode, { childList: true, subtree: true });
}

function leaveSubmenu(submenu) {
  const item = submenu.parentNode.firstElementChild;
  submenu.remove();
  item.focus();
}
