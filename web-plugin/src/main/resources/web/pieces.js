// What several screens show.

import { h } from "./nodes.js";
import { t, word, duration } from "./words.js";
import { path } from "./api.js";

/** A state in a word, coloured by what it means: good, busy, wait, bad or calm. */
export function badge(kind, state) {
  return h("span", { class: "badge " + (MEANING[state] ?? "calm") }, word(kind, state));
}

const MEANING = {
  running: "busy", printing: "busy", prepare: "busy", preparing: "busy", sending: "busy", starting: "busy", assigned: "busy",
  pause: "wait", paused: "wait", held: "wait", queued: "wait", degraded: "wait", initializing: "wait", unknown: "wait",
  failed: "bad", offline: "bad", refused: "bad", stopped: "bad",
  ready: "good", compatible: "wait", unfit: "bad",
  done: "good", finish: "good", finished: "good", online: "good", used: "good", working: "good", gone: "bad",
};

/** How far a print is. */
export function progress(what, name) {
  const words = [what.percent + " %"];
  if (what.layers > 0) {
    words.push(t("print.layer", what));
  }
  if (what.remainingMinutes > 0) {
    words.push(t("print.left", { time: duration(what.remainingMinutes) }));
  }
  return h("div", { class: "progress" },
    h("progress", { max: 100, value: what.percent, "aria-label": t("print.progress", { name }) }),
    h("span", {}, words.join(" · ")));
}

/** The filaments of a machine, as spools. */
export function trays(all) {
  return all.length === 0 ? null : h("ul", { class: "trays", "aria-label": t("machine.trays") }, all.map(tray));
}

function tray(one) {
  const what = one.material ?? t("tray.empty");
  const left = one.remainingPercent === null ? "" : " " + one.remainingPercent + " %";
  return h("li", { title: trayPlace(one) + ": " + what + left }, spool(one.material ? one.colour : null),
    h("span", {}, what), h("span", { class: "unseen" }, left + " " + trayPlace(one)));
}

/** Where a tray is, for instance A1. */
export function trayPlace(one) {
  return one.unit >= 254 ? t("tray.external") : String.fromCharCode(65 + one.unit % 128) + (one.slot + 1);
}

/** A spot of a colour; a ring where there is none. */
export function spool(colour) {
  const hex = /^#?([0-9A-Fa-f]{6})/.exec(colour ?? "");
  return h("span", { class: hex ? "spool" : "spool none", "aria-hidden": "true", style: { backgroundColor: hex ? "#" + hex[1] : "" } });
}

/** The picture of a job's plate. */
export function picture(job, plate, name) {
  const where = "/api/v1/" + path("jobs", job, "thumbnail") + (plate ? "?plate=" + plate : "");
  return h("img", {
    class: "picture", src: where, alt: t("job.picture", { name }), loading: "lazy", width: 96, height: 96,
    onerror: (event) => event.target.classList.add("missing"),
  });
}

/** A button that does something with the farm. */
export function button(label, onclick, more = {}) {
  return h("button", { type: "button", onclick, ...more }, label);
}

/** A field with its name. */
export function field(label, name, attributes = {}, ...inside) {
  return h("label", { class: "field" }, h("span", {}, label), h(attributes.tag ?? "input", { name, ...attributes, tag: null }, ...inside));
}

/** A choice of several; pairs of value and text. */
export function choice(label, name, pairs, chosen, attributes = {}) {
  return field(label, name, { tag: "select", ...attributes },
    pairs.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
}

/** A table; each row is a list of cells, which may be nodes. */
export function table(caption, heads, rows) {
  if (rows.length === 0) {
    return h("p", { class: "nothing" }, t("nothing"));
  }
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) => h(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : {}, cell)))))));
}

/** Names and values. */
export function facts(pairs) {
  return h("dl", { class: "facts" }, pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/** A part of a screen. */
export function part(title, ...inside) {
  return h("section", {}, h("h2", {}, title), ...inside);
}

/** Something that is wrong, and what to do about it. */
export function finding(one) {
  return h("li", { class: "finding" }, h("strong", {}, one.cause), h("span", {}, one.mend));
}

/** The data of a form that was sent, and nothing else happens. */
export function onsubmit(act) {
  return (event) => {
    event.preventDefault();
    act(Object.fromEntries(new FormData(event.target)), event.target);
  };
}

/** What is chosen of a list, to do something with all of it. */
export class Selection {
  #ids = new Set();

  constructor(redraw) {
    this.redraw = redraw;
  }

  /** Those that are chosen and still there. */
  of(ids) {
    return ids.filter((id) => this.#ids.has(id));
  }

  box(id, name) {
    return h("input", {
      type: "checkbox", "aria-label": t("select", { name }), checked: this.#ids.has(id),
      onchange: (event) => this.set([id], event.target.checked),
    });
  }

  all(ids) {
    return h("label", { class: "all" }, h("input", {
      type: "checkbox", checked: ids.length > 0 && ids.every((id) => this.#ids.has(id)),
      onchange: (event) => this.set(ids, event.target.checked),
    }), t("select.all"));
  }

  set(ids, isOn) {
    ids.forEach((id) => (isOn ? this.#ids.add(id) : this.#ids.delete(id)));
    this.redraw();
  }
}
