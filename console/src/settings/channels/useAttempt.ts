/** Tries something and keeps the refusal, so that each field can show its own part of it. */
import { useState } from "react";
import { messageOf, Problem } from "../../api/problem";

export function useAttempt() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function run(task: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setFailure(null);
    try {
      await task();
      return true;
    } catch (error) {
      setFailure(error ?? new Error());
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, failure, run };
}

/** The sentence above the button; nothing where each field says its own. */
export function sentenceOf(failure: unknown, shown: readonly string[]): string {
  if (failure === null) return "";
  const told = failure instanceof Problem ? failure.errors.map((each) => each.field) : [];
  if (told.length > 0 && told.every((field) => shown.includes(field))) return "";
  return messageOf(failure);
}
