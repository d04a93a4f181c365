// Why a job waits: each machine, and each filament on it.

import { h } from "./nodes.js";
import { t, word } from "./words.js";
import { badge, part, table } from "./pieces.js";

/** The answers of all machines to a job; nothing when it waits for none. */
export function answers(why) {
  if (!why || why.machines.length === 0) {
    return null;
  }
  const filaments = [...new Set(why.machines.flatMap((one) => one.channels.map((channel) => channel.filament)))].sort((a, b) => a - b);
  return part(t("why"), h("p", { class: "reason" }, why.text),
    table(t("why"), [t("machine"), t("why.answer"), ...filaments.map((n) => t("why.filament", { n })), t("reason")], why.machines.map((one) => [
      h("a", { href: "#/machine/" + encodeURIComponent(one.machine) }, one.machine), badge("answer", one.answer),
      ...filaments.map((n) => channel(one.channels.find((each) => each.filament === n))),
      one.reasons.map((reason) => reason.text).join("; "),
    ])));
}

function channel(one) {
  return one ? [badge("answer", one.answer), " ", one.text || word("code", one.code)] : "";
}
