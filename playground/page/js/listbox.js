/** The list above the composer: commands, options, choices; moved through from the text box that owns it. */
import { h } from "./dom.js";

let count = 0;

export class Listbox {
  items = [];
  active = -1;

  /** `onchoose(item)` is called with the chosen item. */
  constructor(onchoose) {
    this.onchoose = onchoose;
    this.heading = h("div", { class: "list-heading" });
    this.list = h("div", { class: "list-items", role: "listbox", id: `listbox-${++count}` });
    this.root = h("div", { class: "listbox", hidden: true }, this.heading, this.list);
  }

  get isOpen() {
    return !this.root.hidden;
  }
  get chosen() {
    return this.isOpen ? this.items[this.active] : undefined;
  }

  /** Shows items {node, testid, name, section}; `active` is lit from the start, -1 for none. */
  show(items, { heading, empty, active = 0, label = "Suggestions" }) {
    this.items = items;
    this.active = items.length ? Math.min(active, items.length - 1) : -1;
    this.heading.replaceChildren(...[heading].flat().filter(Boolean));
    this.list.setAttribute("aria-label", label);
    const rows = items
      .flatMap((item, i) => [
        item.section && h("div", { class: "list-section", role: "presentation" }, item.section),
        this.#row(item, i),
      ])
      .filter(Boolean);
    this.list.replaceChildren(
      ...(rows.length || !empty ? rows : [h("div", { class: "list-empty", role: "status" }, empty)]),
    );
    this.root.hidden = false;
    this.#light();
  }

  hide() {
    this.root.hidden = true;
    this.owner?.removeAttribute("aria-activedescendant");
    this.#tellExpanded(false);
  }

  /** The box that has the keyboard while the list is open; one for a file completes no words. */
  belongTo(input) {
    this.owner = input;
    input.setAttribute("aria-controls", this.list.id);
    if (input.type !== "file") input.setAttribute("aria-autocomplete", "list");
  }

  /** Lights the next or the previous item. */
  move(step) {
    if (!this.items.length) return;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.active = (from + step + this.items.length) % this.items.length;
    this.#light();
  }

  #row(item, i) {
    return h(
      "div",
      {
        class: "list-item",
        role: "option",
        id: `${this.list.id}-${i}`,
        "aria-selected": "false",
        data: { testid: item.testid, name: item.name ?? "", index: String(i) },
        onmousemove: () => {
          if (this.active !== i) {
            this.active = i;
            this.#light();
          }
        },
        onmousedown: (event) => event.preventDefault(),
        onclick: () => this.onchoose(item),
      },
      item.node,
    );
  }

  /** Only a combobox may say so; the message box is a plain text box to assistive technology. */
  #tellExpanded(isOpen) {
    if (this.owner?.getAttribute("role") === "combobox")
      this.owner.setAttribute("aria-expanded", String(isOpen));
  }

  #light() {
    for (const row of this.list.querySelectorAll("[role=option]")) {
      const isActive = Number(row.dataset.index) === this.active;
      row.setAttribute("aria-selected", String(isActive));
      if (isActive) row.scrollIntoView({ block: "nearest" });
    }
    this.#tellExpanded(true);
    if (this.active >= 0) this.owner?.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    else this.owner?.removeAttribute("aria-activedescendant");
  }
}
