import { useDesk } from "../app/context";
import { type MacroLike, macroWords } from "../text/macro";

/** What a macro does, as a person would say it, with everything that it names by its name. */
export function useMacroWords(): (macro: MacroLike) => string {
  const labels = useDesk((desk) => desk.labels);
  const users = useDesk((desk) => desk.users);
  const dispositions = useDesk((desk) => desk.dispositions);
  return (macro) => macroWords(macro, { labels, users, dispositions: dispositions ?? [] });
}
