/** The visitor's place in line while nobody has their conversation. */
export interface Place {
  position: number;
  /** Seconds that it will take about; null where nobody can say. */
  wait_seconds: number | null;
}

/** What is shown after the server said something: what somebody was promised never rises. */
export function nearer(known: Place | null, told: Place | null): Place | null {
  if (!known || !told) return told;
  const waits = [known.wait_seconds, told.wait_seconds].filter((wait) => wait !== null);
  return {
    position: Math.min(known.position, told.position),
    wait_seconds: waits.length ? Math.min(...waits) : null,
  };
}

/** "You are number 3 in line · about 4 minutes". */
export function inWords({ position, wait_seconds: wait }: Place): string {
  const place = position < 2 ? "You are next" : `You are number ${position} in line`;
  if (wait === null) return place;
  const minutes = Math.ceil(wait / 60);
  const hours = Math.round(minutes / 60);
  if (minutes < 2) return `${place} · about a minute`;
  if (minutes < 90) return `${place} · about ${minutes} minutes`;
  return `${place} · about ${hours} hours`;
}
