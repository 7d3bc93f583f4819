import { Search } from "lucide-react";
import { Fragment, type KeyboardEvent, useEffect, useId, useState } from "react";
import { Modal } from "../ui/Modal";
import styles from "./CommandBar.module.css";
import { type Command, keyCaps } from "./commands";
import { matching } from "./matching";

type Props = { commands: Command[]; close: () => void };

/** A combobox over all commands: type to narrow, arrows to move, Enter to run. */
export function CommandBar({ commands, close }: Props) {
  const [query, setQuery] = useState("");
  const [index, setIndex] = useState(0);
  const id = useId();
  const found = matching(
    commands.filter((command) => command.id !== "commands"),
    query,
  );
  const current = found[Math.min(index, found.length - 1)];
  const optionId = (command: Command) => `${id}-${command.id}`;
  const currentId = current && optionId(current);

  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: "nearest" });
  }, [currentId]);

  function run(command: Command | undefined) {
    if (!command || command.refusal) return;
    close();
    // After the dialog has given focus back, so that a command may move it on.
    setTimeout(command.run);
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setIndex((Math.min(index, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(current);
    }
  }

  return (
    <Modal label="Commands" close={close}>
      <div className={styles.search}>
        <Search aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label="Search commands"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={currentId}
          placeholder="What would you like to do?"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setIndex(0);
          }}
          onKeyDown={onKey}
        />
        <kbd>Esc</kbd>
      </div>
      <div id={`${id}-list`} className={styles.list} role="listbox" aria-label="Commands">
        {found.map((command, position) => (
          <Fragment key={command.id}>
            {command.section !== found[position - 1]?.section && (
              <p className={styles.section} role="presentation">
                {command.section}
              </p>
            )}
            <div
              id={optionId(command)}
              className={styles.option}
              role="option"
              tabIndex={-1}
              aria-selected={command === current}
              aria-disabled={command.refusal ? true : undefined}
              onPointerMove={() => setIndex(position)}
              onClick={() => run(command)}
              onKeyDown={onKey}
            >
              <span className={styles.title}>{command.title}</span>
              {command.refusal && <span className={styles.refusal}>{command.refusal}</span>}
              {command.keys &&
                !command.refusal &&
                keyCaps(command.keys).map((cap) => <kbd key={cap}>{cap}</kbd>)}
            </div>
          </Fragment>
        ))}
        {found.length === 0 && <p className={styles.none}>No command is called “{query}”.</p>}
      </div>
    </Modal>
  );
}
