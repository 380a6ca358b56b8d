/** Turns instants into the words Discord uses for them. */

const DAY_MS = 86_400_000;
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

const format = (date, options) => new Intl.DateTimeFormat(undefined, options).format(date);

/** "3 hours ago", "in 2 days". */
export function relative(date, now = Date.now()) {
  const seconds = Math.round((date.getTime() - now) / 1000);
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** A date in one of Discord's `<t:…:style>` styles; an unknown style reads as "f". */
export function stamp(date, style, now = Date.now()) {
  return style === "R" ? relative(date, now) : format(date, STYLES[style] ?? STYLES.f);
}

/** The long form shown as a tooltip. */
export const fullDate = (date) => format(date, STYLES.F);

/** Only the time of day, as shown beside a grouped message. */
export const clockTime = (date) => format(date, STYLES.t);

/** Midnight of the local day, in milliseconds. */
export const dayOf = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** The heading between two days. */
export const dayHeading = (date) => format(date, STYLES.D);

/** How a message's header tells its time: today, yesterday, or the date. */
export function headerTime(date, now = new Date()) {
  const days = Math.round((dayOf(now) - dayOf(date)) / DAY_MS);
  if (days === 0) return clockTime(date);
  if (days === 1) return `Yesterday at ${clockTime(date)}`;
  return format(date, STYLES.s);
}

/** Keeps every relative time on the page true. */
export function keepRelativeTimesFresh(root, everyMs = 20_000) {
  setInterval(() => {
    for (const node of root.querySelectorAll("time[data-relative]")) {
      node.textContent = relative(new Date(node.dateTime));
    }
  }, everyMs);
}
