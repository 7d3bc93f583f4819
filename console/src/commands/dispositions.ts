import { m } from "../i18n/t";

/** How conversations usually end; an agent may say it in other words. They are kept in English. */
export const DISPOSITIONS = [
  m("Solved"),
  m("No answer needed"),
  m("Could not be solved"),
  m("Spam"),
] as const;
export const LONGEST_DISPOSITION = 64;
