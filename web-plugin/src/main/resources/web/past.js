// What was: prints that are over, slicers in trouble, and the last events.

import { h } from "./nodes.js";
import { get } from "./api.js";
import { moment, number, size, t, word } from "./words.js";
import { badge, button, field, finding, onsubmit, part, table } from "./pieces.js";
import { slicer } from "./printer.js";

const PAGE = 100;
const span = { from: "", to: "", after: [0] };

export const history = {
  name: "history",
  verb: "history",
  inNav: true,
  title: () => t("history"),

  load() {
    const query = new URLSearchParams({ limit: PAGE, after: span.after.at(-1) });
    ["from", "to"].filter((name) => span[name]).forEach((name) => query.set(name, new Date(span[name]).toISOString()));
    return get("history?" + query);
  },

  draw(prints, ui) {
    const hours = prints.reduce((sum, one) => sum + one.hours, 0);
    const grams = prints.reduce((sum, one) => sum + one.grams, 0);
    const turn = (change) => () => {
      change();
      ui.refresh();
    };
    return [
      h("form", { class: "filters", onsubmit: onsubmit((answers) => turn(() => Object.assign(span, answers, { after: [0] }))()) },
        field(t("history.from"), "from", { type: "date" }), field(t("history.to"), "to", { type: "date" }),
        h("button", {}, t("history.show"))),
      prints.length > 0 && h("p", {}, t("history.sum", { n: prints.length, hours: number(hours, 1), grams: number(grams) })),
      table(t("history"), [t("job.name"), t("history.ended"), t("job.machine"), t("job.sender"), t("history.hours"), t("history.grams"),
        t("history.result")], prints.map((one) => [one.file, moment(one.ended), one.machine, one.user, number(one.hours, 1),
        number(one.grams, 1), badge("state", one.result)])),
      h("div", { class: "buttons" },
        span.after.length > 1 && button(t("page.earlier"), turn(() => span.after.pop()), { key: "earlier" }),
        prints.length === PAGE && button(t("page.later"), turn(() => span.after.push(prints.at(-1).id)), { key: "later" })),
    ];
  },
};

let asked = "";

export const doctor = {
  name: "doctor",
  verb: "doctor",
  inNav: true,
  title: () => t("doctor"),
  load: () => get("doctor" + (asked ? "?address=" + encodeURIComponent(asked) : "")),

  draw(told, ui) {
    return [
      h("p", {}, t("doctor.how")),
      h("form", { class: "filters", onsubmit: onsubmit((answers) => {
        asked = answers.address;
        ui.refresh();
      }) }, field(t("doctor.address"), "address", { placeholder: "192.168.1.20" }), h("button", {}, t("doctor.ask"))),
      told.farm.length > 0 && part(t("doctor.farm"), h("ul", { class: "findings" }, told.farm.map((one) =>
        h("li", { class: "finding" }, h("strong", {}, one.printer + ": " + one.cause), h("span", {}, one.mend))))),
      part(t("doctor.clients"), told.clients.length === 0 && h("p", { class: "nothing" }, t("doctor.none")), told.clients.map(slicer)),
    ];
  },
};

export const activity = {
  name: "activity",
  verb: "events",
  inNav: true,
  title: () => t("activity"),
  load: () => Promise.resolve({}),

  draw(data, ui) {
    return [
      h("p", {}, t("activity.how")),
      table(t("activity"), [t("time"), t("jobs.printer"), t("event"), t("event.code"), t("event.peer"), t("job.size")],
        ui.happened.map((one) => [moment(one.time), one.printer || one.subject, word("event", one.kind),
          one.move ? t("event.move", one.move) : one.code, one.peer ?? "",
          one.bytes > 0 ? size(one.bytes) : ""])),
    ];
  },
};
