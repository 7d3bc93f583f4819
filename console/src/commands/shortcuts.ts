/** Runs commands from the keyboard, except while someone is writing. */
import { useEffect, useRef } from "react";
import type { Command } from "./commands";

const SEQUENCE_WITHIN_MS = 1200;
const WRITTEN_IN = ["input:not([type=checkbox])", "textarea", "select", "[contenteditable]"].join();

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(WRITTEN_IN) !== null;
}

function pressed(event: KeyboardEvent): string {
  return event.metaKey || event.ctrlKey ? `mod+${event.key.toLowerCase()}` : event.key;
}

/** The command of a key, or of the second key of two; `leads` when a second one has to follow. */
export function commandOf(
  commands: readonly Command[],
  key: string,
  before: string | null,
): { command: Command | undefined; leads: boolean } {
  const command = commands.find((each) => each.keys === (before ? `${before} ${key}` : key));
  const leads = !before && !command && commands.some((each) => each.keys?.startsWith(`${key} `));
  return { command, leads };
}

export function useShortcuts(commands: readonly Command[], active: boolean) {
  const first = useRef<{ key: string; at: number } | null>(null);

  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const key = pressed(event);
      if (isWriting(event.target) && !key.startsWith("mod+")) {
        // The first Escape leaves the field, the next one the conversation.
        if (event.key === "Escape") (event.target as HTMLElement).blur();
        return;
      }
      const recent = first.current && event.timeStamp - first.current.at < SEQUENCE_WITHIN_MS;
      const { command, leads } = commandOf(
        commands,
        key,
        recent ? (first.current?.key ?? null) : null,
      );
      first.current = leads ? { key, at: event.timeStamp } : null;
      if (!command || command.refusal) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [commands, active]);
}
