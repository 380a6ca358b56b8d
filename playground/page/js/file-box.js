/** A box for one file: chosen with the browser's own picker, told by name and size, taken away by ×. */
import { fill, h, iconButton } from "./dom.js";
import { problemWith, sizeOf } from "./files.js";

let count = 0;

/** Makes the box; `onchange(file)` is told of each choice, null for none, `onproblem(text)` of a bad one. */
export function fileBox({ describedBy = "", ...props }, { onchange, onproblem }) {
  const told = h("span", { class: "file-told", id: `file-told-${++count}` });
  const described = { "aria-describedby": `${told.id} ${describedBy}`.trim() };
  const input = h("input", { type: "file", class: "sr-only", ...described, ...props });
  const away = iconButton("close", "", () => take(null), { data: { testid: "file-away" } });
  const tell = (file) => {
    fill(told, ...(file ? nameAndSize(file) : ["Choose a file …"]));
    away.setAttribute("aria-label", file ? `Take ${file.name} away` : "");
    away.title = away.getAttribute("aria-label");
    away.hidden = !file;
  };
  const take = (file) => {
    const problem = file && problemWith(file);
    const taken = problem ? null : file;
    if (!taken) input.value = "";
    tell(taken);
    input.focus();
    onchange(taken);
    if (problem) onproblem(problem);
  };
  input.addEventListener("change", () => take(input.files[0] ?? null));
  input.addEventListener("keydown", (event) => pressed(event, input, () => take(null)));
  tell(null);
  return { input, node: h("label", { class: "file-box" }, input, told, away) };
}

/** Only the name gives way where there is little room. */
const nameAndSize = ({ name, size }) => [
  h("span", { class: "file-told-name" }, name),
  h("span", { class: "file-told-size" }, ` · ${sizeOf(size)}`),
];

/** Enter opens the picker of an empty box; Backspace and Delete empty a full one. */
function pressed(event, input, empty) {
  const acts = input.value ? { Backspace: empty, Delete: empty } : { Enter: () => input.click() };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}
