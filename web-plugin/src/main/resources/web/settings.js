// The configuration, the plugins, and who may what.

import { h } from "./nodes.js";
import { get, post } from "./api.js";
import { moment, t, word } from "./words.js";
import { badge, button, part, table } from "./pieces.js";
import { keys, trail, users } from "./accounts.js";

let told = null;

export const settings = {
  name: "settings",
  verb: "plugins",
  inNav: true,
  title: () => t("settings"),

  async load() {
    const [file, printers, machines, plugins, allUsers, allKeys, last, hosts] = await Promise.all(
      [configuration(), get("printers"), get("machines"), get("plugins"), get("users"), get("keys"), get("audit?limit=20"), get("hosts").catch(() => [])]);
    return { file, printers, machines, plugins, allUsers, allKeys, last, hosts };
  },

  draw(data, ui) {
    return [
      part(t("settings.file"), h("p", {}, t("settings.file.how")),
        h("div", { class: "buttons" }, button(t("settings.check"), () => ask("check", ui)),
          button(t("settings.reload"), () => ask("reload", ui), { class: "first" })),
        told && answer(told),
        h("details", {}, h("summary", {}, t("settings.text", { file: data.file.file ?? "" })),
          h("pre", { tabindex: "0", role: "region", "aria-label": t("settings.file") }, data.file.text))),
      part(t("settings.printers"), table(t("settings.printers"), [t("printer"), t("job.name"), t("model"), t("address"), t("serial"), t("printer.services")],
        data.printers.map((one) => [h("a", { href: "#/printer/" + encodeURIComponent(one.id) }, one.id), one.name, one.model, one.address, one.serial,
          Object.entries(one.services).filter(([, service]) => service.on).map(([name]) => name).join(", ")]))),
      part(t("settings.machines"), table(t("settings.machines"), [t("machine"), t("machine.driver"), t("model"), t("address"), t("serial")],
        data.machines.map((one) => [h("a", { href: "#/machine/" + encodeURIComponent(one.id) }, one.id), one.driver, one.model, one.address, one.serial]))),
      part(t("settings.plugins"), table(t("settings.plugins"), [t("plugin.file"), t("plugin.version"), t("plugin.services"), t("jobs.state"), t("reason")],
        data.plugins.map((one) => [one.file, one.version, one.services.join(", "), badge("plugin", one.state), one.reason]))),
      data.hosts.length > 0 && hosts(data.hosts),
      users(data.allUsers, ui),
      keys(data.allKeys, ui),
      trail(data.last),
    ];
  },
};

/** Who works for the farm, and what each has. */
function hosts(all) {
  const owned = all.flatMap((host) => host.owns.map((one) => [one.what, host.name, moment(one.since), one.why]));
  return part(t("settings.hosts"),
    table(t("settings.hosts"), [t("host"), t("jobs.state"), t("time"), t("host.owns"), t("plugin.version")], all.map((one) =>
      [one.self ? t("host.self", { name: one.name }) : one.name, badge("host", one.state), moment(one.since), one.owns.length, one.version])),
    owned.length > 0 && h("details", {}, h("summary", {}, t("host.what")),
      table(t("host.what"), [t("host.owns"), t("host"), t("time"), t("reason")], owned)));
}

/** A file with a mistake in its very form cannot be shown: nobody knows what in it is secret. */
const configuration = () => get("configuration").catch((e) => ({ file: "", text: e.message }));

async function ask(what, ui) {
  told = (await ui.act(() => post(what), t("settings.asked"))) ?? null;
  ui.redraw();
}

function answer(one) {
  const headline = one.problems.length > 0 ? t("reload.mistakes", { n: one.problems.length })
    : one.changes.length === 0 ? t("reload.same") : t(one.applied ? "reload.done" : "reload.would", { n: one.changes.length });
  return h("div", { class: one.problems.length > 0 ? "answer bad" : "answer", role: "status" }, h("p", {}, h("strong", {}, headline)),
    mistakes(one.problems, "bad"), mistakes(one.warnings, "wait"),
    h("ul", {}, one.changes.map((change) => h("li", {}, word("change", change.kind) + " " + change.id
      + (change.details.length > 0 ? ": " + change.details.join(", ") : "")))),
    one.atNextStart.length > 0 && h("p", {}, t("reload.later", { keys: one.atNextStart.join(", ") })));
}

function mistakes(all, kind) {
  return all.length > 0 && h("ul", { class: "findings" }, all.map((one) =>
    h("li", { class: "finding " + kind }, h("strong", {}, one.key + ": " + one.message),
      h("span", {}, one.file + ":" + one.line + ":" + one.column))));
}
