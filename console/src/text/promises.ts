/** A target of a service level, as a thing that is due. */
import { m } from "../i18n/t";

export const PROMISES = {
  first: m("The first reply"),
  next: m("The next reply"),
  resolve: m("The resolution"),
} as const;
