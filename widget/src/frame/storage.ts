/** What this browser keeps of a visitor: one JSON value in the page's own local storage, shared by its tabs. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { UploadedFile, Visit } from "@switchboard/protocol";

/** A message the visitor wrote that the server has not yet confirmed. */
export interface Outgoing {
  client_id: string;
  text: string;
  at: string;
  files?: UploadedFile[];
  /** The answer that was pressed. */
  option?: string;
  /** Set once sending it was given up, to the server's reason if it gave one; the visitor may try again. */
  failed?: string | true;
}

export interface Saved {
  visit: Visit | null;
  /** When the token was last rotated, in milliseconds. */
  renewed_at: number;
  /** Whether the visitor ever wrote: then the loader brings the chat up by itself. */
  written: boolean;
  /** The conversation that the thread shows now, whose entries `read_up_to` counts. */
  thread: string | null;
  read_up_to: number;
  outbox: Outgoing[];
}

export interface Store {
  readonly saved: ReadonlySignal<Saved>;
  /** Takes in what another tab has written, whose event may still be on its way. */
  refresh(): void;
  update(change: (saved: Saved) => Partial<Saved>): void;
}

const EMPTY: Saved = {
  visit: null,
  renewed_at: 0,
  written: false,
  thread: null,
  read_up_to: 0,
  outbox: [],
};

export function openStore(widgetId: string): Store {
  const key = `switchboard:${widgetId}`;
  let area = usable(() => localStorage);
  let text = area?.getItem(key) ?? null;
  const saved = signal(parse(text));

  function take(found: string | null): void {
    if (found !== text) saved.value = parse(found);
    text = found;
  }

  function refresh(): void {
    if (area) take(area.getItem(key));
  }

  window.addEventListener("storage", (event) => {
    if (event.key === key) take(event.newValue);
  });
  return {
    saved,
    refresh,
    update(change) {
      refresh();
      saved.value = { ...saved.peek(), ...change(saved.peek()) };
      text = JSON.stringify(saved.peek());
      try {
        area?.setItem(key, text);
      } catch {
        area = undefined; // the page has filled its storage: go on as if there were none
      }
    },
  };
}

export interface Draft {
  read(): string;
  write(text: string): void;
}

/** What the visitor is writing: it goes along to other pages of the site, but not to other tabs. */
export function openDraft(widgetId: string): Draft {
  const key = `switchboard:${widgetId}:draft`;
  const area = usable(() => sessionStorage);
  return {
    read: () => area?.getItem(key) ?? "",
    write: (text) => area?.setItem(key, text),
  };
}

function parse(text: string | null): Saved {
  try {
    return { ...EMPTY, ...JSON.parse(text ?? "{}") };
  } catch {
    return EMPTY; // someone else wrote under our key: begin anew rather than not at all
  }
}

/** The storage, where the browser allows it; without one the chat lives as long as its page. */
export function usable(area: () => Storage): Storage | undefined {
  try {
    area().setItem("switchboard", "");
    area().removeItem("switchboard");
    return area();
  } catch {
    return undefined;
  }
}
