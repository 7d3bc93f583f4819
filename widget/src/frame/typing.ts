/** Telling that the visitor types, and knowing that an agent does. */
import { type ReadonlySignal, signal } from "@preact/signals";

/** How often it is told while it lasts. */
const REPEAT = 3000;
/** Without a key for so long, the visitor has stopped. */
const IDLE = 5000;
/** Whoever types tells it again before this is over. */
const BELIEVED = 6000;

export interface Typing {
  /** Whether somebody at the company is writing an answer. */
  readonly theirs: ReadonlySignal<boolean>;
  /** The visitor wrote (or deleted, or sent) something. */
  own(writes: boolean): void;
  hear(active: boolean): void;
}

export function createTyping(tell: (active: boolean) => void): Typing {
  const theirs = signal(false);
  let toldAt = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let doubt: ReturnType<typeof setTimeout> | undefined;

  function own(writes: boolean): void {
    clearTimeout(idle);
    if (!writes) {
      if (toldAt) tell(false);
      toldAt = 0;
      return;
    }
    if (Date.now() - toldAt >= REPEAT) {
      tell(true);
      toldAt = Date.now();
    }
    idle = setTimeout(() => own(false), IDLE);
  }

  return {
    theirs,
    own,
    hear(active) {
      clearTimeout(doubt);
      theirs.value = active;
      if (active) {
        doubt = setTimeout(() => {
          theirs.value = false;
        }, BELIEVED);
      }
    },
  };
}
