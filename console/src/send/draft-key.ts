import type { FirstTo } from "../app/routes";

/** Under this name the browser keeps a first message before there is a conversation. */
export function keyOf({ contact_id, address }: FirstTo): string {
  return `new:${contact_id ?? address}`;
}
