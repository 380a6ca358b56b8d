/** The bar above the messages: where we are, the topic, the member list's switch. */
import { byId, fill, h, icon, iconButton } from "./dom.js";
import { channelIcon } from "./names.js";
import { membersShown, openSidebar, toggleMembers } from "./narrow.js";
import { isThread, sign, store } from "./store.js";

/** Draws the header and keeps it true. */
export function startHeader() {
  store.on("world me channel channels", draw);
}

function draw() {
  const { channel } = store;
  if (!channel) {
    fill(byId("header"), h("h1", {}, "No channel you may see"));
    return;
  }
  document.title = `${sign(channel)}${channel.name} | ${store.guild.name}`;
  const parent = isThread(channel) ? store.channels.get(channel.parent_id) : null;
  fill(
    byId("header"),
    iconButton("menu", "Open the channel list", openSidebar, { class: "icon-button menu-button" }),
    parent && crumb(parent),
    channelIcon(channel),
    h("h1", {}, channel.name),
    channel.topic && h("p", { class: "topic", title: channel.topic }, channel.topic),
    h("span", { class: "grow" }),
    membersButton(),
  );
}

function crumb(parent) {
  return [
    h(
      "button",
      { type: "button", class: "crumb", onclick: () => store.open(parent.id) },
      channelIcon(parent),
      parent.name,
    ),
    icon("chevron-right", "crumb-arrow"),
  ];
}

function membersButton() {
  const press = (event) => event.currentTarget.setAttribute("aria-pressed", String(toggleMembers()));
  return iconButton("members", "Member list", press, { "aria-pressed": String(membersShown()) });
}
