/** Runs what a form asks for, and tells how it went. */
import { useState } from "react";
import { messageOf } from "../api/problem";

export function useSubmit() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const [error, setError] = useState<unknown>(null);

  async function run(task: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setFailure("");
    setError(null);
    try {
      await task();
      return true;
    } catch (caught) {
      setFailure(messageOf(caught));
      setError(caught);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    /** In words. */
    failure,
    /** As it was thrown, for what it says of single fields. */
    error,
    run,
  };
}
