/** Starts the page: opens the socket and lets each part draw its own corner. */
import { forgetCommands, speakThrough } from "./api.js";
import { startComposer } from "./composer.js";
import { apply } from "./events.js";
import { startForum } from "./forum.js";
import { startHeader } from "./header.js";
import { startMessages } from "./messages.js";
import { startNarrow } from "./narrow.js";
import { startNotices } from "./notices.js";
import { startPeople } from "./people.js";
import { startSidebar } from "./sidebar.js";
import { Socket, socketUrl } from "./socket.js";
import { store } from "./store.js";
import { keepRelativeTimesFresh } from "./time.js";

const socket = new Socket(socketUrl(window.location));
speakThrough(socket);
socket.addEventListener("event", ({ detail }) => apply(detail));
store.on("world status", forgetCommands);

startNotices(socket);
startNarrow();
startSidebar();
startHeader();
startMessages();
startForum();
startComposer();
startPeople();
keepRelativeTimesFresh(document.body);
socket.open();
