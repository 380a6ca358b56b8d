/** The options of a command: what to suggest for each and how typed words become a value. */
import { personName } from "./names.js";
import { CHANNEL, store } from "./store.js";

export const TYPE = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};

/** Fixed suggestions of an option as {name, value}; null when it takes free words. */
export function suggestions(option) {
  if (option.choices?.length) return option.choices;
  if (option.type === TYPE.boolean)
    return [
      { name: "True", value: true },
      { name: "False", value: false },
    ];
  const people = () => [...store.people.keys()].map((id) => ({ name: `@${personName(id)}`, value: id }));
  const roles = () =>
    (store.guild?.roles ?? []).map((role) => ({ name: `@${role.name.replace(/^@/, "")}`, value: role.id }));
  if (option.type === TYPE.user) return people();
  if (option.type === TYPE.role) return roles();
  if (option.type === TYPE.mentionable) return [...people(), ...roles()];
  return option.type === TYPE.channel ? channels(option) : null;
}

function channels({ channel_types: kinds }) {
  const fits = (c) =>
    (kinds?.length ? kinds.includes(c.type) : c.type !== CHANNEL.category) && c.type !== CHANNEL.direct && store.canSee(c);
  return [...store.channels.values()].filter(fits).map((c) => ({ name: `#${c.name}`, value: c.id }));
}

/** Suggestions that contain the typed words. */
export function filtered(list, typed) {
  const wanted = typed.trim().toLowerCase().replace(/^[@#]/, "");
  return list.filter(({ name }) => name.toLowerCase().includes(wanted)).slice(0, 25);
}

/** The value of typed words as {value} or {error}; a chosen suggestion has gone before. */
export function valueOf(option, typed) {
  const text = typed.trim();
  if (!text)
    return option.required
      ? {
          error: `The option “${option.name}” is required. Give it a value, or press Escape to leave the command.`,
        }
      : {};
  const fixed = suggestions(option);
  if (fixed) return fromSuggestion(option, fixed, text);
  if (option.type === TYPE.integer || option.type === TYPE.number) return fromNumber(option, text);
  return option.type === TYPE.string
    ? fromString(option, text)
    : { error: `The option “${option.name}” takes a kind of value this page cannot send.` };
}

function fromSuggestion(option, fixed, text) {
  const bare = (name) => name.toLowerCase().replace(/^[@#]/, "");
  const found = fixed.find(({ name, value }) => bare(name) === bare(text) || String(value) === text);
  return found
    ? { value: found.value }
    : { error: `“${text}” is not one of the choices for “${option.name}”. Pick one from the list.` };
}

function fromNumber(option, text) {
  const value = Number(text);
  const isWhole = option.type === TYPE.number || Number.isSafeInteger(value);
  if (!Number.isFinite(value) || !isWhole)
    return {
      error: `The option “${option.name}” needs a ${option.type === TYPE.integer ? "whole " : ""}number.`,
    };
  if (value < (option.min_value ?? -Infinity))
    return { error: `The option “${option.name}” must be at least ${option.min_value}.` };
  if (value > (option.max_value ?? Infinity))
    return { error: `The option “${option.name}” must be at most ${option.max_value}.` };
  return { value };
}

function fromString(option, text) {
  if (text.length < (option.min_length ?? 0))
    return { error: `The option “${option.name}” needs at least ${option.min_length} characters.` };
  if (text.length > (option.max_length ?? 6000))
    return { error: `The option “${option.name}” takes at most ${option.max_length ?? 6000} characters.` };
  return { value: text };
}
