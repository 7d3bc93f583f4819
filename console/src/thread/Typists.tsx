import type { Conversation } from "../api/types";
import { useDesk } from "../app/context";
import { list, tn } from "../i18n/t";
import type { Typing } from "../state/presence";
import styles from "./Typists.module.css";

const NOBODY: Typing[] = [];

/** "Kari is typing", for the customer and for colleagues. */
export function typingLine(typing: readonly Typing[]): string | null {
  const said = (
    is: (each: Typing) => boolean,
    say: (count: number, values: { names: string }) => string,
  ) => {
    const names = typing.filter(is).map((each) => each.user.name);
    return names.length > 0 ? [say(names.length, { names: list(names) })] : [];
  };
  const agent = (mode: Typing["mode"]) => (each: Typing) =>
    each.user.kind === "agent" && each.mode === mode;
  const lines = [
    ...said(
      (each) => each.user.kind === "customer",
      (count, names) => tn(count, "{names} is typing", "{names} are typing", names),
    ),
    ...said(agent("reply"), (count, names) =>
      tn(count, "{names} is replying", "{names} are replying", names),
    ),
    ...said(agent("note"), (count, names) =>
      tn(count, "{names} is writing a note", "{names} are writing a note", names),
    ),
  ];
  return lines.length > 0 ? lines.join(" · ") : null;
}

/** Whoever is typing now. It covers the last empty pixels of the thread, so nothing moves. */
export function Typists({ row }: { row: Conversation }) {
  const typing = useDesk((desk) => desk.typing[row.id]) ?? NOBODY;
  const line = typingLine(typing);
  return (
    <p className={styles.typists} data-testid="typing" data-shown={line !== null}>
      {line && (
        <>
          <span className={styles.dots} aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          <span dir="auto">{line}…</span>
        </>
      )}
    </p>
  );
}
