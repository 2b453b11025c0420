// Elements out of names and text. Text goes in as text nodes only: nothing is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

/** Makes an element; properties that begin with "on" are listeners, all others attributes. */
export function el(name, properties = {}, ...children) {
  return dress(document.createElement(name), properties, children);
}

/** Makes an element of a drawing. */
export function svg(name, properties = {}, ...children) {
  return dress(document.createElementNS(SVG, name), properties, children);
}

/** Sets an element's text, and leaves it alone where it is the same: a selection in it survives. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Shows or hides. */
export function show(element, visible) {
  element.hidden = !visible;
}

/** Tells those who listen to the page. */
export function announce(text) {
  byId("announce").textContent = text;
}

/** Makes the children of a list those of the rows, in their order, without touching what stays. */
export function arrange(list, rows) {
  rows.forEach((row, index) => {
    if (list.children[index] !== row) {
      list.insertBefore(row, list.children[index] ?? null);
    }
  });
  while (list.children.length > rows.length) {
    list.lastElementChild.remove();
  }
}

/** Makes a description list say those pairs, and leaves alone what is the same. */
export function describe(list, pairs) {
  while (list.children.length > pairs.length) {
    list.lastElementChild.remove();
  }
  pairs.forEach(([name, value], index) => {
    const pair = list.children[index] ?? list.appendChild(el("div", {}, el("dt"), el("dd")));
    say(pair.firstElementChild, name);
    say(pair.lastElementChild, value);
  });
}

function dress(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}
