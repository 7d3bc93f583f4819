/** Something asked for when a page opens, and again when it is wanted. */
import { useCallback, useEffect, useRef, useState } from "react";
import { messageOf, SignedOut } from "../../api/problem";

export type Loaded<Value> = {
  value: Value | null;
  /** Why there is nothing; what is shown already stays when asking again fails. */
  error: string;
  reload: () => Promise<void>;
  put: (value: Value) => void;
};

export function useLoaded<Value>(key: string, ask: () => Promise<Value>): Loaded<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [error, setError] = useState("");
  const latest = useRef(ask);
  latest.current = ask;
  const wanted = useRef(key);
  wanted.current = key;

  const reload = useCallback(async () => {
    try {
      const answer = await latest.current();
      if (wanted.current !== key) return;
      setValue(answer);
      setError("");
    } catch (failure) {
      // The sign-in page says it already.
      if (wanted.current === key && !(failure instanceof SignedOut)) setError(messageOf(failure));
    }
  }, [key]);

  useEffect(() => {
    setValue(null);
    setError("");
    reload();
  }, [reload]);

  return { value, error, reload, put: setValue };
}
