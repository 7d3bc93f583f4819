// Making elements.

export const $ = (id) => document.getElementById(id);

/** An element with a class, properties and children; text is always text, never markup. */
export function make(tag, className, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function option(value, label) {
  return make("option", "", { value, textContent: label });
}
