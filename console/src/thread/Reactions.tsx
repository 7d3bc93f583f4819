import type { Person } from "@switchboard/protocol";
import { lazy, Suspense, useState } from "react";
import type { Message, Reaction, Written } from "../api/thread-types";
import { useActions, useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import { namesOf } from "../text/people";
import { capabilitiesOf } from "./capabilities";
import { useThread } from "./context";
import styles from "./Reactions.module.css";

const ReactionPicker = lazy(() => import("./ReactionPicker"));

type Group = { emoji: string; people: Reaction[]; ours: boolean };

/** The same emoji of several people is one. */
export function grouped(reactions: readonly Reaction[]): Group[] {
  const groups = new Map<string, Reaction[]>();
  for (const each of reactions) groups.set(each.emoji, [...(groups.get(each.emoji) ?? []), each]);
  return [...groups].map(([emoji, people]) => ({
    emoji,
    people,
    ours: people.some((each) => each.by === "agent"),
  }));
}

/** "Kari and Ola reacted with 👍". */
function reacted(people: readonly Person[], emoji: string, meId: string): string {
  if (people.every(({ id }) => id === meId)) return t("You reacted with {emoji}", { emoji });
  const values = { names: namesOf(people, meId, t("you|who")), emoji };
  return tn(people.length, "{names} reacted with {emoji}", "{names} reacted with {emoji}", values);
}

/** What the channel lets us answer a customer's message with; null where nothing. */
export function useAllowed(entry: Written): readonly string[] | null {
  const channels = useDesk((desk) => desk.channels);
  if (entry.type !== "message.received") return null;
  return capabilitiesOf(channels, entry.data.channel_id).reactions;
}

/** The emoji under a message; ours can be taken back with a press. */
export function Reactions({ entry, past }: { entry: Message; past: boolean }) {
  const { row, me } = useThread();
  const { react } = useActions();
  const allowed = useAllowed(entry);
  const groups = grouped(entry.data.reactions ?? []);
  if (groups.length === 0) return null;
  return (
    <ul className={styles.reactions} aria-label={t("Reactions")}>
      {groups.map(({ emoji, people, ours }) => {
        const named = people.map((each) => ({
          id: each.id ?? "",
          name: each.name ?? (each.by === "customer" ? row.contact.name : me.account.name),
        }));
        const title = reacted(named, emoji, me.id);
        const count = people.length > 1 ? people.length : null;
        return (
          <li key={emoji} data-testid="reaction">
            {ours && allowed && !past ? (
              <button
                type="button"
                className={styles.reaction}
                data-ours="true"
                aria-pressed="true"
                aria-label={`${title}. ${t("Take it back")}`}
                title={title}
                onClick={() => react(entry, null)}
              >
                {emoji} {count}
              </button>
            ) : (
              <span className={styles.reaction} role="img" aria-label={title} title={title}>
                {emoji} {count}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type PickProps = { entry: Message; anchor: DOMRect | undefined; close: () => void };

/** Choose one, of those that the channel carries. */
export function React({ entry, anchor, close }: PickProps) {
  const { react } = useActions();
  const allowed = useAllowed(entry);
  const [own] = useState(
    () => entry.data.reactions?.find((each) => each.by === "agent")?.emoji ?? null,
  );
  if (!allowed) return null;
  return (
    <Suspense>
      <ReactionPicker
        anchor={anchor}
        allowed={allowed}
        own={own}
        close={close}
        choose={(emoji) => {
          close();
          react(entry, emoji === own ? null : emoji);
        }}
      />
    </Suspense>
  );
}
