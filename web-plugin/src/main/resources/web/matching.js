// Which machine could print what waits: each machine, and each filament on it.

import { h } from "./nodes.js";
import { get, path } from "./api.js";
import { t } from "./words.js";
import { choice } from "./pieces.js";
import { answers } from "./why.js";

export const matching = {
  name: "matching",
  verb: "why",
  inNav: true,
  title: () => t("matching"),

  async load(id) {
    const waiting = await get("queue");
    const one = waiting.find((each) => each.id === id) ?? waiting[0];
    return { waiting, one, why: one ? await get(path("jobs", one.id, "why")) : null };
  },

  draw({ waiting, one, why }) {
    if (!one) {
      return h("p", { class: "nothing" }, t("queue.none"));
    }
    const onchange = (event) => (location.hash = "#/" + path("matching", event.target.value));
    return [
      h("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
        choice(t("matching.job"), "job", waiting.map((each) => [each.id, t("matching.one", each)]), one.id, { onchange })),
      h("p", {}, h("a", { href: "#/" + path("job", one.id) }, one.file)),
      answers(why) ?? h("p", { class: "reason" }, why.text),
    ];
  },
};
