/** Runs what a form asks for, and tells how it went. */
import { useState } from "react";
import { messageOf } from "../api/problem";

export function useSubmit() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");

  async function run(task: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setFailure("");
    try {
      await task();
      return true;
    } catch (error) {
      setFailure(messageOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, failure, run };
}
