/** Something asked for while a part of the panel shows; asked again when `key` changes. */
import { useEffect, useRef, useState } from "react";
import { messageOf } from "../api/problem";

type Fetched<Value> = { value: Value | null; error: string | null };

export function useFetched<Value>(key: string, ask: () => Promise<Value>): Fetched<Value> {
  const [fetched, setFetched] = useState<Fetched<Value>>({ value: null, error: null });
  const latest = useRef(ask);
  latest.current = ask;
  const wanted = useRef(key);
  wanted.current = key;

  useEffect(() => {
    latest
      .current()
      .then((value) => wanted.current === key && setFetched({ value, error: null }))
      .catch(
        (error) =>
          wanted.current === key && setFetched((held) => ({ ...held, error: messageOf(error) })),
      );
  }, [key]);

  return fetched;
}
