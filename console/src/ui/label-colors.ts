import { m } from "../i18n/t";

/** Colours for labels: apart from each other, and readable as dots on light and dark. */
export const LABEL_COLORS = [
  { color: "#e5484d", name: m("Red") },
  { color: "#f76b15", name: m("Orange") },
  { color: "#ffc53d", name: m("Amber") },
  { color: "#46a758", name: m("Green") },
  { color: "#12a594", name: m("Teal") },
  { color: "#0090ff", name: m("Blue") },
  { color: "#6e56cf", name: m("Violet") },
  { color: "#d6409f", name: m("Pink") },
  { color: "#978365", name: m("Brown") },
  { color: "#8b8d98", name: m("Grey") },
] as const;

/** The first colour that no label has yet. */
export function freeColor(labels: readonly { color: string }[]): string {
  const used = new Set(labels.map((label) => label.color));
  return LABEL_COLORS.find(({ color }) => !used.has(color))?.color ?? LABEL_COLORS[0].color;
}
