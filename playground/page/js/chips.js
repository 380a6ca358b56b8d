/** One option of a command being written: its label and its little text box. */
import { h } from "./dom.js";
import { valueOf } from "./options.js";

/** Makes the chip of an option; the callbacks are told of focus, typing and keys. */
export function makeChip(option, { onfocus, oninput, onkey, onblur }) {
  const input = h("input", {
    class: "chip-input",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    role: "combobox",
    "aria-expanded": "false",
    size: 1,
    "aria-label": `${option.name}${option.required ? ", required" : ", optional"}: ${option.description ?? ""}`,
    data: { testid: `option-${option.name}` },
  });
  const chip = {
    option,
    input,
    choice: null,
    node: h("label", { class: "chip" }, h("span", { class: "chip-name" }, option.name), input),
  };
  input.addEventListener("focus", () => onfocus(chip));
  input.addEventListener("blur", () => onblur(chip));
  input.addEventListener("keydown", (event) => onkey(event, chip));
  input.addEventListener("input", () => {
    chip.choice = null;
    fitWidth(input);
    chip.node.classList.remove("wrong");
    oninput(chip);
  });
  return chip;
}

/** As wide as its words, for browsers that do not size fields by their content. */
function fitWidth(input) {
  input.size = Math.max(1, input.value.length);
}

/** Fills a chip with a suggestion. */
export function choose(chip, choice) {
  chip.choice = choice;
  chip.input.value = choice.name;
  fitWidth(chip.input);
  chip.node.classList.remove("wrong");
}

/** The chip's value as {value} or {error}; nothing for an optional one left empty. */
export function chipValue(chip) {
  return chip.choice ? { value: chip.choice.value } : valueOf(chip.option, chip.input.value);
}

/** Splits typed words such as `helicopter as_of:2023-06-24` among the options, plain words to the first required. */
export function spread(options, rest) {
  const values = new Map();
  const names = options.map(({ name }) => name.replace(/[^\w-]/g, "\\$&")).join("|");
  if (!names) return values;
  const parts = rest.split(new RegExp(`(?:^|\\s)(${names}):\\s*`));
  for (let i = 1; i < parts.length; i += 2) values.set(parts[i], parts[i + 1].trim());
  const first = options.find((option) => option.required && !values.has(option.name)) ?? options[0];
  if (parts[0].trim() && !values.has(first.name)) values.set(first.name, parts[0].trim());
  return values;
}
