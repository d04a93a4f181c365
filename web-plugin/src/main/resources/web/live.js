// What happens, as it happens. A tab that nobody looks at lets go of its connection, of which a browser has six for a farm; one that
// is looked at again goes on after the last event that it knows, so that it misses none that the farm keeps.

const KINDS = ["detected", "discovered", "refused", "overloaded", "timed_out", "tls_failed", "lost", "connected", "login_failed",
  "disconnected", "uploaded", "upload_failed", "print_requested", "print_repeated", "command", "fault", "owner"];

/** What is not as it was; screens show it, the timeline does not. */
const CHANGES = ["machine", "progress", "job", "printer", "service", "host", "changed"];

/** Kinds that no screen but the timeline shows. */
const QUIET = new Set(["detected", "discovered", "connected", "disconnected", "command"]);

const KEPT = 200;
const AGAIN_MS = 3000;

export const happened = [];
export const link = { up: false };
let source = null;
let lastId = "";
let told = () => {};

/** Begins; the function is called with true when a screen may have changed, with false when only the timeline did. */
export function watch(onChange) {
  told = onChange;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      close();
    } else {
      open();
      told(true);
    }
  });
  open();
}

/** Ends, as when nobody is signed in. */
export function close() {
  source?.close();
  source = null;
}

function open() {
  if (source && source.readyState !== EventSource.CLOSED) {
    return;
  }
  const mine = new EventSource("/api/v1/events" + (lastId ? "?after=" + encodeURIComponent(lastId) : ""));
  source = mine;
  mine.onopen = () => became(true);
  mine.onerror = () => {
    became(false);
    if (mine.readyState === EventSource.CLOSED) {
      setTimeout(() => source === mine && !document.hidden && open(), AGAIN_MS);
    }
  };
  KINDS.forEach((kind) => mine.addEventListener(kind, take));
  CHANGES.forEach((kind) => mine.addEventListener(kind, (event) => {
    lastId = event.lastEventId;
    told(true);
  }));
  mine.addEventListener("lost", () => told(true));
}

function became(up) {
  if (link.up !== up) {
    link.up = up;
    told(up);
  }
}

function take(event) {
  lastId = event.lastEventId;
  happened.unshift(JSON.parse(event.data));
  happened.length = Math.min(happened.length, KEPT);
  told(!QUIET.has(event.type));
}
