/** Small dialogs of the page's own: a question, or a line of text to ask for. */
import { byId, h } from "./dom.js";

/** A native modal dialog: it keeps the focus inside and gives it back. */
export function openDialog(props, ...children) {
  const dialog = h("dialog", { class: "dialog", ...props }, children);
  dialog.addEventListener("close", () => dialog.remove());
  byId("layers").append(dialog);
  dialog.showModal();
  return dialog;
}

/** The row of buttons at a dialog's foot. */
export function dialogButtons({ submit, danger, testid, oncancel }) {
  return h(
    "div",
    { class: "dialog-buttons" },
    h(
      "button",
      {
        type: "button",
        class: "button secondary large",
        onclick: oncancel,
        data: { testid: "modal-cancel" },
      },
      "Cancel",
    ),
    h(
      "button",
      { type: "submit", class: `button ${danger ? "danger" : "primary"} large`, data: { testid } },
      submit,
    ),
  );
}

/** Runs `work` for a form; its error is shown inside, and the dialog closes when it went well. */
async function submitting(event, dialog, work) {
  event.preventDefault();
  const error = dialog.querySelector(".dialog-error");
  try {
    await work();
    dialog.close();
  } catch (reason) {
    error.textContent = reason.message;
  }
}

/** Asks a question; `run()` on yes. */
export function confirm({ title, body, submit, danger, run }) {
  const dialog = openDialog(
    { "aria-label": title, data: { testid: "confirm" } },
    h(
      "form",
      { novalidate: true, onsubmit: (event) => submitting(event, dialog, run) },
      h("h2", {}, title),
      body,
      h("p", { class: "dialog-error", role: "alert" }),
      dialogButtons({ submit, danger, testid: "confirm-yes", oncancel: () => dialog.close() }),
    ),
  );
  dialog.querySelector("[type=submit]").focus();
}

/** Asks for one line of text; `run(text)` with it. */
export function prompt({ title, label, value = "", max, submit, run }) {
  const input = h("input", {
    class: "text-field",
    value,
    maxlength: max,
    required: true,
    "aria-label": label,
  });
  const work = () => {
    if (!input.value.trim()) throw new Error(`${label} must not be empty.`);
    return run(input.value.trim());
  };
  const dialog = openDialog(
    { "aria-label": title, data: { testid: "prompt" } },
    h(
      "form",
      { novalidate: true, onsubmit: (event) => submitting(event, dialog, async () => work()) },
      h("h2", {}, title),
      h("label", { class: "field" }, h("span", { class: "field-label" }, label), input),
      h("p", { class: "dialog-error", role: "alert" }),
      dialogButtons({ submit, testid: "confirm-yes", oncancel: () => dialog.close() }),
    ),
  );
  input.select();
}
