/** Who is here and who is speaking: the member list and the panel bottom left. */
import { byId, fill, h, icon } from "./dom.js";
import { closeMenu, openMenu } from "./menu.js";
import { appBadge, avatar, nameTag, personName } from "./names.js";
import { rolesOf, store } from "./store.js";

/** Draws both and keeps them true. */
export function startPeople() {
  store.on("world me status channel", drawMembers);
  store.on("world me", drawPanel);
}

const humans = () => [...store.people.values()].filter((person) => person.id !== store.bot?.id);

function drawMembers() {
  if (!store.guild) return;
  const seeing = humans().filter((person) => store.canSee(store.channel, person));
  const groups = [
    ["Moderators", seeing.filter((p) => p.moderator)],
    ["Online", seeing.filter((p) => !p.moderator)],
  ];
  fill(
    byId("members"),
    groups.map(([title, list]) =>
      group(
        title,
        list.map((p) => memberRow(p)),
      ),
    ),
    group(store.botOnline ? "Apps" : "Offline", [memberRow({ ...store.bot, bot: true }, !store.botOnline)]),
  );
}

function group(title, rows) {
  return rows.length ? h("section", {}, h("h2", {}, `${title} — ${rows.length}`), h("ul", {}, rows)) : null;
}

function memberRow(person, isOffline = false) {
  const isMe = person.id === store.meId;
  return h(
    "li",
    { class: isOffline ? "member offline" : "member", data: { testid: `member-${person.username}` } },
    withStatus(person, isOffline),
    h(
      "div",
      { class: "member-text" },
      h("div", {}, nameTag(person.id, person), person.bot && appBadge()),
      (isMe || isOffline) && h("small", {}, isMe ? "speaking" : "not connected"),
    ),
  );
}

function withStatus(person, isOffline = false) {
  return h(
    "span",
    { class: "with-status" },
    avatar(person, "small"),
    h("span", { class: isOffline ? "status off" : "status" }),
  );
}

function drawPanel() {
  const { me } = store;
  if (!me) return;
  fill(
    byId("user-panel"),
    h(
      "button",
      {
        type: "button",
        class: "speak-as",
        "aria-haspopup": "menu",
        title: "Speak as someone else",
        data: { testid: "speak-as" },
        onclick: choosePerson,
      },
      withStatus(me),
      h(
        "span",
        { class: "speak-as-text" },
        h("b", {}, personName(me.id)),
        h("small", {}, `Speaking as ${roleOf(me).toLowerCase()}`),
      ),
      icon("switch"),
    ),
  );
}

function roleOf(person) {
  if (person.moderator)
    return (
      rolesOf(person)
        .find((role) => role.name !== "@everyone")
        ?.name.replace(/s$/, "") ?? "Moderator"
    );
  return "Member";
}

function choosePerson(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const entries = humans().map((person) => ({
    label: [personName(person.id), h("small", {}, roleOf(person))],
    lead: avatar(person, "small"),
    checked: person.id === store.meId,
    icon: person.id === store.meId ? "check" : null,
    testid: `person-${person.username}`,
    run: () => speak(person),
  }));
  openMenu(entries, { left: box.left, bottom: box.top - 8 }, "Speak as");
}

function speak(person) {
  closeMenu();
  store.speakAs(person.id);
  byId("user-panel").querySelector("button").focus();
}
