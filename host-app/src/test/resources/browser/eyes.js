// What somebody who looks at the page can find: by the names that are shown or read out, and only what is in sight.
globalThis.eyes = {
  isSeen: (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })
    && !element.closest("[inert]"),

  said: (element) => (element.getAttribute("aria-label") ?? element.innerText).trim(),

  sees: (text) => (document.body?.innerText ?? "").includes(text),

  seesInOrder: (texts) => {
    const seen = document.querySelector("main").innerText;
    return texts.reduce((from, text) => (from < 0 ? from : seen.indexOf(text, from)), 0) >= 0;
  },

  named: (label) => [...document.querySelectorAll("button, a, summary, h2, [type=checkbox]")]
    .filter((one) => eyes.isSeen(one) && !one.disabled)
    .find((one) => eyes.said(one) === label || one.innerText?.trim() === label
      || (one.type === "checkbox" && one.closest("label")?.innerText.trim() === label)),

  // Where to press; nothing while it is not there, something lies over it, or it has not been in its place for a moment.
  place: (label, isMoved = true) => {
    const element = eyes.named(label);
    if (!element) {
      return false;
    }
    if (isMoved) {
      element.scrollIntoView({ block: "center", behavior: "instant" });
    }
    const box = element.getClientRects()[0];
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const over = document.elementFromPoint(x, y);
    const { last } = eyes;
    if (last?.element !== element || last.x !== x || last.y !== y) {
      eyes.last = { element, x, y, since: performance.now() };
      return false;
    }
    return performance.now() - last.since > 40 && over && (element.contains(over) || over.contains(element)) && { x, y };
  },

  field: (label) => [...document.querySelectorAll("input, select, textarea")].find((one) => eyes.isSeen(one)
    && (one.getAttribute("aria-label") === label || one.closest("label")?.querySelector("span")?.innerText.trim() === label)),

  fill: (label, text) => {
    const field = eyes.field(label);
    if (!field) {
      return false;
    }
    const option = [...(field.options ?? [])].find((one) => one.innerText.trim() === text);
    if (field.options && !option) {
      return false;
    }
    field.value = option ? option.value : text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  },
};
