// Users, keys, and what they did.

import { h } from "./nodes.js";
import { path, post, remove } from "./api.js";
import { moment, t, word } from "./words.js";
import { button, choice, field, onsubmit, part, table } from "./pieces.js";

const ROLES = ["viewer", "submitter", "operator", "admin"];
let made = null;

function roles(all, label = t("user.role"), chosen = "operator", more = {}) {
  return choice(label, "role", all.map((role) => [role, word("role", role)]), chosen, more);
}

function scope(text) {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** The users, and a new one. */
export function users(all, ui) {
  const of = (one, ...more) => path("users", one.name, ...more);
  return part(t("users"),
    table(t("users"), [t("user.name"), t("user.role"), t("user.scope"), t("created"), t("actions")], all.map((one) => [
      one.name, word("role", one.role), one.scope.join(", ") || t("scope.whole"), moment(one.created),
      h("div", { class: "buttons" },
        h("form", { class: "inline", onsubmit: onsubmit(({ role }) => ui.act(() => post(of(one), { role, scope: one.scope }))) },
          h("select", { name: "role", "aria-label": t("user.role.of", one) },
            ROLES.map((role) => h("option", { value: role, selected: role === one.role }, word("role", role)))),
          h("button", { "aria-label": t("user.change.of", one) }, t("user.change"))),
        button(t("user.remove"), () => confirm(t("user.remove.sure", one)) && ui.act(() => remove(of(one))),
          { class: "danger", "aria-label": t("user.remove.of", one) })),
    ])),
    h("form", { class: "filters", onsubmit: onsubmit((answers, form) => ui.act(async () => {
      await post("users", { ...answers, scope: scope(answers.scope) });
      form.reset();
    }, t("user.added", answers))) },
    field(t("user.name"), "name", { required: true, autocomplete: "off" }), roles(ROLES),
    field(t("user.scope"), "scope", { placeholder: t("scope.whole") }),
    field(t("signin.password"), "password", { type: "password", required: true, autocomplete: "new-password" }),
    h("button", {}, t("user.add"))));
}

/** The keys; one that was made is shown once. */
export function keys(all, ui) {
  return part(t("keys"),
    made && h("p", { class: "answer", role: "status" }, t("key.once"), " ", h("code", {}, made)),
    table(t("keys"), [t("key.name"), t("user.role"), t("user.scope"), t("key.expires"), t("key.used"), t("actions")], all.map((one) => [
      one.name, word("role", one.role), one.scope.join(", ") || t("scope.whole"), one.expires ? moment(one.expires) : t("never"),
      one["last-used"] ? moment(one["last-used"]) : t("never"),
      button(t("key.revoke"), () => confirm(t("key.revoke.sure", one)) && ui.act(() => remove(path("keys", one.id))),
        { class: "danger", "aria-label": t("key.revoke.of", one) }),
    ])),
    h("form", { class: "filters", onsubmit: onsubmit((answers, form) => ui.act(async () => {
      const expires = answers.expires ? new Date(answers.expires).toISOString() : "";
      made = (await post("keys", { ...answers, expires, scope: scope(answers.scope) })).secret;
      form.reset();
    })) },
    field(t("key.name"), "name", { required: true, autocomplete: "off" }), roles(["kiosk", ...ROLES]),
    field(t("user.scope"), "scope", { placeholder: t("scope.whole") }), field(t("key.expires"), "expires", { type: "date" }),
    h("button", {}, t("key.make"))));
}

/** Who did what last. */
export function trail(last) {
  return part(t("trail"), table(t("trail"), [t("time"), t("trail.who"), t("trail.what"), t("trail.outcome")],
    [...last].reverse().map((one) => [moment(one.at), one.caller, one.verb + " " + one.target, one.outcome])));
}
