// Jobs: what waits and why, what is under way, what is over.

import { h } from "./nodes.js";
import { get, path, post, remove } from "./api.js";
import { moment, number, size, t } from "./words.js";
import { badge, button, choice, field, picture, Selection, spool } from "./pieces.js";
import { forEach } from "./wall.js";

const STATES = ["all", "received", "held", "queued", "assigned", "sending", "starting", "printing", "paused", "done", "failed", "cancelled"];
const AT_REST = new Set(["received", "done", "failed", "cancelled"]);
const PAGE = 50;

/** Of how many jobs that are not over the filaments are asked for. */
const LOOKED_INTO = 20;

const filter = { state: "all", printer: "", before: [] };

/** What is in a file never changes. */
const contents = new Map();
let selection = null;

export const jobs = {
  name: "jobs",
  verb: "jobs",
  inNav: true,
  title: () => t("jobs"),

  async load() {
    const query = new URLSearchParams({ limit: PAGE });
    if (filter.state !== "all") {
      query.set("state", filter.state);
    }
    if (filter.printer) {
      query.set("printer", filter.printer);
    }
    if (filter.before.length > 0) {
      query.set("before", filter.before.at(-1));
    }
    const [page, machines, printers] = await Promise.all(
      [get("jobs?" + query), get("machines"), get("printers")]);
    await lookInto(page.filter((one) => !AT_REST.has(one.state)).slice(-LOOKED_INTO));
    return { page: page.reverse(), machines, printers };
  },

  draw({ page, machines, printers }, ui) {
    selection ??= new Selection(ui.redraw);
    return [
      filters(printers, ui),
      ui.may("jobAction") && bulk(page, ui),
      page.length === 0 && h("p", { class: "nothing" }, t("jobs.none")),
      h("ul", { class: "rows" }, page.map((one) => row(one, machines, ui))),
      pages(page, ui),
    ];
  },
};

/** Asks once what filaments jobs need. */
export async function lookInto(jobs) {
  await Promise.all(jobs.filter((one) => !contents.has(one.id)).slice(0, LOOKED_INTO)
    .map(async (one) => contents.set(one.id, (await get(path("jobs", one.id))).plates)));
}

function filters(printers, ui) {
  const change = (name) => (event) => {
    filter[name] = event.target.value;
    filter.before = [];
    ui.refresh();
  };
  return h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    choice(t("jobs.state"), "state", STATES.map((one) => [one, t("state." + one)]), filter.state, { onchange: change("state") }),
    choice(t("jobs.printer"), "printer", [["", t("state.all")], ...printers.map((one) => [one.id, one.name])], filter.printer,
      { onchange: change("printer") }));
}

function bulk(page, ui) {
  const ids = page.map((one) => one.id);
  const chosen = selection.of(ids);
  const all = (action) => ui.act(() => forEach(chosen, (id) => post(path("jobs", id, action))), t("bulk.done", { n: chosen.length }));
  return h("div", { class: "bulk", role: "group", "aria-label": t("bulk") }, selection.all(ids), chosen.length > 0 && [
    h("span", {}, t("bulk.chosen", { n: chosen.length })),
    ["hold", "release", "cancel"].map((action) => button(t("bulk." + action), () => all(action), { key: action })),
  ]);
}

function row(one, machines, ui) {
  return h("li", { key: one.id, class: "row" },
    ui.may("jobAction") && selection.box(one.id, one.file),
    picture(one.id, one.plate, one.file),
    h("div", { class: "what" },
      h("h2", {}, h("a", { href: "#/" + path("job", one.id) }, one.file)), badge("state", one.state),
      h("p", { class: "small" }, [
        t("job.number", one), route(one), moment(one.received), t("job.from", one), size(one.bytes), plates(one),
      ].join(" · ")),
      filaments(one),
      notes(one, machines)),
    actions(one, machines, ui));
}

function route(one) {
  return one.machine ? one.printer + " → " + one.machine : one.printer;
}

/** Which plates there are. */
export function plates(one) {
  return one.plate ? t("job.plate", one) : t("job.plates", { n: one.plates.length });
}

/** What a job that was looked into needs. */
export function filaments(one) {
  const plate = (contents.get(one.id) ?? []).find((each) => each.number === (one.plate ?? one.plates[0]));
  return plate && h("ul", { class: "trays", "aria-label": t("job.filaments") }, plate.filaments.map(filament));
}

/** One filament of a plate. */
export function filament(one) {
  return h("li", {}, spool(one.color), h("span", {}, one.type + (one.grams > 0 ? " " + number(one.grams, 1) + " g" : "")));
}

/** Why a job is where it is, and what to mind. One that waits, waits for what its machine waits for. */
export function notes(one, machines) {
  const machine = one.state === "queued" ? machines.find((each) => each.id === one.machine) : null;
  return [one.reason, machine?.reason && machine.id + ": " + machine.reason, one.warning, one.refused && t("job.refused", one), one.damaged && t("job.damaged"),
    one["repeat-of"] && t("job.repeat", { id: one["repeat-of"] })]
    .filter(Boolean).map((text) => h("p", { class: "reason" }, text));
}

const POSSIBLE = {
  received: ["send"], held: ["release", "retry", "cancel"], queued: ["hold", "cancel"], assigned: ["cancel"], sending: ["cancel"],
  starting: ["cancel"], printing: ["cancel"], paused: ["cancel"], done: ["retry"], failed: ["retry"], cancelled: ["retry"],
};

/** What can be done with a job now. */
export function actions(one, machines, ui) {
  if (!ui.may("jobAction")) {
    return null;
  }
  const act = (action, body) => ui.act(() => post(path("jobs", one.id, action), body), t("job." + action + ".done", one));
  return h("div", { class: "buttons" }, (POSSIBLE[one.state] ?? [])
    .filter((action) => action === "send" || one.machine !== null)
    .map((action) => (action === "send" ? sending(one, machines, act)
      : button(t("job." + action), () => act(action), { key: action, "aria-label": t("job.act", { what: t("job." + action), file: one.file }) }))));
}

function sending(one, machines, act) {
  if (machines.length === 0) {
    return null;
  }
  return h("form", {
    key: "send", class: "inline",
    onsubmit: (event) => {
      event.preventDefault();
      act("send", { machine: event.target.elements.machine.value });
    },
  }, h("select", { name: "machine", "aria-label": t("job.send.to", one) }, machines.map((each) => h("option", { value: each.id }, each.id))),
  h("button", { "aria-label": t("job.act", { what: t("job.send"), file: one.file }) }, t("job.send")));
}

function pages(page, ui) {
  const turn = (change) => () => {
    change();
    ui.refresh();
  };
  return h("div", { class: "buttons" },
    filter.before.length > 0 && button(t("page.newer"), turn(() => filter.before.pop()), { key: "newer" }),
    page.length === PAGE && button(t("page.older"), turn(() => filter.before.push(page.at(-1).id)), { key: "older" }));
}

/** Deletes a job and its file. */
export const discard = (one, ui) => ui.act(async () => {
  await remove(path("jobs", one.id));
  location.hash = "#/jobs";
}, t("job.delete.done", one));
