/** Writing a slash command: chips for its options, suggestions as one types, and sending it whole. */
import { autocomplete } from "./api.js";
import { chipValue, choose, makeChip, spread } from "./chips.js";
import { h } from "./dom.js";
import { interactions } from "./interactions.js";
import { filtered, suggestions } from "./options.js";
import { store } from "./store.js";

const DEBOUNCE_MS = 150;

export class SlashForm {
  chips = [];
  #asked = 0;
  #timer = 0;

  /** `listbox` shows the suggestions; `onleave()` is called when the command is sent or given up. */
  constructor(entry, rest, { listbox, onleave }) {
    Object.assign(this, { entry, listbox, onleave });
    this.error = h("p", { class: "slash-error", role: "alert", data: { testid: "slash-error" } });
    this.tail = h("input", {
      class: "chip-tail",
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      role: "combobox",
      "aria-expanded": "false",
      "aria-label": "More options, or Enter to send",
      data: { testid: "slash-tail" },
    });
    this.tail.addEventListener("focus", () => this.#showOptional());
    this.tail.addEventListener("blur", () => this.listbox.hide());
    this.tail.addEventListener("input", () => this.#tailTyped());
    this.tail.addEventListener("keydown", (event) => this.#key(event, null));
    this.line = h(
      "div",
      { class: "slash-line" },
      h("span", { class: "slash-name" }, `/${entry.name}`),
      this.tail,
    );
    this.root = h(
      "div",
      {
        class: "slash-form",
        role: "group",
        "aria-label": `Command ${entry.name}`,
        data: { testid: "slash-form" },
      },
      this.line,
      this.error,
    );
    const given = spread(entry.options, rest);
    entry.options
      .filter((o) => o.required || given.has(o.name))
      .forEach((option) => this.#add(option, given.get(option.name) ?? ""));
    this.#tellRest();
  }

  /** Puts the cursor where the next value belongs. */
  focus() {
    const next =
      this.chips.find((chip) => !chip.input.value) ??
      (this.entry.options.length > this.chips.length ? null : this.chips.at(-1));
    (next?.input ?? this.tail).focus();
  }

  #add(option, text = "") {
    const chip = makeChip(option, text, {
      onfocus: (c) => this.#suggest(c),
      oninput: (c) => this.#typed(c),
      onkey: (event, c) => this.#key(event, c),
      onblur: () => this.listbox.hide(),
      onproblem: (c, problem) => this.#complain(c, problem),
    });
    this.chips.push(chip);
    this.line.insertBefore(chip.node, this.tail);
    this.#tellRest();
    return chip;
  }

  #remaining() {
    const used = new Set(this.chips.map((chip) => chip.option.name));
    return this.entry.options.filter((option) => !used.has(option.name));
  }

  #tellRest() {
    const rest = this.#remaining().length;
    this.tail.placeholder = rest ? `+${rest} optional` : "";
  }

  #typed(chip) {
    this.error.textContent = "";
    this.#suggest(chip);
  }

