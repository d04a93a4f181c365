// The farm's API. What it refuses comes as a Refused, whose message is a sentence for people.

const BASE = "/api/v1/";
const OURS = { "X-Printfarm": "1" };

/** What the farm would not do, and why. */
export class Refused extends Error {
  constructor(problem) {
    super([problem.detail, problem.mend].filter(Boolean).join(". "));
    this.code = problem.code;
  }
}

async function answerOf(method, path, body) {
  const headers = body === undefined ? OURS : { ...OURS, "Content-Type": "application/json" };
  let answer;
  try {
    answer = await fetch(BASE + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refused({ code: "AWAY", detail: "" });
  }
  const document = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refused({ code: "HTTP_" + answer.status, detail: answer.statusText, ...document });
  }
  return document;
}

/** A path whose parts are names. */
export function path(...parts) {
  return parts.map(encodeURIComponent).join("/");
}

export const get = (where) => answerOf("GET", where);
export const post = (where, body) => answerOf("POST", where, body ?? {});
export const remove = (where) => answerOf("DELETE", where);

/** Sends a file, and tells how far it is: 0 to 1. */
export function upload(file, query, onProgress) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", BASE + "jobs?" + new URLSearchParams(query));
    Object.entries(OURS).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(event.total, 1));
    request.onload = () => (request.status < 300
      ? done(request.response)
      : failed(new Refused({ code: "HTTP_" + request.status, detail: request.statusText, ...request.response })));
    request.onerror = () => failed(new Refused({ code: "AWAY", detail: "" }));
    request.send(file);
  });
}
