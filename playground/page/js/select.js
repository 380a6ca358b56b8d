/** A select menu like Discord's: one or many values, from options or from people, roles, channels. */
import { h, icon } from "./dom.js";
import { personName } from "./names.js";
import { CHANNEL, store } from "./store.js";

/** The options of a user (5), role (6), mentionable (7) or channel (8) select. */
export function entityOptions({ type, channel_types: kinds, default_values: defaults = [] }) {
  const chosen = new Set(defaults.map((value) => String(value.id)));
  const people = [...store.people.keys()].map((id) => ({ label: personName(id), value: id }));
  const roles = (store.guild?.roles ?? [])
    .filter((r) => r.id !== store.guild.id)
    .map((r) => ({ label: `@${r.name}`, value: r.id }));
  const channels = [...store.channels.values()]
    .filter((c) => c.type !== CHANNEL.direct && store.canSee(c) && (!kinds?.length || kinds.includes(c.type)))
    .map((c) => ({ label: `#${c.name}`, value: c.id }));
  const options = { 5: people, 6: roles, 7: [...people, ...roles], 8: channels }[type] ?? [];
  return options.map((option) => ({ ...option, default: chosen.has(option.value) }));
}

/** Draws the menu; `onchoose(values)` is called when a choice is complete, `onchange(values)` on every change. */
export function drawSelect(spec) {
  const state = {
    ...spec,
    chosen: new Set(spec.options.filter((o) => o.default).map((o) => o.value)),
    active: 0,
  };
  state.face = h("span", { class: "select-face" });
  state.button = h(
    "button",
    {
      type: "button",
      class: `select-button${spec.busy ? " busy" : ""}`,
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": spec.label ?? spec.placeholder,
      disabled: spec.disabled,
      id: spec.id,
      data: { customId: spec.customId, testid: "select" },
      onclick: () => toggle(state),
      onkeydown: (event) => selectKey(event, state),
    },
    state.face,
    icon("chevron-down"),
  );
  state.root = h("div", { class: "select" }, state.button);
  state.root.addEventListener(
    "focusout",
    (event) => !state.root.contains(event.relatedTarget) && close(state),
  );
  showFace(state);
  return state.root;
}

function showFace(state) {
  const labels = state.options.filter((o) => state.chosen.has(o.value)).map((o) => o.label);
  state.face.textContent = labels.join(", ") || state.placeholder;
  state.face.classList.toggle("placeholder", !labels.length);
}

function toggle(state) {
  if (state.list) close(state);
  else open(state);
}

function open(state) {
  state.before = [...state.chosen].join();
  state.active = Math.max(
    0,
    state.options.findIndex((o) => state.chosen.has(o.value)),
  );
  state.list = h("div", {
    class: "select-list",
    role: "listbox",
    "aria-multiselectable": state.max > 1 ? "true" : null,
  });
  state.root.append(state.list);
  state.button.setAttribute("aria-expanded", "true");
  drawList(state);
  const { bottom } = state.root.getBoundingClientRect();
  state.list.classList.toggle("above", bottom + state.list.offsetHeight > window.innerHeight - 12);
}

function close(state) {
  if (!state.list) return;
  state.list.remove();
  state.list = null;
  state.button.setAttribute("aria-expanded", "false");
  const values = [...state.chosen];
  if (state.max > 1 && values.join() !== state.before && values.length >= state.min) state.onchoose?.(values);
}

function drawList(state) {
  const rows = state.options.map((option, i) => {
    const isChosen = state.chosen.has(option.value);
    return h(
      "div",
      {
        class: i === state.active ? "select-option active" : "select-option",
        role: "option",
        "aria-selected": String(isChosen),
        data: { value: option.value },
        onmousedown: (event) => {
          event.preventDefault();
          state.active = i;
          choose(state);
        },
      },
      option.emoji && h("span", { class: "option-emoji" }, option.emoji.name),
      h(
        "div",
        { class: "option-text" },
        h("div", {}, option.label),
        option.description && h("small", {}, option.description),
      ),
      isChosen && icon("check"),
    );
  });
  state.list.replaceChildren(
    ...(rows.length ? rows : [h("div", { class: "select-empty" }, "Nothing to choose from.")]),
  );
  state.list.children[state.active]?.scrollIntoView({ block: "nearest" });
}

function choose(state) {
  const option = state.options[state.active];
  if (!option) return;
  const isChosen = state.chosen.has(option.value);
  if (state.max === 1) state.chosen = new Set(isChosen && state.min === 0 ? [] : [option.value]);
  else if (isChosen) state.chosen.delete(option.value);
  else if (state.chosen.size < state.max) state.chosen.add(option.value);
  showFace(state);
  state.onchange?.([...state.chosen]);
  if (state.max > 1) {
    drawList(state);
    return;
  }
  close(state);
  state.onchoose?.([...state.chosen]);
}

function selectKey(event, state) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!state.list) {
    if (step) {
      event.preventDefault();
      open(state);
    }
    return;
  }
  if (step) {
    state.active = (state.active + step + state.options.length) % Math.max(1, state.options.length);
    drawList(state);
  } else if (event.key === "Enter" || event.key === " ") choose(state);
  else if (event.key === "Escape") close(state);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
