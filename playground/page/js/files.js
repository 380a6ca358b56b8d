/** Files of a person: how large they may be, how that is told, and their way to the playground. */
import { keyed } from "./socket.js";
import { store } from "./store.js";

const KIBIBYTE = 1024;
const MEBIBYTE = KIBIBYTE ** 2;

/** A size in words, such as "1.4 MB". */
export function sizeOf(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < KIBIBYTE) return `${bytes} bytes`;
  return bytes < MEBIBYTE ? `${rounded(bytes / KIBIBYTE)} KB` : `${rounded(bytes / MEBIBYTE)} MB`;
}

const rounded = (size) => Number(size.toFixed(1));

/** What is wrong with a chosen file, or "". */
export function problemWith(file) {
  if (file.size <= store.mostFileBytes) return "";
  return `“${file.name}” is larger than ${sizeOf(store.mostFileBytes)}, the most here. Choose a smaller file.`;
}

/** The same values with every file given to the playground, and named by its id; rejects with a sentence. */
export async function handedOver(value) {
  if (value instanceof File) return { id: await handOver(value) };
  if (Array.isArray(value)) return Promise.all(value.map(handedOver));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(async ([key, inner]) => [key, await handedOver(inner)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function handOver(file) {
  const address = keyed("/people/files", window.location, { name: file.name });
  const answer = await fetch(address, { method: "POST", body: file }).catch(() => {
    throw new Error(`“${file.name}” could not be handed over. Choose it again.`);
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).id;
}
