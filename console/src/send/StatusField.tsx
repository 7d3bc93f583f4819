import { useState } from "react";
import { DISPOSITIONS, LONGEST_DISPOSITION } from "../commands/dispositions";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";

const OTHER = "other";

type Props = { status: string; change: (status: string) => void };

/** How the conversation ends, which sending closes (CH-26, CH-28). */
export function StatusField({ status, change }: Props) {
  const [other, setOther] = useState(false);
  return (
    <>
      <Select
        label="Status"
        value={other ? OTHER : status}
        onChange={(event) => {
          const chosen = event.target.value;
          setOther(chosen === OTHER);
          change(chosen === OTHER ? "" : chosen);
        }}
      >
        <option value="">Choose how it ends…</option>
        {DISPOSITIONS.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        <option value={OTHER}>Something else…</option>
      </Select>
      {other && (
        <Field
          label="In your words"
          dir="auto"
          maxLength={LONGEST_DISPOSITION}
          value={status}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </>
  );
}
