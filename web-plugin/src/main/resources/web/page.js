// The page: who is signed in, which screen is shown, and when it is drawn again.

import { h, show } from "./nodes.js";
import { readTexts, t } from "./words.js";
import { get, post, remove } from "./api.js";
import { close, happened, link, watch } from "./live.js";
import { screens } from "./screens.js";
import { openUpload, uploadDialog } from "./upload.js";
import { button, field, onsubmit } from "./pieces.js";

/** What happens within it is shown together. */
const REST_MS = 250;

/** From one look at the farm to the next at least, however much happens. */
const PACE_MS = 1000;

/** Who may see no events asks again and again. */
const ROUND_MS = 5000;

/** What takes longer is said to be under way. */
const LONG_MS = 400;

const state = { me: null, screen: null, data: null, trouble: "" };
let due = 0;
let drawn = 0;
let looked = 0;

/** What screens may ask of the page. */
const ui = {
  may: (verb) => state.me !== null && state.me.may.includes(verb),
  redraw: draw,
  refresh,
  happened,
  /** Does something, says how it ended, and shows what is so now. */
  async act(work, said = t("done")) {
    const wait = document.createElement("progress");
    wait.setAttribute("aria-label", t("working"));
    const slow = setTimeout(() => document.getElementById("said").append(wait), LONG_MS);
    try {
      const result = await work();
      say(said);
      return result;
    } catch (e) {
      say(sentence(e), true);
      return undefined;
    } finally {
      clearTimeout(slow);
      wait.remove();
      await refresh();
    }
  },
  say,
  send: (goal, files) => openUpload(ui, goal, files),
};

function sentence(e) {
  return e.code === "AWAY" ? t("farm.away") : e.message;
}

function say(text, isBad = false) {
  const notice = document.createElement("p");
  notice.className = isBad ? "bad" : "good";
  notice.textContent = text;
  document.getElementById("said").replaceChildren(notice);
  setTimeout(() => notice.remove(), isBad ? 15000 : 5000);
}

/** The screen that the address names, and what of it; the first one where there is none, or none for who asks. */
function route() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const mine = screens.filter((screen) => ui.may(screen.verb));
  return { screen: mine.find((screen) => screen.name === name) ?? mine[0], id: rest.join("/") };
}

async function go() {
  const { screen, id } = route();
  Object.assign(state, { screen, id, data: null, trouble: "" });
  draw();
  await refresh();
  document.querySelector("h1")?.focus();
  document.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  window.scrollTo(0, 0);
}

/** Asks the farm again and draws. What comes too late, for another screen, is let go. */
async function refresh() {
  const { screen, id } = state;
  if (!state.me || !screen) {
    return;
  }
  clearTimeout(due);
  due = 0;
  looked = performance.now();
  const mine = ++drawn;
  let told;
  try {
    told = { data: await screen.load(id, ui), trouble: "" };
  } catch (e) {
    if (e.code === "UNAUTHENTICATED") {
      return signedOut();
    }
    told = { trouble: sentence(e) };
  }
  if (mine === drawn && state.screen === screen && state.id === id) {
    Object.assign(state, told);
    draw();
  }
}

function soon() {
  if (!due) {
    const rest = Math.max(REST_MS, looked + PACE_MS - performance.now());
    due = setTimeout(() => (document.hidden ? (due = 0) : refresh()), rest);
  }
}

function draw() {
  show(document.getElementById("page"), state.me ? frame() : [signIn()]);
  const title = state.me ? state.screen?.title(state.id, state.data) : t("signin");
  document.title = title ? title + " – printfarm" : "printfarm";
}

function frame() {
  const { screen, id, data } = state;
  return [
    h("a", { class: "skip", href: "#main", onclick: skip }, t("skip")),
    h("header", {}, h("span", { class: "brand" }, "printfarm"),
      h("nav", { "aria-label": t("nav") }, screens.filter((one) => one.inNav && ui.may(one.verb)).map((one) =>
        h("a", { key: one.name, href: "#/" + one.name, "aria-current": one === screen || one.name === screen.within ? "page" : null },
          one.title("")))),
      ui.may("upload") && button(t("upload.open"), () => ui.send(), { class: "first" }),
      h("span", { class: link.up ? "link" : "link down" }, link.up ? t("live") : t("live.not")),
      h("span", { class: "me" }, state.me.name), button(t("signout"), signOut)),
    h("main", { id: "main", tabindex: "-1" },
      h("h1", { tabindex: "-1" }, screen.title(id, data)),
      state.trouble && h("p", { class: "trouble", role: "alert" }, state.trouble),
      data ? screen.draw(data, ui, id) : !state.trouble && h("p", { class: "nothing" }, t("loading"))),
    uploadDialog(ui),
  ];
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function signIn() {
  return h("main", { id: "main", class: "signin" }, h("h1", {}, t("signin")),
    h("form", { onsubmit: onsubmit(enter) },
      field(t("signin.name"), "user", { autocomplete: "username", required: true }),
      field(t("signin.password"), "password", { type: "password", autocomplete: "current-password", required: true }),
      h("button", { class: "first" }, t("signin"))),
    h("p", {}, t("signin.owner"), " ", h("code", {}, "./farm open")));
}

async function enter(form) {
  try {
    await post("session", form);
    await begin();
  } catch (e) {
    say(sentence(e), true);
  }
}

async function signOut() {
  await remove("session").catch(() => {});
  location.hash = "";
  signedOut();
}

/** Begins anew: nothing of what one person saw is there for the next. */
function signedOut() {
  close();
  location.reload();
}

async function begin() {
  state.me = await get("session").catch(() => null);
  if (!state.me) {
    return draw();
  }
  if (ui.may("events")) {
    watch((isScreen) => (isScreen ? soon() : route().screen.name === "activity" && draw()));
  } else {
    setInterval(soon, ROUND_MS);
  }
  return go();
}

function onDrop(event) {
  if (event.dataTransfer?.types.includes("Files") && ui.may("upload")) {
    event.preventDefault();
    if (event.type === "drop") {
      ui.send(event.target.closest?.("[data-goal]")?.dataset.goal, event.dataTransfer.files);
    }
  }
}

await readTexts();
window.addEventListener("hashchange", () => state.me && go());
window.addEventListener("dragover", onDrop);
window.addEventListener("drop", onDrop);
await begin();
