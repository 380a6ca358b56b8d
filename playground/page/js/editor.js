/** Editing one's own message in its place. */
import { edit } from "./api.js";
import { byId, h } from "./dom.js";
import { drafts, endEdit } from "./drafts.js";
import { askToDelete } from "./message-actions.js";
import { notify } from "./notices.js";

export const isEditing = (message) => drafts.editing === message.id;

/** A text box with the message's words; Enter saves, Escape gives up. */
export function drawEditor(message) {
  const box = h("textarea", {
    class: "edit-box",
    value: message.content,
    rows: 1,
    maxlength: 4000,
    "aria-label": "Edit message",
    data: { testid: "editor" },
  });
  const save = () => saveEdit(message, box.value);
  box.addEventListener("input", () => fit(box));
  box.addEventListener("keydown", (event) => editKey(event, save));
  requestAnimationFrame(() => {
    if (box.isConnected) {
      fit(box);
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    }
  });
  return h(
    "div",
    { class: "editor" },
    box,
    h(
      "div",
      { class: "editor-hint" },
      "escape to ",
      h("button", { type: "button", class: "link", onclick: leave }, "cancel"),
      " • enter to ",
      h("button", { type: "button", class: "link", onclick: save }, "save"),
    ),
  );
}

function editKey(event, save) {
  if (event.key === "Escape") {
    event.stopPropagation();
    leave();
  }
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    save();
  }
}

function leave() {
  endEdit();
  byId("composer")?.focus();
}

async function saveEdit(message, text) {
  if (!text.trim()) {
    askToDelete(message);
    return;
  }
  try {
    if (text !== message.content) await edit(message.id, text);
    leave();
  } catch (error) {
    notify(error.message);
  }
}

/** Makes a text box as high as its words. */
export function fit(box) {
  box.style.setProperty("height", "auto");
  box.style.setProperty("height", `${box.scrollHeight}px`);
}
