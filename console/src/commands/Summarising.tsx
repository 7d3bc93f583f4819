import { useEffect, useRef } from "react";
import { useSummarise } from "../copilot/useSummarise";
import type { PickerProps } from "./Dialogs";

/** Nothing to choose: it begins at once, and nobody has to wait for it. */
export function Summarising({ ids, close }: PickerProps) {
  const { summarise } = useSummarise();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    for (const id of ids) summarise(id);
    close();
  }, [ids, summarise, close]);
  return null;
}
