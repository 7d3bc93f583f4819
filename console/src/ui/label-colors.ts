/** Colours for labels: apart from each other, and readable as dots on light and dark. */
export const LABEL_COLORS = [
  { color: "#e5484d", name: "Red" },
  { color: "#f76b15", name: "Orange" },
  { color: "#ffc53d", name: "Amber" },
  { color: "#46a758", name: "Green" },
  { color: "#12a594", name: "Teal" },
  { color: "#0090ff", name: "Blue" },
  { color: "#6e56cf", name: "Violet" },
  { color: "#d6409f", name: "Pink" },
  { color: "#978365", name: "Brown" },
  { color: "#8b8d98", name: "Grey" },
] as const;

/** The first colour that no label has yet. */
export function freeColor(labels: readonly { color: string }[]): string {
  const used = new Set(labels.map((label) => label.color));
  return LABEL_COLORS.find(({ color }) => !used.has(color))?.color ?? LABEL_COLORS[0].color;
}
