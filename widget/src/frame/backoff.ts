/** Waiting longer after each failure, each client a little differently, so that they do not all come back at once. */

const FIRST = 500;
const LONGEST = 15_000;

export function backoff(attempt: number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** attempt);
  return whole / 2 + (Math.random() * whole) / 2;
}
