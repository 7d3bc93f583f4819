/** The way back from a provider where the agent signed in, to connect it to their account. */

const PAGE = "#/settings/security";

/** What the provider sent along, if the page was opened by it. */
export function broughtBack(): { code: string; state: string } | null {
  const given = new URLSearchParams(location.search);
  const [code, state] = [given.get("code"), given.get("state")];
  return code && state ? { code, state } : null;
}

/** The way back leads to the console as a whole; the page that waits for it is one of the settings. */
export function followWayBack() {
  if (broughtBack() && location.hash !== PAGE) history.replaceState(null, "", PAGE);
}

/** A code works once, so that it must not be there when the page is read again. */
export function forgetWayBack() {
  history.replaceState(null, "", location.pathname + location.hash);
}
