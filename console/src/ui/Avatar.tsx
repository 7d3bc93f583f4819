import type { Person } from "@switchboard/protocol";
import type { CSSProperties, ReactNode } from "react";
import { hueOf, initials } from "../text/people";
import styles from "./Avatar.module.css";

type Props = { person: Person; size?: number; badge?: ReactNode; title?: string };

/** A person as initials on a colour that stays theirs; the name always stands beside it. */
export function Avatar({ person, size = 32, badge, title }: Props) {
  const style = { "--hue": hueOf(person.id), "--size": `${size}px` } as CSSProperties;
  return (
    <span className={styles.avatar} style={style} title={title} aria-hidden="true">
      {initials(person.name)}
      {badge && <span className={styles.badge}>{badge}</span>}
    </span>
  );
}
