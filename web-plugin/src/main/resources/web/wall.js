// The wall: each machine and printer with what it does now.

import { h } from "./nodes.js";
import { get, path, post } from "./api.js";
import { t } from "./words.js";
import { badge, button, choice, field, part, picture, progress, Selection, trays } from "./pieces.js";

const BUSY = new Set(["running", "printing", "prepare", "preparing", "pause", "paused"]);
const filter = { text: "", show: "all" };
let selection = null;

export const wall = {
  name: "wall",
  verb: "wall",
  inNav: true,
  title: () => t("wall"),

  async load(id, ui) {
    const [shown, machines] = await Promise.all([get("wall"), ui.may("machines") ? get("machines") : []]);
    return { printers: shown.printers, machines };
  },

  draw({ printers, machines }, ui) {
    selection ??= new Selection(ui.redraw);
    const shownMachines = machines.filter((one) => isWanted([one.id, one.model], one.activity, needsSomebody(one)));
    const shownPrinters = printers.filter((one) => isWanted([one.id, one.name, one.model], one.phase, one.trouble));
    return [
      filters(ui),
      machines.length > 0 && part(t("wall.machines", { n: shownMachines.length }), bulk(shownMachines, ui),
        h("ul", { class: "cards" }, shownMachines.map((one) => machineCard(one, ui)))),
      part(t("wall.printers", { n: shownPrinters.length }),
        h("ul", { class: "cards" }, shownPrinters.map((one) => printerCard(one, ui)))),
    ];
  },
};

function filters(ui) {
  return h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    field(t("filter"), "filter", {
      type: "search",
      oninput: (event) => {
        filter.text = event.target.value.toLowerCase();
        ui.redraw();
      },
    }),
    choice(t("filter.show"), "show", ["all", "busy", "rest", "trouble"].map((one) => [one, t("filter." + one)]), filter.show, {
      onchange: (event) => {
        filter.show = event.target.value;
        ui.redraw();
      },
    }));
}

function isWanted(names, does, isTrouble) {
  const kinds = { all: true, busy: BUSY.has(does), rest: !BUSY.has(does), trouble: isTrouble };
  return kinds[filter.show] && names.some((name) => (name ?? "").toLowerCase().includes(filter.text));
}

function needsSomebody(machine) {
  return machine.gate || machine.connection === "offline" || machine.activity === "failed" || machine.activity === "paused"
    || machine.faults.some((fault) => fault.code !== "NOTICE");
}

function bulk(machines, ui) {
  if (!ui.may("machineAction")) {
    return null;
  }
  const ids = machines.map((one) => one.id);
  const chosen = selection.of(ids);
  const all = (action, body) => ui.act(() => forEach(chosen, (id) => post(path("machines", id, action), body)), t("bulk.done", { n: chosen.length }));
  return h("div", { class: "bulk", role: "group", "aria-label": t("bulk") }, selection.all(ids), chosen.length > 0 && [
    h("span", {}, t("bulk.chosen", { n: chosen.length })),
    button(t("bulk.clear"), () => all("clear")),
    button(t("bulk.pause"), () => all("pause", { because: t("machine.pause.usual") })),
    button(t("bulk.resume"), () => all("resume")),
  ]);
}

/** One after the other; all are tried, and the first that is refused is told. */
export async function forEach(ids, act) {
  const results = await Promise.allSettled(ids.map(act));
  const refused = results.find((one) => one.status === "rejected");
  if (refused) {
    throw refused.reason;
  }
}

function machineCard(one, ui) {
  return h("li", { key: "m-" + one.id, class: needsSomebody(one) ? "card minding" : "card" },
    h("div", { class: "head" },
      ui.may("machineAction") && selection.box(one.id, one.id),
      h("h3", {}, h("a", { href: "#/" + path("machine", one.id) }, one.id)),
      badge("activity", one.connection === "online" ? one.activity : one.connection)),
    h("div", { class: "body" },
      one.job && picture(one.job, 0, one.id),
      h("div", {},
        h("p", { class: "small" }, [one.model, one.print?.title].filter(Boolean).join(" · ")),
        one.print && BUSY.has(one.activity) && progress({ ...one.print }, one.id),
        trays(one.trays),
        one.reason && h("p", { class: "reason" }, one.reason),
        one.queued > 0 && h("p", { class: "small" }, t("machine.queued", { n: one.queued })))),
    one.gate && ui.may("machineAction") && h("div", { class: "buttons" },
      button(t("machine.clear"), () => ui.act(() => post(path("machines", one.id, "clear")), t("machine.cleared", { name: one.id })),
        { "aria-label": t("machine.clear.of", { name: one.id }) })));
}

function printerCard(one, ui) {
  return h("li", { key: "p-" + one.id, class: one.trouble ? "card minding" : "card", "data-goal": one.id },
    h("div", { class: "head" },
      h("h3", {}, ui.may("printers") ? h("a", { href: "#/" + path("printer", one.id) }, one.name) : one.name),
      badge("phase", one.phase)),
    h("p", { class: "small" }, one.model),
    BUSY.has(one.phase) && progress(one, one.name),
    one.elsewhere && h("p", { class: "reason" }, one.elsewhere),
    one.trouble && h("p", { class: "reason" }, t("printer.trouble")));
}

