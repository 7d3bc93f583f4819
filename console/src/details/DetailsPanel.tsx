/** What is known about the open conversation and its contact, beside the messages. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useActions, useDesk } from "../app/context";
import { useNarrow } from "../app/sidebar-state";
import { Button } from "../ui/Button";
import { ContactSection } from "./ContactSection";
import styles from "./DetailsPanel.module.css";
import { NotesSection } from "./NotesSection";
import { OthersSection } from "./OthersSection";
import { Properties } from "./Properties";

export default function DetailsPanel({ id, edge }: { id: string; edge: ReactNode }) {
  const desk = useActions();
  const row = useDesk((state) => state.rows[id]);
  // Alone on a narrow screen, it is what the page is about.
  const narrow = useNarrow();
  const [Pane, Title] = narrow ? (["main", "h1"] as const) : (["aside", "h2"] as const);
  if (!row) return null;
  return (
    <Pane className={styles.panel} aria-label="Details" data-testid="details">
      {edge}
      <header className={styles.header}>
        <Title>
          Details <span className={styles.number}>#{row.number}</span>
        </Title>
        <Button
          tone="ghost"
          icon={<X />}
          aria-label="Close the details"
          shortcut="]"
          hint="Close"
          onClick={desk.toggleDetails}
        />
      </header>
      <div className={styles.scroller}>
        <ContactSection key={row.contact.id} row={row} />
        <Properties key={row.id} row={row} />
        <NotesSection key={`notes-${row.id}`} row={row} />
        <OthersSection key={`others-${row.id}`} row={row} />
      </div>
    </Pane>
  );
}
