/** What the loader, on the host page, and the chat, in its frame, know of each other. */
export interface Host {
  readonly api: string;
  readonly widgetId: string;
  /** The colour named in the snippet, so that the launcher wears it before any session exists. */
  readonly color: string | undefined;
  /** "light" or "dark" where the snippet insists; otherwise the visitor's system decides. */
  readonly theme: string | undefined;
  isOpen: boolean;
  close(): void;
  /** Takes the whole widget off the page. */
  remove(): void;
  paint(colours: { accent: string; ink: string }): void;
  badge(unread: number): void;
  /** Set by the chat; called whenever the visitor opens or closes it. */
  onToggle?: (open: boolean) => void;
}

/** The frame carries its host, where the chat finds it as `window.frameElement.switchboard`. */
export type ChatFrame = HTMLIFrameElement & { switchboard: Host };

declare global {
  interface Window {
    Switchboard?: { open(): void; close(): void };
  }
}
