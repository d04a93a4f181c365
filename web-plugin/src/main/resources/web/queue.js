// What waits, whose turn it is first: moved by dragging it, or by its buttons.

import { h } from "./nodes.js";
import { get, path, post } from "./api.js";
import { moment, t } from "./words.js";
import { badge, button, onsubmit, part, picture } from "./pieces.js";

let dragged = null;

export const queue = {
  name: "queue",
  verb: "queue",
  inNav: true,
  title: () => t("queue"),
  load: () => get("queue"),

  draw(all, ui) {
    const goals = [...new Set(all.map((one) => one.goal))];
    return [
      all.length === 0 && h("p", { class: "nothing" }, t("queue.none")),
      goals.map((goal) => part(goal, h("ol", { class: "rows" },
        all.filter((one) => one.goal === goal).map((one, i, those) => row(one, those.length, ui))))),
    ];
  },
};

function row(one, last, ui) {
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
  h("div", { class: "what" }, h("h3", {}, h("a", { href: "#/" + path("job", one.id) }, one.file)), badge("state", one.state),
    h("p", { class: "small" }, [
      t("job.number", one), one.printer, one.priority !== 0 && t("queue.priority.is", one), one.start && t("queue.start", { time: moment(one.start) }),
      one["copy-of"] && t("queue.copy", { id: one["copy-of"], n: one.owed }),
    ].filter(Boolean).join(" · "))),
  may && h("div", { class: "buttons" },
    one.position > 1 && named("queue.sooner", one, () => act("move", one.position - 1)),
    one.position < last && named("queue.later", one, () => act("move", one.position + 1)),
    one.state === "held" ? named("job.release", one, () => tell("release")) : named("job.hold", one, () => tell("hold")),
    named("job.cancel", one, () => tell("cancel")),
    one.state === "queued" && h("form", { key: "copies", class: "inline", onsubmit: onsubmit(({ copies }) => act("copies", copies)) },
      h("input", { name: "copies", type: "number", min: 2, max: 100, required: true, "aria-label": t("queue.copies.of", one) }),
      h("button", {}, t("queue.copies")))));
}

function named(key, one, act) {
  return button(t(key), act, { key, "aria-label": t("job.act", { what: t(key), file: one.file }) });
}
