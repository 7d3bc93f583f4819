import type { NoteAdded } from "@switchboard/protocol";
import { useState } from "react";
import { Link } from "wouter";
import type { Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { listPath, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { RelativeTime } from "../ui/RelativeTime";
import styles from "./DetailsPanel.module.css";
import { useFetched } from "./useFetched";

const FEW = 4;

/** Every note of the conversation in one place, newest first, each leading to where it stands. */
export function NotesSection({ row }: { row: Conversation }) {
  const { api } = useActions();
  const { place } = usePlace();
  const [all, setAll] = useState(false);
  // A note in the thread changes the collection; nothing else does.
  const newest = useDesk((desk) => {
    const events = desk.threads[row.id]?.events ?? [];
    return events.findLast((event) => event.type.startsWith("note."))?.seq ?? 0;
  });
  const { value, error } = useFetched(`${row.id}:${newest}`, () => api.notes(row.id));
  const notes = (value?.items ?? []).filter(
    (event): event is NoteAdded => event.type === "note.added" && !event.data.deleted_at,
  );
  if (notes.length === 0 && !error) return null;
  return (
    <section className={styles.section} aria-label={t("Notes")}>
      <h2 className={styles.heading}>
        {t("Notes")}{" "}
        <span className={styles.number}>{value?.next_cursor ? t("many") : notes.length}</span>
      </h2>
      {error && <p className={styles.failure}>{error}</p>}
      <ul className={styles.items}>
        {(all ? notes : notes.slice(0, FEW)).map((note) => (
          <li key={note.id}>
            <Link href={listPath(place, row.id, note.seq)} className={styles.note}>
              <span className={styles.noteHead}>
                <span dir="auto">{note.actor.name}</span>
                <RelativeTime iso={note.occurred_at} className={styles.time} />
              </span>
              <span className={styles.noteText} dir="auto">
                {note.data.text}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {notes.length > FEW && (
        <button type="button" className={styles.more} onClick={() => setAll(!all)}>
          {all ? t("Show fewer") : t("Show all {count}", { count: notes.length })}
        </button>
      )}
    </section>
  );
}
