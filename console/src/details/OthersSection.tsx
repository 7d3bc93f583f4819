import { GitMerge, Undo2 } from "lucide-react";
import { Link } from "wouter";
import type { Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { anchorOf } from "../commands/dialogs";
import { t } from "../i18n/t";
import { ChannelIcon, channelName } from "../ui/channels";
import { RelativeTime } from "../ui/RelativeTime";
import styles from "./DetailsPanel.module.css";
import { useFetched } from "./useFetched";

function Other({ row }: { row: Conversation }) {
  return (
    <li>
      <Link href={`/conversations/${row.id}`} className={styles.other}>
        <ChannelIcon kind={row.channel.kind} />
        <span className={styles.otherText} dir="auto">
          {row.topic ?? row.preview?.text ?? t("No messages")}
        </span>
        <span className="visually-hidden">, {channelName(row.channel.kind)},</span>
        <span className={styles.time}>
          #{row.number} · {row.status === "open" ? t("open|state") : t("closed")} ·{" "}
          <RelativeTime iso={row.last_entry_at} />
        </span>
      </Link>
    </li>
  );
}

/** What else the contact has talked about, and what was merged in. */
export function OthersSection({ row }: { row: Conversation }) {
  const desk = useActions();
  const merges = row.merged.map((each) => each.id).join();
  const { value, error } = useFetched(`${row.contact.id}:${merges}`, () =>
    desk.api.conversationsOf(row.contact.id),
  );
  const known = useDesk((state) => state.rows);
  const others = (value?.items ?? [])
    .map((each) => known[each.id] ?? each)
    .filter((each) => each.id !== row.id && !each.merged_into);
  if (others.length === 0 && row.merged.length === 0 && !error) return null;
  return (
    <section className={styles.section} aria-label={t("Other conversations")}>
      <h2 className={styles.heading}>
        {t("Other conversations")} <span className={styles.number}>{others.length}</span>
        {others.length > 0 && (
          <button
            type="button"
            className={styles.headingButton}
            onClick={(event) =>
              desk.show({ kind: "merge", ids: [row.id], anchor: anchorOf(event) })
            }
          >
            <GitMerge aria-hidden="true" /> {t("Merge")}
          </button>
        )}
      </h2>
      {error && <p className={styles.failure}>{error}</p>}
      <ul className={styles.items}>
        {row.merged.map((each) => (
          <li key={each.id} className={styles.merged}>
            <GitMerge aria-hidden="true" />
            <span>{t("#{number} was merged into this", { number: each.number })}</span>
            <button
              type="button"
              className={styles.headingButton}
              onClick={() => desk.unmerge(row.id, each.id)}
            >
              <Undo2 aria-hidden="true" /> {t("Undo")}
            </button>
          </li>
        ))}
        {others.map((each) => (
          <Other key={each.id} row={each} />
        ))}
      </ul>
    </section>
  );
}
