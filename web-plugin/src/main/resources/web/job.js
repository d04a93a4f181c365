// One job: its plates, its filaments, and every step of its way.

import { h } from "./nodes.js";
import { get, path } from "./api.js";
import { duration, moment, size, t, word } from "./words.js";
import { badge, button, facts, part, picture, table } from "./pieces.js";
import { answers } from "./why.js";
import { actions, discard, filament, notes } from "./jobs.js";

export const job = {
  name: "job",
  verb: "job",
  within: "jobs",
  title: (id, data) => data?.details.job.file ?? t("job.number", { id }),

  async load(id, ui) {
    const [details, machines] = await Promise.all([get(path("jobs", id)), get("machines")]);
    const waits = ["queued", "held"].includes(details.job.state);
    return { details, machines, why: waits && ui.may("why") ? await get(path("jobs", id, "why")) : null };
  },

  draw({ details, machines, why }, ui) {
    const one = details.job;
    return [
      h("p", {}, badge("state", one.state)),
      notes(one, machines),
      actions(one, machines, ui),
      answers(why),
      facts([
        [t("job"), one.id], [t("jobs.printer"), one.printer], [t("job.machine"), one.machine], [t("job.received"), moment(one.received)],
        [t("job.sender"), one.from], [t("job.size"), size(one.bytes)], [t("job.model"), details.model],
        [t("job.plate.wanted"), one.plate], [t("job.sha"), h("code", {}, one.sha256)],
      ]),
      part(t("job.plates", { n: details.plates.length }),
        h("ul", { class: "cards" }, details.plates.map((plate) => plateCard(one, plate)))),
      part(t("job.steps"), table(t("job.steps"), [t("time"), t("jobs.state"), t("job.machine"), t("reason")],
        details.steps.map((step) => [moment(step.at), word("state", step.state), step.machine, step.reason]))),
      h("div", { class: "buttons" },
        ui.may("content") && h("a", { class: "button", href: "/api/v1/" + path("jobs", one.id, "file"), download: one.file }, t("job.file")),
        ui.may("deleteJob") && button(t("job.delete"), () => confirm(t("job.delete.sure", one)) && discard(one, ui), { class: "danger" })),
    ];
  },
};

function plateCard(one, plate) {
  return h("li", { class: "card" }, h("h3", {}, t("job.plate", { plate: plate.number })),
    plate.thumbnail && picture(one.id, plate.number, one.file),
    plate.printSeconds > 0 && h("p", { class: "small" }, duration(plate.printSeconds / 60)),
    h("ul", { class: "trays", "aria-label": t("job.filaments") }, plate.filaments.map(filament)));
}
