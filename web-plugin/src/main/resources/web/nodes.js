// Nodes as plain objects, and the DOM made like them: what stays the same keeps its element, its focus and what was typed into it.

/** A node. Attributes that begin with "on" are listeners, "style" is an object, "key" tells brothers apart. */
export function h(tag, attributes, ...children) {
  return { tag, attributes: attributes ?? {}, children: children.flat(Infinity).filter(isThere) };
}

function isThere(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/** Makes the children of an element like the nodes. */
export function show(parent, nodes) {
  const keyed = new Map();
  for (const child of parent.childNodes) {
    if (child.farmKey !== undefined) {
      keyed.set(child.farmKey, child);
    }
  }
  let place = parent.firstChild;
  for (const node of nodes) {
    const found = keyed.get(node.attributes?.key) ?? place;
    const element = fits(found, node) ? found : make(parent, node);
    if (element === place) {
      place = place.nextSibling;
    } else {
      parent.insertBefore(element, place);
    }
    become(element, node);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function fits(element, node) {
  if (!element) {
    return false;
  }
  return node.tag
    ? element.farmTag === node.tag && element.farmKey === node.attributes.key
    : element.nodeType === Node.TEXT_NODE;
}

function make(parent, node) {
  if (!node.tag) {
    return document.createTextNode("");
  }
  const element = document.createElement(node.tag);
  element.farmTag = node.tag;
  element.farmKey = node.attributes.key;
  element.farmHas = {};
  return element;
}

function become(element, node) {
  if (!node.tag) {
    if (element.data !== String(node)) {
      element.data = String(node);
    }
    return;
  }
  for (const name of Object.keys(element.farmHas)) {
    if (!(name in node.attributes)) {
      set(element, name, null);
    }
  }
  for (const [name, value] of Object.entries(node.attributes)) {
    if (name !== "key" && (element.farmHas[name] !== value || name === "checked" || name === "style")) {
      set(element, name, value);
    }
  }
  element.farmHas = node.attributes;
  show(element, node.children);
}

function set(element, name, value) {
  if (name.startsWith("on")) {
    element[name] = value;
  } else if (name === "style") {
    Object.assign(element.style, value);
  } else if (name === "checked" || name === "selected") {
    element[name] = Boolean(value);
  } else if (value === true || value === false || value === null || value === undefined) {
    element.toggleAttribute(name, value === true);
  } else {
    element.setAttribute(name, value);
  }
}
