import { Pencil, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/Button";
import { ConfirmButton } from "./ConfirmButton";
import styles from "./Settings.module.css";
import { useSubmit } from "./useSubmit";

type Item = { id: string; name: string };

type Props<Each extends Item> = {
  hint: string;
  /** What one of them is called: the button reads "New label". */
  noun: string;
  items: readonly Each[];
  empty: ReactNode;
  row: (item: Each) => ReactNode;
  /** The form of one of them, or (null) of a new one. */
  form: (item: Each | null, done: () => void) => ReactNode;
  remove: (id: string) => Promise<unknown>;
};

/** Things with names that are made, changed in place, and removed after a second press. */
export function EditableList<Each extends Item>(props: Props<Each>) {
  const { items } = props;
  const [editing, setEditing] = useState<string | null>(null);
  const { failure, run } = useSubmit();
  const done = () => setEditing(null);

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
            {`New ${props.noun}`}
          </Button>
        </p>
      )}
      {items.length === 0 && editing !== "new" && props.empty}
      <ul className={styles.items}>
        {items.map((item) =>
          editing === item.id ? (
            <li key={item.id}>{props.form(item, done)}</li>
          ) : (
            <li key={item.id} className={styles.item}>
              {props.row(item)}
              <Button
                tone="ghost"
                icon={<Pencil />}
                aria-label={`Change ${item.name}`}
                onClick={() => setEditing(item.id)}
              />
              <ConfirmButton name={item.name} confirm={() => run(() => props.remove(item.id))} />
            </li>
          ),
        )}
      </ul>
    </div>
  );
}
