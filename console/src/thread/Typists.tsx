import type { Conversation } from "../api/types";
import { useDesk } from "../app/context";
import type { Typing } from "../state/presence";
import { namesOf } from "../text/people";
import styles from "./Typists.module.css";

const NOBODY: Typing[] = [];

/** "Kari is typing", for the customer and for colleagues. */
export function typingLine(typing: readonly Typing[]): string | null {
  const words = (people: readonly Typing[], doing: string) => {
    if (people.length === 0) return null;
    const names = namesOf(
      people.map((each) => each.user),
      "",
    );
    return `${names} ${people.length === 1 ? "is" : "are"} ${doing}`;
  };
  const agents = typing.filter((each) => each.user.kind === "agent");
  const lines = [
    words(
      typing.filter((each) => each.user.kind === "customer"),
      "typing",
    ),
    words(
      agents.filter((each) => each.mode === "reply"),
      "replying",
    ),
    words(
      agents.filter((each) => each.mode === "note"),
      "writing a note",
    ),
  ].filter((line) => line !== null);
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
