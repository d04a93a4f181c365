// Sending a file: a dialog that files are dropped into, with a bar for each.

import { h } from "./nodes.js";
import { get, upload } from "./api.js";
import { t, number } from "./words.js";
import { button, choice, field, onsubmit } from "./pieces.js";

/** Before the id of a pool: a printer may have the same. */
const POOL = "pool:";

const state = { isOpen: false, files: [], printers: [], pools: [], goal: "", sending: [] };

/** The pools that printers send to. */
export function poolsOf(printers, machines) {
  const ids = new Set(machines.map((one) => one.id));
  return [...new Set(printers.map((one) => one["send-to"]).filter((id) => id && !ids.has(id)))];
}

/** What a file that is dropped on a pool is meant for. */
export const goalOf = (pool) => POOL + pool;

/** Opens it, perhaps with a printer or pool, and files. */
export async function openUpload(ui, goal = "", files = []) {
  Object.assign(state, { goal, files: [...files], sending: [] });
  const [printers, machines] = await Promise.all([get("printers").catch(() => []), get("machines").catch(() => [])]);
  Object.assign(state, { printers, pools: poolsOf(printers, machines) });
  state.isOpen = true;
  ui.redraw();
  const dialog = document.getElementById("upload");
  if (!dialog.open) {
    dialog.showModal();
  }
}

function shut() {
  document.getElementById("upload")?.close();
}

/** The dialog; draws nothing else. */
export function uploadDialog(ui) {
  const onclose = () => {
    state.isOpen = false;
    ui.redraw();
  };
  return h("dialog", { id: "upload", key: "upload", "aria-labelledby": "upload-title", onclose },
    h("h2", { id: "upload-title" }, t("upload")), state.isOpen && form(ui));
}

function form(ui) {
  const isBusy = state.sending.some((one) => !one.end);
  return h("form", { onsubmit: onsubmit((answers, sent) => sendAll(ui, answers, sent)) },
    state.files.length > 0
      ? h("p", {}, t("upload.files", { names: state.files.map((file) => file.name).join(", ") }))
      : field(t("upload.file"), "file", { type: "file", multiple: true, required: true, accept: ".3mf,.gcode" }),
    choice(t("upload.goal"), "goal", [...state.printers.map((one) => [one.id, one.name]),
      ...state.pools.map((id) => [goalOf(id), t("upload.pool", { id })])], state.goal),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "print" }), t("upload.print")),
    field(t("upload.plate"), "plate", { type: "number", min: 1, max: 999, placeholder: t("upload.plate.first") }),
    h("ul", { class: "sending" }, state.sending.map(line)),
    h("div", { class: "buttons" },
      h("button", { class: "first", disabled: isBusy }, t("upload.send")), button(t("close"), shut)));
}

function line(one) {
  return h("li", {}, one.name, h("progress", { max: 1, value: one.part, "aria-label": t("upload.progress", { name: one.name }) }),
    h("span", {}, one.end ?? number(one.part * 100) + " %"));
}

async function sendAll(ui, answers, sent) {
  const files = state.files.length > 0 ? state.files : [...sent.elements.file.files];
  state.sending = files.map((file) => ({ file, name: file.name, part: 0 }));
  for (const one of state.sending) {
    await send(ui, one, answers);
  }
  if (state.sending.every((one) => one.isGood)) {
    shut();
  }
  await ui.refresh();
}

async function send(ui, one, answers) {
  const pool = answers.goal.startsWith(POOL) ? answers.goal.slice(POOL.length) : null;
  const printer = pool ? state.printers.find((each) => each["send-to"] === pool).id : answers.goal;
  const query = { printer, name: one.name };
  if (answers.print || pool) {
    Object.assign(query, { print: true, ...(answers.plate ? { plate: answers.plate } : {}) });
  }
  try {
    const stored = await upload(one.file, query, (part) => {
      one.part = part;
      ui.redraw();
    });
    Object.assign(one, { part: 1, isGood: true, end: t("upload.done", stored) });
    ui.say(t("upload.stored", { name: one.name, ...stored }));
  } catch (e) {
    one.end = e.code === "AWAY" ? t("farm.away") : e.message;
    ui.say(one.end, true);
  }
  ui.redraw();
}
