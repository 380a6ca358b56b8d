/** One option of a command being written: its label and its little box for words or for a file. */
import { h } from "./dom.js";
import { fileBox } from "./file-box.js";
import { TYPE, valueOf } from "./options.js";

/** Makes the chip of an option; the callbacks are told of focus, typing, keys and what is wrong. */
export function makeChip(option, text, callbacks) {
  const make = option.type === TYPE.attachment ? fileChip : wordsChip;
  const chip = make(option, text, callbacks);
  chip.input.addEventListener("focus", () => callbacks.onfocus(chip));
  chip.input.addEventListener("blur", () => callbacks.onblur(chip));
  chip.input.addEventListener("keydown", (event) => callbacks.onkey(event, chip));
  return chip;
}

/** Words cannot name a file: what was typed for one is dropped. */
function fileChip(option, _, { oninput, onproblem }) {
  const box = fileBox(
    { "aria-label": spoken(option), data: { testid: `option-${option.name}` } },
    {
      onchange: (file) => {
        chip.choice = file && { name: file.name, value: file };
        chip.node.classList.remove("wrong");
        oninput(chip);
      },
      onproblem: (problem) => onproblem(chip, problem),
    },
  );
  const chip = drawn("span", option, box.input, box.node);
  return chip;
}

const spoken = ({ name, required, description }) =>
  `${name}${required ? ", required" : ", optional"}: ${description ?? ""}`;

/** A chip; its `tag` is a label where the box itself is none. */
function drawn(tag, option, input, box) {
  const node = h(tag, { class: "chip" }, h("span", { class: "chip-name" }, option.name), box);
  return { option, input, choice: null, node };
}

function wordsChip(option, text, { oninput }) {
  const input = h("input", {
    class: "chip-input",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    role: "combobox",
    "aria-expanded": "false",
    size: 1,
    "aria-label": spoken(option),
    value: text,
    data: { testid: `option-${option.name}` },
  });
  const chip = drawn("label", option, input, input);
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

/**
 * Splits typed words such as `helicopter as_of:2023-06-24` among the options, plain words to the first
 * required that takes words.
 */
export function spread(options, rest) {
  const values = new Map();
  const names = options.map(({ name }) => name.replace(/[^\w-]/g, "\\$&")).join("|");
  if (!names) return values;
  const parts = rest.split(new RegExp(`(?:^|\\s)(${names}):\\s*`));
  for (let i = 1; i < parts.length; i += 2) values.set(parts[i], parts[i + 1].trim());
  const wordy = options.filter(({ type }) => type !== TYPE.attachment);
  const first = wordy.find((option) => option.required && !values.has(option.name)) ?? wordy[0];
  if (first && parts[0].trim() && !values.has(first.name)) values.set(first.name, parts[0].trim());
  return values;
}
