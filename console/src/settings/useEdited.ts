/** Something saved, as it is being changed: what differs, and how saving it went. */
import { type FormEvent, useState } from "react";
import { useAttempt } from "./channels/useAttempt";

export type Edited<Facts> = {
  draft: Facts;
  change: (fields: Partial<Facts>) => void;
  dirty: boolean;
  busy: boolean;
  failure: unknown;
  /** Why it can't be saved as it stands. */
  refusal: string | null;
  /** Just now, and nothing was changed since. */
  isSaved: boolean;
  discard: () => void;
  submit: (event: FormEvent) => Promise<void>;
};

/** `save` may answer what is saved from now on; without an answer it is the draft. What
 * `refusalOf` refuses is not sent. */
export function useEdited<Facts extends object>(
  first: Facts,
  save: (draft: Facts) => Promise<Facts | undefined>,
  refusalOf: (draft: Facts) => string | null = () => null,
): Edited<Facts> {
  const [saved, setSaved] = useState(first);
  const [draft, setDraft] = useState(first);
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useAttempt();
  const refusal = refusalOf(draft);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);

  return {
    draft,
    change: (fields) => {
      setDraft((held) => ({ ...held, ...fields }));
      setDone(false);
    },
    dirty,
    busy,
    failure,
    refusal,
    isSaved: done && !dirty,
    discard: () => setDraft(saved),
    async submit(event) {
      event.preventDefault();
      if (busy || refusal) return;
      const went = await run(async () => {
        const next = (await save(draft)) ?? draft;
        setSaved(next);
        setDraft(next);
      });
      setDone(went);
    },
  };
}
