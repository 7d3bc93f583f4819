import { X } from "lucide-react";
import { Fragment } from "react";
import { Button } from "../ui/Button";
import { Modal } from "../ui/Modal";
import { type Command, keyCaps } from "./commands";
import styles from "./HelpDialog.module.css";

type Shortcut = Pick<Command, "title" | "section"> & { keys: string };

const ALWAYS: Shortcut[] = [
  { title: "Open the focused conversation", section: "List", keys: "Enter" },
  { title: "Send what you wrote", section: "Conversation", keys: "Enter" },
  { title: "Send a suggested answer", section: "Conversation", keys: "mod+1–3" },
  { title: "Edit a suggested answer", section: "Conversation", keys: "Ctrl+Shift+1–3" },
  { title: "Break the line", section: "Conversation", keys: "Shift+Enter" },
];
const SECTIONS: Command["section"][] = ["Conversation", "List", "Go to", "You"];

/** What scrolls must be reachable by keyboard. */
function reachable(element: HTMLElement | null) {
  if (element) element.tabIndex = 0;
}

export function HelpDialog({
  commands,
  close,
}: {
  commands: readonly Command[];
  close: () => void;
}) {
  const bound = commands.flatMap(({ title, section, keys }) =>
    keys ? [{ title, section, keys }] : [],
  );
  const rows = [...bound, ...ALWAYS];
  return (
    <Modal label="Keyboard shortcuts" close={close}>
      <header className={styles.heading}>
        <h2>Keyboard shortcuts</h2>
        <Button tone="ghost" aria-label="Close" icon={<X />} onClick={close} />
      </header>
      <section ref={reachable} className={styles.rows} aria-label="All shortcuts">
        {SECTIONS.map((section) => (
          <Fragment key={section}>
            <h3 className={styles.section}>{section}</h3>
            <dl>
              {rows
                .filter((row) => row.section === section)
                .map(({ title, keys }) => (
                  <div key={title} className={styles.row}>
                    <dt>{title}</dt>
                    <dd>
                      {keyCaps(keys).map((cap) => (
                        <kbd key={cap}>{cap}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </Fragment>
        ))}
      </section>
    </Modal>
  );
}
