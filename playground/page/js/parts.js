/** Small parts that several corners of the page share. */
import { h, icon } from "./dom.js";

/** Three dots that blink one after the other. */
export const dots = () => h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));

/** A line with dots: something is under way. */
export const waiting = (text) => h("div", { class: "thinking" }, dots(), text);

/** What went wrong, told at once to those who listen instead of look. */
export const failure = (text) => h("div", { class: "failed-text", role: "alert" }, text);

/** The foot of an ephemeral message. */
export function onlyForYou(ondismiss) {
  const dismiss = h("button", { type: "button", class: "link", onclick: ondismiss }, "Dismiss message");
  return h("div", { class: "ephemeral-note" }, icon("eye"), "Only you can see this ·", dismiss);
}
