import { X } from "lucide-react";
import { Button } from "../ui/Button";
import { Modal } from "../ui/Modal";
import { type Command, keyCaps } from "./commands";
import styles from "./HelpDialog.module.css";

const ALWAYS: { title: string; keys: string }[] = [
  { title: "Open the focused conversation", keys: "Enter" },
  { title: "Send what you wrote", keys: "Enter" },
  { title: "Break the line", keys: "Shift+Enter" },
];

export function HelpDialog({ commands, close }: { commands: Command[]; close: () => void }) {
  const bound = commands.filter((command) => command.keys);
  const rows = [...bound.map(({ title, keys = "" }) => ({ title, keys })), ...ALWAYS];
  return (
    <Modal label="Keyboard shortcuts" close={close}>
      <header className={styles.heading}>
        <h2>Keyboard shortcuts</h2>
        <Button tone="ghost" aria-label="Close" icon={<X />} onClick={close} />
      </header>
      <dl className={styles.rows}>
        {rows.map(({ title, keys }) => (
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
    </Modal>
  );
}
