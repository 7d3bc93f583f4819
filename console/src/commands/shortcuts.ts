/** Runs commands from the keyboard, except while someone is writing. */
import { useEffect } from "react";
import type { Command } from "./commands";

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null
  );
}

function pressed(event: KeyboardEvent): string {
  return event.metaKey || event.ctrlKey ? `mod+${event.key.toLowerCase()}` : event.key;
}

export function useShortcuts(commands: Command[], active: boolean) {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const keys = pressed(event);
      if (isWriting(event.target) && !keys.startsWith("mod+")) {
        // The first Escape leaves the field, the next one the conversation.
        if (event.key === "Escape") (event.target as HTMLElement).blur();
        return;
      }
      const command = commands.find((each) => each.keys === keys);
      if (!command || command.refusal) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [commands, active]);
}
