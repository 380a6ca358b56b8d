/** Finds the commands that fit what is typed after the slash, and draws them as list items. */
import { h } from "./dom.js";
import { personName } from "./names.js";
import { store } from "./store.js";

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const CHAT_INPUT = 1;

/** Every command a person can send, subcommands spelled out: {command, path, name, description, options}. */
export function callable(commands) {
  return commands
    .filter((command) => (command.type ?? CHAT_INPUT) === CHAT_INPUT)
    .flatMap((command) => spellOut(command, command, []));
}

function spellOut(command, node, path) {
  const nested = (node.options ?? []).filter((option) =>
    [SUBCOMMAND, SUBCOMMAND_GROUP].includes(option.type),
  );
  if (nested.length) return nested.flatMap((option) => spellOut(command, option, [...path, option.name]));
  return [
    {
      command,
      path,
      name: [command.name, ...path].join(" "),
      description: node.description ?? "",
      options: node.options ?? [],
    },
  ];
}

/** The entries that fit the typed words: those that begin with them before those that contain them. */
export function matching(entries, typed) {
  const wanted = typed.toLowerCase().replace(/\s+/g, " ");
  const rank = ({ name, description }) => {
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted.trim())) return 1;
    return description.toLowerCase().includes(wanted.trim()) ? 2 : 3;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((r) => r.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.entry.name.localeCompare(b.entry.name))
    .map(({ entry }) => entry);
}

/** The entry whose whole name and a space were typed, with the rest; else null. */
export function typedWhole(entries, typed) {
  const fits = entries
    .filter(({ name }) => typed.toLowerCase().startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length);
  return fits.length ? { entry: fits[0], rest: typed.slice(fits[0].name.length + 1) } : null;
}

/** A command as a list item; the first carries the app's name. */
export function commandItem(entry, index) {
  const required = entry.options
    .filter((option) => option.required)
    .map((option) => h("span", { class: "option-hint" }, option.name));
  const app = personName(store.bot?.id);
  return {
    entry,
    name: entry.name,
    testid: "picker-option",
    section: index === 0 && app,
    node: [
      h("img", { class: "avatar small", src: "/page/img/caveat.svg", alt: "" }),
      h(
        "div",
        { class: "list-text" },
        h("div", {}, h("b", {}, `/${entry.name}`), required),
        h("small", {}, entry.description),
      ),
      h("span", { class: "list-side" }, app),
    ],
  };
}
