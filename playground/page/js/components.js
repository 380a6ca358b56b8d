/** Discord's message components, old and new, as elements. */
import { cssColor, h, icon } from "./dom.js";
import { interactions } from "./interactions.js";
import { safeUrl } from "./markdown.js";
import { drawFile, drawMedia, drawThumbnail } from "./media.js";
import { dots } from "./parts.js";
import { richText } from "./richtext.js";
import { drawSelect, entityOptions } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary", 6: "primary" };
const LINK_BUTTON = 5;

const DRAW = {
  1: (part, message) =>
    h(
      "div",
      { class: "action-row" },
      part.components.map((child) => draw(child, message)),
    ),
  2: drawButton,
  3: drawMenu,
  5: drawMenu,
  6: drawMenu,
  7: drawMenu,
  8: drawMenu,
  9: drawSection,
  10: (part) => richText(part.content),
  11: drawThumbnail,
  12: (part) => h("div", { class: "gallery" }, (part.items ?? []).map(drawMedia)),
  13: ({ file, name, size }) => drawFile({ url: file?.url, filename: name ?? "file", size }),
  14: drawSeparator,
  17: drawContainer,
};

/** All components of a message. */
export function drawComponents(message) {
  if (!message.components?.length) return null;
  return h(
    "div",
    { class: "components" },
    message.components.map((part) => draw(part, message)),
  );
}

function draw(part, message) {
  return (
    DRAW[part.type]?.(part, message) ??
    h("div", { class: "subtext" }, `A component of kind ${part.type}, which this page does not draw.`)
  );
}

function drawContainer(part, message) {
  return h(
    "div",
    {
      class: part.spoiler ? "container spoilered" : "container",
      vars: { "--accent": cssColor(part.accent_color) },
      data: { testid: "container" },
    },
    (part.components ?? []).map((child) => draw(child, message)),
  );
}

function drawSection(part, message) {
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-text" },
      (part.components ?? []).map((child) => draw(child, message)),
    ),
    part.accessory && h("div", { class: "section-accessory" }, draw(part.accessory, message)),
  );
}

function drawSeparator(part) {
  const line = part.divider === false ? "" : " line";
  return h("div", { class: `separator${line}${part.spacing === 2 ? " wide" : ""}`, role: "separator" });
}

function drawButton(part, message) {
  if (part.style === LINK_BUTTON) return linkButton(part);
  const control = `${message.id}:${part.custom_id}`;
  const isPressed = interactions.isPressed(control);
  const asked = { message: message.id, custom_id: part.custom_id };
  const press = () => interactions.start("click", asked, { control, messageId: message.id });
  return h(
    "button",
    {
      type: "button",
      class: `button ${STYLES[part.style] ?? "secondary"}${isPressed ? " busy" : ""}`,
      disabled: part.disabled,
      "aria-busy": isPressed ? "true" : null,
      onclick: isPressed ? null : press,
      data: { customId: part.custom_id },
    },
    buttonLabel(part),
    isPressed && dots(),
  );
}

function buttonLabel({ emoji, label }) {
  const sign = emoji && h("span", { class: "button-emoji" }, emoji.id ? `:${emoji.name}:` : emoji.name);
  return h("span", { class: "button-label" }, sign, label);
}

function linkButton(part) {
  const url = safeUrl(part.url ?? "");
  if (!url || part.disabled)
    return h(
      "button",
      { type: "button", class: "button secondary", disabled: true },
      buttonLabel(part),
      icon("external"),
    );
  return h(
    "a",
    { class: "button secondary", href: url, title: url, target: "_blank", rel: "noopener noreferrer" },
    buttonLabel(part),
    icon("external"),
  );
}

function drawMenu(part, message) {
  const control = `${message.id}:${part.custom_id}`;
  const isBusy = interactions.isPressed(control);
  return drawSelect({
    options: part.type === 3 ? (part.options ?? []) : entityOptions(part),
    placeholder: part.placeholder ?? "Make a selection",
    min: part.min_values ?? 1,
    max: part.max_values ?? 1,
    disabled: part.disabled || isBusy,
    busy: isBusy,
    customId: part.custom_id,
    onchoose: (values) =>
      interactions.start(
        "select",
        { message: message.id, custom_id: part.custom_id, values },
        { control, messageId: message.id },
      ),
  });
}
