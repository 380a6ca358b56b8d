/** How people, roles and channels are called and drawn small: names, colours, avatars, badges. */
import { cssColor, h, icon } from "./dom.js";
import { CHANNEL, isThread, rolesOf, store } from "./store.js";

const AVATAR_COLOURS = 6;

/** The shown name of a user: what the server told of the person, else the message's own author object. */
export function personName(id, user = null) {
  const person = id === store.bot?.id ? store.bot : (store.people.get(id) ?? user);
  return person ? person.global_name || person.username : "unknown-user";
}

export const channelName = (id) => store.channels.get(id)?.name ?? "unknown";
export const roleName = (id) => store.guild?.roles?.find((r) => r.id === id)?.name ?? "unknown-role";
export const isBot = (user) => Boolean(user?.bot) || user?.id === store.bot?.id;

/** The colour a name is written in: its highest coloured role. */
export function nameColor(id) {
  const person = store.people.get(id) ?? (id === store.bot?.id ? store.bot : null);
  return (
    rolesOf(person)
      .map((role) => cssColor(role.color))
      .find(Boolean) ?? ""
  );
}

/** A name in its colour. */
export function nameTag(id, user, props = {}) {
  return h("span", { class: "name", vars: { "--name": nameColor(id) }, ...props }, personName(id, user));
}

export const appBadge = () => h("span", { class: "badge", title: "Application" }, "APP");

/** A round avatar; the bot has a picture, people a coloured disc with their initial. */
export function avatar(user, size = "medium") {
  if (isBot(user))
    return h("img", { class: `avatar ${size}`, src: "/page/img/caveat.svg", alt: "", draggable: "false" });
  const name = personName(user?.id, user);
  const person = store.people.get(user?.id);
  const shade =
    [...(person?.username ?? name)].reduce((sum, c) => sum + c.codePointAt(0), 0) % AVATAR_COLOURS;
  const props = {
    class: `avatar ${size} shade-${shade}`,
    "aria-hidden": "true",
    vars: { "--avatar": cssColor(person?.color) },
  };
  return h("span", props, [...name][0]?.toUpperCase() ?? "?");
}

/** The icon before a channel's name. */
export function channelIcon(channel) {
  if (channel?.type === CHANNEL.forum) return icon("forum");
  if (channel?.type === CHANNEL.direct) return icon("bubble");
  return icon(isThread(channel) ? "thread" : "hash");
}
