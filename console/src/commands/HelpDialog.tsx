import { X } from "lucide-react";
import { Fragment } from "react";
import { m, t } from "../i18n/t";
import { Button } from "../ui/Button";
import { Modal } from "../ui/Modal";
import { type Command, keyCaps, SECTIONS } from "./commands";
import styles from "./HelpDialog.module.css";

type Shortcut = Pick<Command, "title" | "section"> & { keys: string };

const ALWAYS: Shortcut[] = [
  { title: m("Open the focused conversation"), section: "list", keys: "Enter" },
  { title: m("Send what you wrote"), section: "conversation", keys: "Enter" },
  { title: m("Send a suggested answer"), section: "conversation", keys: "mod+1–3" },
  { title: m("Edit a suggested answer"), section: "conversation", keys: "ctrl+shift+1–3" },
  { title: m("Break the line"), section: "conversation", keys: "shift+Enter" },
];
const SHOWN: Command["section"][] = ["conversation", "list", "go", "you"];

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
  const rows = [...bound, ...ALWAYS.map((each) => ({ ...each, title: t(each.title) }))];
  return (
    <Modal label={t("Keyboard shortcuts")} close={close}>
      <header className={styles.heading}>
        <h2>{t("Keyboard shortcuts")}</h2>
        <Button tone="ghost" aria-label={t("Close")} icon={<X />} onClick={close} />
      </header>
      <section ref={reachable} className={styles.rows} aria-label={t("All shortcuts")}>
        {SHOWN.map((section) => (
          <Fragment key={section}>
            <h3 className={styles.section}>{t(SECTIONS[section])}</h3>
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
