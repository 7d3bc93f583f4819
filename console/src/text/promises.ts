/** A target of a service level, as a thing that is due. */
export const PROMISES = {
  first: "The first reply",
  next: "The next reply",
  resolve: "The resolution",
} as const;
