import type { Person } from "@switchboard/protocol";
import { Sparkles } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { AI_AGENT, hueOf, initials } from "../text/people";
import styles from "./Avatar.module.css";

type Props = {
  person: Person & { avatar_url?: string | null };
  size?: number;
  badge?: ReactNode;
  title?: string;
};

/** A person's picture, else initials on a colour that stays theirs; the name stands beside it. The
 * AI agent is never taken for a person: it has a sign and a colour of its own. */
export function Avatar({ person, size = 32, badge, title }: Props) {
  const ai = person.id === AI_AGENT;
  const style = { "--hue": hueOf(person.id), "--size": `${size}px` } as CSSProperties;
  return (
    <span className={styles.avatar} style={style} title={title} data-ai={ai} aria-hidden="true">
      {person.avatar_url ? (
        <img src={person.avatar_url} alt="" width={size} height={size} loading="lazy" />
      ) : ai ? (
        <Sparkles />
      ) : (
        initials(person.name)
      )}
      {badge && <span className={styles.badge}>{badge}</span>}
    </span>
  );
}

/** A few people at once, with the names of all to hover and to hear. */
export function Avatars({
  people,
  size,
  told,
}: {
  people: readonly Person[];
  size: number;
  /** The sentence with their names. */
  told: (names: string) => string;
}) {
  if (people.length === 0) return null;
  const names = told(people.map((person) => person.name).join(", "));
  return (
    <span className={styles.stack} title={names}>
      <span className="visually-hidden">{names}</span>
      {people.slice(0, 3).map((person) => (
        <Avatar key={person.id} person={person} size={size} />
      ))}
      {people.length > 3 && (
        <span className={styles.more} aria-hidden="true">
          +{people.length - 3}
        </span>
      )}
    </span>
  );
}
