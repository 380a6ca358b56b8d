/** The bot's forms: drawn, checked, sent, and kept open until the bot has answered. */
import { dialogButtons, openDialog } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { modalFields } from "./fields.js";
import { interactions } from "./interactions.js";
import { personName } from "./names.js";
import { store } from "./store.js";

/** Opens a modal the bot answered an interaction with. */
export function openModal(modal, interactionId, channelId) {
  const fields = modalFields(modal.components ?? []);
  const error = h("p", { class: "dialog-error", role: "alert" });
  const close = () => dialog.close();
  const form = h(
    "form",
    {
      novalidate: true,
      onsubmit: (event) => submit(event, { dialog, fields, error, interactionId, channelId }),
    },
    h(
      "header",
      { class: "modal-head" },
      h("img", { class: "avatar small", src: "/page/img/caveat.svg", alt: "" }),
      h("h2", { id: `title-${interactionId}` }, modal.title),
      iconButton("close", "Close", close),
    ),
    h(
      "p",
      { class: "modal-warning" },
      `This form will be submitted to ${personName(store.bot?.id)}. Do not share passwords or other sensitive information.`,
    ),
    h(
      "div",
      { class: "modal-fields" },
      fields.map(({ node }) => node),
    ),
    error,
    dialogButtons({ submit: "Submit", testid: "modal-submit", oncancel: close }),
  );
  const dialog = openDialog(
    { class: "dialog modal", "aria-labelledby": `title-${interactionId}`, data: { testid: "modal" } },
    form,
  );
  fields.find((field) => field.focusable)?.focusable.focus();
}

function submit(event, { dialog, fields, error, interactionId, channelId }) {
  event.preventDefault();
  const asking = fields.filter((field) => field.check);
  const wrong = asking.filter((field) => field.check());
  if (wrong.length) {
    wrong[0].focusable.focus();
    return;
  }
  error.textContent = "";
  const values = Object.fromEntries(asking.map((field) => [field.customId, field.read()]));
  const busy = (isBusy) =>
    dialog.querySelectorAll(".dialog-buttons button").forEach((button) => {
      button.disabled = isBusy;
    });
  const onsettled = (problem) => {
    busy(false);
    if (problem) error.textContent = `${problem}. Your text is kept; you can try again.`.replace("..", ".");
    else dialog.close();
  };
  busy(true);
  interactions.start("submit", { interaction_id: interactionId, values }, { channelId, onsettled });
}
