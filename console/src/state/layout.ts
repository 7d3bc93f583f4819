/** How the agent has arranged the screen; each agent's choice stays with the browser. */

export type Layout = {
  sidebar: number;
  list: number;
  details: number;
  detailsOpen: boolean;
  /** The sidebar as icons; null leaves it to the width of the window. */
  collapsed: boolean | null;
};

/** Widths in pixels: the least, the usual and the most. */
export const WIDTHS = {
  sidebar: [184, 232, 340],
  list: [272, 360, 560],
  details: [248, 300, 440],
} as const;

export type PaneName = keyof typeof WIDTHS;

const key = (userId: string) => `switchboard:layout:${userId}`;

function usual(): Layout {
  const wide = window.matchMedia("(min-width: 1280px)").matches;
  const [sidebar, list, details] = [WIDTHS.sidebar[1], WIDTHS.list[1], WIDTHS.details[1]];
  return { sidebar, list, details, detailsOpen: wide, collapsed: null };
}

export function layoutOf(userId: string): Layout {
  return { ...usual(), ...JSON.parse(localStorage.getItem(key(userId)) ?? "{}") };
}

export function keepLayout(userId: string, layout: Layout) {
  localStorage.setItem(key(userId), JSON.stringify(layout));
}

export const NO_LAYOUT: Layout = {
  sidebar: WIDTHS.sidebar[1],
  list: WIDTHS.list[1],
  details: WIDTHS.details[1],
  detailsOpen: false,
  collapsed: null,
};
