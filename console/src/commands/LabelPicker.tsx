import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { messageOf } from "../api/problem";
import type { Label } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import { Button } from "../ui/Button";
import { ColorField } from "../ui/ColorField";
import { LabelDot } from "../ui/LabelDots";
import { freeColor } from "../ui/label-colors";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import styles from "./pickers.module.css";
import { onlyName, stateOf, usePicked } from "./usePicked";

const NEW = "new-label";

type NewLabelProps = { name: string; made: (label: Label) => void; cancel: () => void };

/** Colour and scope for a label whose name was typed already. */
function NewLabel({ name, made, cancel }: NewLabelProps) {
  const desk = useActions();
  const labels = useDesk((state) => state.labels);
  const [color, setColor] = useState(() => freeColor(labels));
  const [isPrivate, setPrivate] = useState(false);
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);

  async function make(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const scope = isPrivate ? "private" : "team";
      made(await desk.createLabel({ name, color, scope, team_id: null }));
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  }

  return (
    <form className={styles.footer} onSubmit={make} aria-label={t("New label {name}", { name })}>
      <p className={styles.line}>
        <LabelDot color={color} />
        <strong dir="auto">{name}</strong>
      </p>
      <ColorField value={color} set={setColor} />
      <label className={styles.line}>
        <input
          type="checkbox"
          checked={isPrivate}
          onChange={(event) => setPrivate(event.target.checked)}
        />
        {t("Only I see it")}
      </label>
      {failure && (
        <p className={styles.error} role="alert">
          {failure}
        </p>
      )}
      <p className={styles.line}>
        <Button tone="primary" type="submit" disabled={busy}>
          {t("Create and add")}
        </Button>
        <Button onClick={cancel}>{t("Cancel")}</Button>
      </p>
    </form>
  );
}

export function LabelPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const labels = useDesk((state) => state.labels);
  const rows = usePicked(ids);
  const customer = onlyName(rows);
  const [making, setMaking] = useState<string | null>(null);

  const options = labels.map(
    (label): Option => ({
      id: label.id,
      name: label.name,
      icon: <LabelDot color={label.color} />,
      fact: label.scope === "private" ? t("only you") : "",
      state: stateOf(
        rows,
        (row) => row.labels.includes(label.id) || (row.private_labels ?? []).includes(label.id),
      ),
    }),
  );

  function extra(query: string): Option[] {
    const known = labels.some(
      (label) => label.name.toLocaleLowerCase() === query.toLocaleLowerCase(),
    );
    if (known) return [];
    const name = query ? t("New label “{name}”", { name: query }) : t("New label: type its name");
    return [{ id: NEW, name, icon: <Plus aria-hidden="true" />, refusal: query ? null : "" }];
  }

  function choose(option: Option, query: string) {
    if (option.id === NEW) setMaking(query);
    else if (option.state === "on") desk.label(ids, [], [option.id]);
    else desk.label(ids, [option.id], []);
  }

  return (
    <Picker
      label={
        customer
          ? t("Labels of {name}", { name: customer })
          : tn(rows.length, "Labels of {count} conversation", "Labels of {count} conversations")
      }
      placeholder={t("Find or create a label")}
      options={options}
      extra={extra}
      choose={choose}
      close={close}
      anchor={anchor}
      many
      testId="label-picker"
      footer={
        making && (
          <NewLabel
            name={making}
            made={(label) => {
              desk.label(ids, [label.id], []);
              setMaking(null);
            }}
            cancel={() => setMaking(null)}
          />
        )
      }
    />
  );
}
