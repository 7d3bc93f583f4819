// One menu at a time, beside the button that opened it.
import { $, make } from "./dom.js";
import { icon } from "./icons.js";

const GAP = 6;

/**
 * Open a menu of `entries` ({sign, label, run}) under a row of `emoji` ({emoji, checked, run}).
 * Arrow keys move, Escape closes; the browser gives the focus back.
 */
export function openMenu(button, entries, emoji = []) {
  const menu = $("menu");
  const item = (name, checked, run, ...children) => {
    const role = checked === undefined ? "menuitem" : "menuitemradio";
    const element = make("button", "", { type: "button", ariaLabel: name }, ...children);
    element.setAttribute("role", role);
    if (checked !== undefined) element.ariaChecked = String(checked);
    element.addEventListener("click", () => {
      menu.hidePopover();
      run();
    });
    return element;
  };
  const row = emoji.map((each) => item(each.emoji, each.checked, each.run, each.emoji));
  menu.replaceChildren(
    ...(row.length ? [make("div", "emoji", {}, ...row)] : []),
    ...entries.map(({ sign, label, run }) => item(label, undefined, run, icon(sign), label)),
  );
  menu.showPopover();
  button.ariaExpanded = "true";
  const closed = (event) => {
    if (event.newState !== "closed") return;
    button.ariaExpanded = "false";
    menu.removeEventListener("toggle", closed);
  };
  menu.addEventListener("toggle", closed);
  place(menu, button.getBoundingClientRect());
  menu.querySelector("button").focus();
}

/** Below the button where there is room, else above, and never beyond the window. */
function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const top = below + height < innerHeight ? below : anchor.top - height - GAP;
  menu.style.top = `${Math.max(GAP, top)}px`;
  menu.style.left = `${Math.max(GAP, Math.min(anchor.left, innerWidth - width - GAP))}px`;
}

$("menu").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...$("menu").querySelectorAll("button")];
  const next = items.indexOf(document.activeElement) + step;
  items[(next + items.length) % items.length].focus();
});
