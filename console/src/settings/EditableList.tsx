import { Pencil, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { ConfirmButton } from "./ConfirmButton";
import styles from "./Settings.module.css";
import { useSubmit } from "./useSubmit";

type Item = { id: string; name: string };

type Props<Each extends Item> = {
  hint: string;
  /** What the button says that makes one: "New label". */
  add: string;
  items: readonly Each[];
  empty: ReactNode;
  row: (item: Each) => ReactNode;
  /** The form of one of them, or (null) of a new one. */
  form: (item: Each | null, done: () => void) => ReactNode;
  remove: (id: string) => Promise<unknown>;
  /** Under which heading it stands; items come in the order of their headings. */
  heading?: (item: Each) => string;
  /** Looking for one: what the field says, and those that words find, in the order in which they
   * are meant. */
  find?: { label: string; by: (words: string) => readonly Each[] };
  /** Whether the agent may change it. */
  mayChange?: (item: Each) => boolean;
};

/** From so many on, looking for one takes a field. */
const MANY = 6;

/** Things with names that are made, changed in place, and removed after a second press. */
export function EditableList<Each extends Item>(props: Props<Each>) {
  const { items, find, heading, mayChange } = props;
  const [editing, setEditing] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const { failure, run } = useSubmit();
  const done = () => setEditing(null);
  const searched = find && words.trim() !== "";
  const shown = searched ? find.by(words.trim()) : items;

  function line(item: Each) {
    if (editing === item.id) return <li key={item.id}>{props.form(item, done)}</li>;
    return (
      <li key={item.id} className={styles.item}>
        {props.row(item)}
        {(mayChange?.(item) ?? true) && (
          <>
            <Button
              tone="ghost"
              icon={<Pencil />}
              aria-label={t("Change {name}", { name: item.name })}
              onClick={() => setEditing(item.id)}
            />
            <ConfirmButton name={item.name} confirm={() => run(() => props.remove(item.id))} />
          </>
        )}
      </li>
    );
  }

  const headings = heading && !searched ? [...new Set(shown.map(heading))] : [];
  return (
    <div className={styles.form}>
      <p className={styles.hint}>{props.hint}</p>
      {failure && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      {editing === "new" ? (
        props.form(null, done)
      ) : (
        <p>
          <Button icon={<Plus />} onClick={() => setEditing("new")}>
            {props.add}
          </Button>
        </p>
      )}
      {find && items.length >= MANY && (
        <Field
          label={find.label}
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {items.length === 0 && editing !== "new" && props.empty}
      {searched && shown.length === 0 && (
        <p className={styles.hint} role="status">
          {t("Nothing holds “{words}”.", { words: words.trim() })}
        </p>
      )}
      {headings.length > 1 && heading ? (
        headings.map((each) => (
          <section key={each} aria-label={each}>
            <h2 className={styles.heading} dir="auto">
              {each}
            </h2>
            <ul className={styles.items}>
              {shown.filter((item) => heading(item) === each).map(line)}
            </ul>
          </section>
        ))
      ) : (
        <ul className={styles.items}>{shown.map(line)}</ul>
      )}
    </div>
  );
}
