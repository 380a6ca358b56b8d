/** On a narrow screen: the sidebar slides over the chat, the member list too. */
import { byId } from "./dom.js";

const NARROW = window.matchMedia("(max-width: 720px)");
const root = () => byId("app").classList;

/** Binds the scrim and the Escape key. */
export function startNarrow() {
  byId("scrim").addEventListener("click", closeSidebar);
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeSidebar());
  if (window.innerWidth < 1000) root().add("members-hidden");
}

export function openSidebar() {
  root().add("sidebar-open");
  byId("scrim").hidden = false;
  byId("sidebar").querySelector("[aria-current]")?.focus();
}

export function closeSidebar() {
  root().remove("sidebar-open");
  if (NARROW.matches) root().add("members-hidden");
  byId("scrim").hidden = true;
}

/** Shows or hides the member list; tells whether it shows now. */
export function toggleMembers() {
  const isHidden = root().toggle("members-hidden");
  if (NARROW.matches) byId("scrim").hidden = isHidden;
  return !isHidden;
}

export const membersShown = () => !root().contains("members-hidden");