  /** Suggestions for a chip: fixed ones at once, the bot's own after a short pause. */
  #suggest(chip) {
    this.listbox.belongTo(chip.input);
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    if (chip.option.autocomplete) {
      if (!this.listbox.isOpen || this.shown !== chip) this.#show(chip, [], "Loading options…");
      this.#timer = setTimeout(() => this.#ask(chip, asked), chip.input.value ? DEBOUNCE_MS : 0);
      return;
    }
    const fixed = suggestions(chip.option);
    this.#show(
      chip,
      fixed ? filtered(fixed, chip.choice ? "" : chip.input.value) : [],
      fixed ? "No choice fits." : "",
    );
  }

  async #ask(chip, asked) {
    const { command, path } = this.entry;
    const options = { ...this.#valuesSoFar(), [chip.option.name]: chip.input.value };
    try {
      const choices = await autocomplete({
        channel: store.channelId,
        command: command.id,
        path,
        options,
        focused: chip.option.name,
      });
      if (asked === this.#asked) this.#show(chip, choices ?? [], "No options match your search.");
    } catch (error) {
      if (asked === this.#asked) this.#show(chip, [], error.message);
    }
  }

  #valuesSoFar() {
    const known = this.chips.map((chip) => [chip.option.name, chipValue(chip).value]);
    return Object.fromEntries(known.filter(([, value]) => value !== undefined && !(value instanceof File)));
  }

  #show(chip, choices, empty) {
    if (document.activeElement !== chip.input) return;
    this.shown = chip;
    const items = choices.map((choice) => ({
      choice,
      chip,
      name: choice.name,
      testid: "autocomplete-choice",
      node: h("div", { class: "list-text" }, choice.name),
    }));
    const heading = [h("b", {}, chip.option.name), h("span", {}, chip.option.description ?? "")];
    this.listbox.show(items, {
      heading,
      empty,
      active: chip.choice ? -1 : 0,
      label: `Choices for ${chip.option.name}`,
    });
  }

  #showOptional() {
    this.shown = null;
    this.#asked++;
    this.listbox.belongTo(this.tail);
    const typed = this.tail.value.trim().toLowerCase();
    const fits = this.#remaining().filter((option) => option.name.startsWith(typed));
    if (!fits.length) {
      this.listbox.hide();
      return;
    }
    const items = fits.map((option) => ({
      option,
      name: option.name,
      testid: "picker-option",
      node: h(
        "div",
        { class: "list-text" },
        h("div", {}, h("b", {}, option.name)),
        h("small", {}, option.description ?? ""),
      ),
    }));
    this.listbox.show(items, {
      heading: [h("span", {}, "Options")],
      active: typed ? 0 : -1,
      label: "Optional options",
    });
  }

  #tailTyped() {
    const named = this.#remaining().find((option) => this.tail.value === `${option.name}:`);
    if (named) this.take({ option: named });
    else this.#showOptional();
  }

  /** Takes a suggestion or an optional option from the list. */
  take(item) {
    if (item.choice) {
      choose(item.chip, item.choice);
      const next = this.chips.find((chip) => chip.option.required && !chip.input.value);
      if (next) next.input.focus();
      else if (this.#remaining().length) this.tail.focus();
      else this.#suggest(item.chip);
    } else if (item.option) {
      this.tail.value = "";
      this.#add(item.option).input.focus();
    }
  }

  #key(event, chip) {
    const act = event.isComposing ? null : this.#actOn(event, chip);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** What a key does in an option's box, or nothing when it only types. */
  #actOn({ key, shiftKey, target }, chip) {
    const { chosen } = this.listbox;
    const take = chosen && (() => this.take(chosen));
    const acts = {
      ArrowDown: () => this.listbox.move(1),
      ArrowUp: () => this.listbox.move(-1),
      Escape: () => this.onleave(),
      Enter: take ?? (() => this.send()),
      Tab: !shiftKey && take,
      Backspace: !target.value && (() => this.#back(chip)),
    };
    return acts[key];
  }

  /** Backspace in an empty box: an optional chip goes, a required one hands over to the one before. */
  #back(chip) {
    const before = chip ? this.chips[this.chips.indexOf(chip) - 1] : this.chips.at(-1);
    if (chip && !chip.option.required) {
      this.chips = this.chips.filter((c) => c !== chip);
      chip.node.remove();
      this.#tellRest();
      (before?.input ?? this.tail).focus();
    } else if (before) before.input.focus();
    else this.onleave(`/${this.entry.name}`);
  }

  #complain(chip, problem) {
    chip.node.classList.add("wrong");
    chip.input.focus();
    this.error.textContent = problem;
  }

  /** Sends the command, or says what is missing. */
  send() {
    const answers = this.chips.map((chip) => ({ chip, ...chipValue(chip) }));
    const wrong = answers.find(({ error }) => error);
    if (wrong) {
      this.#complain(wrong.chip, wrong.error);
      return;
    }
    const options = Object.fromEntries(
      answers.filter(({ value }) => value !== undefined).map(({ chip, value }) => [chip.option.name, value]),
    );
    const { command, path, name } = this.entry;
    interactions.start(
      "slash",
      { channel: store.channelId, command: command.id, path, options },
      { line: `/${name}` },
    );
    this.onleave();
  }
}
