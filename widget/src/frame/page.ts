/** What the chat does to, and learns from, the page around its frame: same origin, so it may. */
import type { ChatFrame } from "../host";

const NARROW = "(max-width: 480px)";

/** The title says how many messages wait; the page may change its title meanwhile. */
export const titled = (title: string, unread: number): string =>
  (unread > 0 ? `(${unread}) ` : "") + title.replace(/^\(\d+\) /, "");

/** Gives the frame's document its title, the page's writing direction and the snippet's theme. */
export function dress(frame: ChatFrame): void {
  const page = frame.ownerDocument;
  document.title = frame.title;
  document.documentElement.dir = getComputedStyle(page.documentElement).direction;
  const { theme } = frame.switchboard;
  if (theme) document.documentElement.dataset.theme = theme;
}

/** Full screen on a phone means the part that the on-screen keyboard leaves, which `dvh` does not tell. */
export function fitKeyboard(frame: ChatFrame): void {
  const view = frame.ownerDocument.defaultView as Window;
  const seen = view.visualViewport;
  if (!seen) return;
  function fit(): void {
    const zoomed = seen?.scale !== 1;
    const fits = view.matchMedia(NARROW).matches && !zoomed;
    frame.style.blockSize = fits ? `${seen?.height}px` : "";
    frame.style.insetBlockStart = fits ? `${seen?.offsetTop}px` : "";
  }
  seen.addEventListener("resize", fit);
  seen.addEventListener("scroll", fit);
}
