/** The fields of a modal: each tells its value and what is wrong with it. */
import { h } from "./dom.js";
import { fileBox } from "./file-box.js";
import { richText } from "./richtext.js";
import { drawSelect, entityOptions } from "./select.js";

const PARAGRAPH = 2;
const CHECKBOX = 23;
let count = 0;

const MAKE = {
  3: menuField,
  4: textField,
  5: menuField,
  6: menuField,
  7: menuField,
  8: menuField,
  19: fileField,
  21: radioField,
  22: checkboxesField,
  23: checkboxField,
};

/** Reads a modal's components into fields; texts between them are fields without a value. */
export function modalFields(components) {
  return components.flatMap((part) => {
    if (part.type === 1) return part.components.map((child) => labelled({ label: child.label }, child));
    if (part.type === 18) return [labelled(part, part.component)];
    if (part.type === 10) return [{ node: richText(part.content) }];
    return [labelled({}, part)];
  });
}

/** A field under its label, with its description and a place for its error. */
function labelled({ label, description }, child) {
  const id = `field-${++count}`;
  const name = label ?? child.label ?? "";
  const make = MAKE[child.type];
  if (!make) return { node: explained(`This page cannot draw a field of kind ${child.type}.`) };
  const error = h("p", { class: "field-error", role: "alert", id: `${id}-error` });
  const complain = (problem) => {
    error.textContent = problem;
  };
  const field = make(child, id, name, complain);
  const isRequired = child.type !== CHECKBOX && (child.required ?? true);
  const grouping = field.isGroup ? { role: "group", "aria-labelledby": `${id}-label` } : {};
  const about = description && explained(description);
  const node = h(
    "div",
    { class: "field", ...grouping },
    heading(field, id, name, isRequired),
    about,
    field.node,
    error,
  );
  return { ...field, node, customId: child.custom_id, check: () => showError(field, complain, isRequired) };
}

const explained = (text) => h("p", { class: "field-description" }, text);

function heading(field, id, name, isRequired) {
  const mark = isRequired && h("span", { class: "required", title: "required" }, " *");
  const props = { class: "field-label", id: `${id}-label`, for: field.isGroup ? null : id };
  return h(field.isGroup ? "div" : "label", props, name, mark);
}

function showError(field, complain, isRequired) {
  const value = field.read();
  const isEmpty = Array.isArray(value) ? !value.length : value === "" || value === null;
  const problem = isEmpty ? (isRequired ? "This field is required." : "") : (field.problem?.(value) ?? "");
  complain(problem);
  field.focusable.setAttribute("aria-invalid", String(Boolean(problem)));
  return problem;
}

function textField(part, id) {
  const props = {
    id,
    class: "text-field",
    placeholder: part.placeholder,
    value: part.value ?? "",
    maxlength: part.max_length ?? 4000,
    "aria-describedby": `${id}-error`,
    autocomplete: "off",
    data: { testid: `field-${part.custom_id}` },
  };
  const input =
    part.style === PARAGRAPH ? h("textarea", { ...props, rows: 4 }) : h("input", { ...props, type: "text" });
  const counter = h("span", { class: "counter", "aria-hidden": "true" });
  const tell = () => {
    counter.textContent = part.max_length ? String(part.max_length - input.value.length) : "";
  };
  input.addEventListener("input", tell);
  tell();
  const least = part.min_length ?? 0;
  return {
    node: h("div", { class: "text-field-box" }, input, part.style === PARAGRAPH && counter),
    focusable: input,
    read: () => input.value,
    problem: (value) => (value.length < least ? `Please write at least ${least} characters.` : ""),
  };
}

function menuField(part, id, label) {
  let values = [];
  const isRequired = part.required ?? true;
  const options = part.type === 3 ? (part.options ?? []) : entityOptions(part);
  const min = isRequired ? (part.min_values ?? 1) : 0;
  values = options.filter((o) => o.default).map((o) => o.value);
  const node = drawSelect({
    options,
    placeholder: part.placeholder ?? "Make a selection",
    min,
    max: part.max_values ?? 1,
    id,
    label,
    customId: part.custom_id,
    onchange: (next) => {
      values = next;
    },
  });
  return {
    node,
    focusable: node.firstElementChild,
    read: () => values,
    problem: (chosen) =>
      chosen.length < (part.min_values ?? 1) ? `Please choose at least ${part.min_values ?? 1}.` : "",
  };
}

/** One file, however many the bot would take. */
function fileField(part, id, _, complain) {
  let chosen = null;
  const { input, node } = fileBox(
    { id, describedBy: `${id}-error`, data: { testid: `field-${part.custom_id}` } },
    {
      onchange: (file) => {
        chosen = file;
        complain("");
      },
      onproblem: complain,
    },
  );
  return { node, focusable: input, read: () => (chosen ? [chosen] : []) };
}

function choiceRow(type, part, option, id, value) {
  const input = h("input", {
    type,
    name: id,
    value,
    checked: Boolean(option.default),
    data: { testid: `field-${part.custom_id}` },
  });
  const text = h(
    "span",
    { class: "choice-text" },
    option.label,
    option.description && h("small", {}, option.description),
  );
  return { input, row: h("label", { class: "choice" }, input, text) };
}

function radioField(part, id) {
  const rows = (part.options ?? []).map((option) => choiceRow("radio", part, option, id, option.value));
  return {
    isGroup: true,
    node: h(
      "div",
      { class: "choices", role: "radiogroup" },
      rows.map(({ row }) => row),
    ),
    focusable: rows[0]?.input ?? h("input"),
    read: () => rows.find(({ input }) => input.checked)?.input.value ?? null,
  };
}

function checkboxesField(part, id) {
  const rows = (part.options ?? []).map((option) => choiceRow("checkbox", part, option, id, option.value));
  const [least, most] = [part.min_values ?? 1, part.max_values ?? rows.length];
  const problem = (values) => {
    if (values.length < least) return `Please choose at least ${least}.`;
    return values.length > most ? `Please choose at most ${most}.` : "";
  };
  return {
    isGroup: true,
    node: h(
      "div",
      { class: "choices" },
      rows.map(({ row }) => row),
    ),
    focusable: rows[0]?.input ?? h("input"),
    problem,
    read: () => rows.filter(({ input }) => input.checked).map(({ input }) => input.value),
  };
}

function checkboxField(part, id, label) {
  const { input, row } = choiceRow(
    "checkbox",
    part,
    { label: label || "Yes", default: part.default },
    id,
    "true",
  );
  return {
    isGroup: true,
    node: h("div", { class: "choices" }, row),
    focusable: input,
    read: () => input.checked,
  };
}
