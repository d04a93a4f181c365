// All that the page says, from texts.json: another language is another entry there. Numbers and times are the browser's.

let texts = {};
let language = "en";

/** Reads the texts and takes the first language of the browser's that there are texts in. */
export async function readTexts() {
  const all = await (await fetch("/texts.json")).json();
  const wanted = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]);
  language = wanted.find((tag) => tag in all) ?? Object.keys(all)[0];
  texts = all[language];
  document.documentElement.lang = language;
}

/** The text of a key, with {names} filled in; where it has forms of number, that of {n}. */
export function t(key, values = {}) {
  let text = texts[key] ?? key;
  if (typeof text === "object") {
    text = text[new Intl.PluralRules(language).select(values.n)] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** The text for a word of the farm's, for instance of a state; the word itself where there is none. */
export function word(kind, name) {
  return texts[kind + "." + name] ?? String(name ?? "").replaceAll("_", " ").toLowerCase();
}

/** Minutes, as people say it. */
export function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? t("time.hours", { h: hours, m: Math.round(minutes % 60) }) : t("time.minutes", { m: Math.round(minutes) });
}

/** A moment: today's by the clock, others by the date too. */
export function moment(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** A size in bytes. */
export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(language, { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: 1 })
    .format(bytes / 1000 ** step);
}

/** A number, with so many digits after the point at most. */
export function number(value, digits = 0) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}
