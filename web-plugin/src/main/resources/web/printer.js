// One printer as slicers meet it: its ports, who came, what they did, and what is wrong.

import { h } from "./nodes.js";
import { get, path } from "./api.js";
import { moment, t, word } from "./words.js";
import { badge, button, facts, finding, part, table } from "./pieces.js";

export const printer = {
  name: "printer",
  verb: "printers",
  within: "wall",
  title: (id, data) => data?.one.name ?? id,

  async load(id, ui) {
    const [one, services, jobs, slicers] = await Promise.all([get(path("printers", id)), get("services"),
      get("jobs?limit=10&printer=" + encodeURIComponent(id)), ui.may("slicers") ? get(path("printers", id, "slicers")) : null]);
    return { one, services: services.filter((service) => service.printer === id), jobs: jobs.reverse(), slicers };
  },

  draw({ one, services, jobs, slicers }, ui) {
    return [
      ui.may("upload") && h("div", { class: "buttons" }, button(t("printer.send"), () => ui.send(one.id), { class: "first" })),
      part(t("printer.services"), table(t("printer.services"), [t("printer.service"), t("jobs.state"), t("printer.ports"), t("reason")],
        services.map((service) => [service.service, badge("service", service.status), h("ul", { class: "plain" }, service.ports.map(port)),
          service.text]))),
      slicers && part(t("printer.slicers"), slicers.length === 0 && h("p", { class: "nothing" }, t("printer.slicers.none")),
        slicers.reverse().map(slicer)),
      part(t("jobs"), table(t("jobs"), [t("job.name"), t("jobs.state"), t("job.received"), t("job.sender")], jobs.map((job) =>
        [h("a", { href: "#/" + path("job", job.id) }, job.file), badge("state", job.state), moment(job.received), job.from]))),
      facts([[t("model"), one.model], [t("printer.sends"), one["send-to"]], [t("address"), one.address],
        [t("printer.advertise"), one.advertise], [t("serial"), one.serial],
        [t("printer.certificate"), one["certificate-until"] && moment(one["certificate-until"])]]),
    ];
  },
};

function port(one) {
  return h("li", {}, one.port, " ", one.listening ? t("port.open") : t("port.shut", { reason: word("fault", one.reason) }));
}

/** A slicer: what is wrong with it first, then what it did. */
export function slicer(one) {
  return h("article", { class: "slicer", key: one.address }, h("h3", {}, one.address),
    one.findings.length === 0 ? h("p", { class: "small" }, t("doctor.well"))
      : h("ul", { class: "findings" }, one.findings.map(finding)),
    h("details", {}, h("summary", {}, t("doctor.events", { n: one.events.length })),
      table(t("doctor.events", { n: one.events.length }), [t("time"), t("jobs.printer"), t("event"), t("event.code"), t("event.times")],
        one.events.map((event) => [moment(event.time), event.printer, word("event", event.kind.toLowerCase()), event.code, event.times]))));
}
