// What waits, whose turn it is first: moved by dragging it, or by its buttons.

import { h } from "./nodes.js";
import { get, path, post } from "./api.js";
import { moment, t } from "./words.js";
import { badge, button, onsubmit, picture } from "./pieces.js";
import { filaments, lookInto, notes, plates } from "./jobs.js";
import { goalOf, poolsOf } from "./upload.js";

/** So many that wait for a pool are asked why: the first of them. */
const ASKED = 20;

let dragged = null;

export const queue = {
  name: "queue",
  verb: "queue",
  inNav: true,
  title: () => t("queue"),

  async load() {
    const [all, printers, machines] = await Promise.all([get("queue"), get("printers"), get("machines")]);
    const known = await Promise.all(["queued", "held"].map((state) => get("jobs?limit=1000&state=" + state)));
    const jobs = new Map(known.flat().map((one) => [one.id, one]));
    await lookInto(all.filter((one) => jobs.has(one.id)));
    const pools = poolsOf(printers, machines);
    const asked = all.filter((one) => one.state === "queued" && pools.includes(one.goal)).slice(0, ASKED);
    const whys = new Map(await Promise.all(asked.map(async (one) => [one.id, await get(path("jobs", one.id, "why")).catch(() => null)])));
    return { all, pools, jobs, machines, whys };
  },

  draw({ all, pools, jobs, machines, whys }, ui) {
    const goals = [...new Set([...pools, ...all.map((one) => one.goal)])];
    return [
      all.length === 0 && h("p", { class: "nothing" }, t("queue.none")),
      goals.map((goal) => h("section", { key: goal, "data-goal": pools.includes(goal) ? goalOf(goal) : null },
        h("h2", {}, goal), h("ol", { class: "rows" },
          all.filter((one) => one.goal === goal).map((one, i, those) => row(one, those.length, { job: jobs.get(one.id), machines, why: whys.get(one.id) }, ui))))),
    ];
  },
};

function row(one, last, { job, machines, why }, ui) {
  const may = ui.may("queueAction");
  const act = (action, value) => ui.act(() => post(path("jobs", one.id, action), { value: String(value) }), t("queue." + action + ".done", one));
  const tell = (action) => ui.act(() => post(path("jobs", one.id, action)), t("job." + action + ".done", one));
  return h("li", {
    key: one.id, class: "row", draggable: may ? "true" : "false",
    ondragstart: () => (dragged = one),
    ondragover: (event) => dragged?.goal === one.goal && event.preventDefault(),
    ondrop: (event) => {
      if (dragged?.goal === one.goal && dragged.id !== one.id) {
        event.preventDefault();
        const { id, file } = dragged;
        ui.act(() => post(path("jobs", id, "move"), { value: String(one.position) }), t("queue.move.done", { file }));
      }
      dragged = null;
    },
  },
  h("span", { class: "position" }, one.position), picture(one.id, 0, one.file),
  h("div", { class: "what" }, h("h3", {}, h("a", { href: "#/" + path("job", one.id), draggable: "false" }, one.file)), badge("state", one.state),
    h("p", { class: "small" }, [
      t("job.number", one), one.printer, one.priority !== 0 && t("queue.priority.is", one), one.start && t("queue.start", { time: moment(one.start) }),
      one["copy-of"] && t("queue.copy", { id: one["copy-of"], n: one.owed }), job && t("job.from", job), job && plates(job),
    ].filter(Boolean).join(" · ")),
    job && filaments(job),
    job && notes({ ...job, machine: job.machine ?? one.goal }, machines), why && said(why)),
  may && h("div", { class: "buttons" },
    one.position > 1 && named("queue.sooner", one, () => act("move", one.position - 1)),
    one.position < last && named("queue.later", one, () => act("move", one.position + 1)),
    one.state === "held" ? named("job.release", one, () => tell("release")) : named("job.hold", one, () => tell("hold")),
    named("job.cancel", one, () => tell("cancel")),
    one.state === "queued" && h("form", { key: "copies", class: "inline", onsubmit: onsubmit(({ copies }) => act("copies", copies)) },
      h("input", { name: "copies", type: "number", min: 2, max: 100, required: true, "aria-label": t("queue.copies.of", one) }),
      h("button", { "aria-label": t("job.act", { what: t("queue.copies"), file: one.file }) }, t("queue.copies")))));
}

/** What keeps each machine of a pool from it. */
function said(why) {
  const kept = why.machines.filter((one) => one.reasons.length > 0);
  return kept.length === 0 ? h("p", { class: "reason" }, why.text)
    : kept.map((one) => h("p", { key: one.machine, class: "reason" }, one.machine + ": " + one.reasons.map((each) => each.text).join("; ")));
}

function named(key, one, act) {
  return button(t(key), act, { key, "aria-label": t("job.act", { what: t(key), file: one.file }) });
}
