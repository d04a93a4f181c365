// One machine: what it does, what is in it, what it complains of, and what it can be told.

import { h } from "./nodes.js";
import { get, path, post } from "./api.js";
import { t, word } from "./words.js";
import { badge, button, facts, field, onsubmit, part, picture, progress, spool, table, trayPlace } from "./pieces.js";

export const machine = {
  name: "machine",
  verb: "machines",
  within: "wall",
  title: (id) => id,

  async load(id) {
    const [one, queued] = await Promise.all([get(path("machines", id)), get("jobs?state=queued&limit=1000")]);
    return { one, queued: queued.filter((job) => job.machine === id) };
  },

  draw({ one, queued }, ui) {
    return [
      h("p", { class: "badges" }, badge("connection", one.connection), badge("activity", one.activity)),
      one.reason && h("p", { class: "reason" }, one.reason),
      one.print && part(t("machine.print"), h("div", { class: "body" }, one.job && picture(one.job, 0, one.id),
        h("div", {}, h("p", {}, one.print.title ?? ""), progress(one.print, one.id),
          one.job && h("a", { href: "#/" + path("job", one.job) }, t("job.number", { id: one.job }))))),
      ui.may("machineAction") && controls(one, ui),
      one.faults.length > 0 && part(t("machine.faults"), h("ul", { class: "findings" }, one.faults.map((fault) =>
        h("li", { class: fault.code === "NOTICE" ? "finding calm" : "finding" }, h("strong", {}, fault.text),
          h("span", {}, fault.detail || word("fault", fault.code)))))),
      part(t("machine.trays"), table(t("machine.trays"), [t("tray"), t("tray.material"), t("tray.colour"), t("tray.preset"), t("tray.left")],
        one.trays.map((tray) => [trayPlace(tray), tray.material ?? t("tray.empty"), [spool(tray.material ? tray.colour : null), " ", tray.colour],
          tray.preset, tray.remainingPercent === null ? "" : tray.remainingPercent + " %"]))),
      part(t("machine.waiting"), h("ul", {}, queued.map((job) =>
        h("li", { key: job.id }, h("a", { href: "#/" + path("job", job.id) }, job.file), job.reason && " – " + job.reason))),
      queued.length === 0 && h("p", { class: "nothing" }, t("nothing"))),
      facts([[t("model"), one.model], [t("address"), one.address], [t("serial"), one.serial], [t("machine.driver"), one.driver],
        [t("machine.can"), one.can.map((can) => word("can", can)).join(", ")]]),
    ];
  },
};

function controls(one, ui) {
  const act = (action, body) => ui.act(() => post(path("machines", one.id, action), body), t("machine.told"));
  const isBusy = ["printing", "preparing", "paused"].includes(one.activity) && one.can.includes("control");
  return part(t("machine.controls"),
    h("div", { class: "buttons" },
      one.gate && button(t("machine.clear"), () => act("clear"), { key: "clear", class: "first" }),
      isBusy && one.activity !== "paused" && button(t("machine.pause-print"), () => act("pause-print"), { key: "pause-print" }),
      isBusy && one.activity === "paused" && button(t("machine.resume-print"), () => act("resume-print"), { key: "resume-print" }),
      isBusy && button(t("machine.stop-print"), () => confirm(t("machine.stop.sure", { name: one.id })) && act("stop-print"),
        { key: "stop-print", class: "danger" }),
      button(t("machine.resume"), () => act("resume"), { key: "resume" })),
    h("form", { class: "inline", onsubmit: onsubmit((answers) => act("pause", answers)) },
      field(t("machine.pause.because"), "because", { required: true }), h("button", {}, t("machine.pause"))));
}
