/** Runs macros, and tells what became of each step. */
import type { Macro } from "@switchboard/protocol";
import { Problem } from "../api/problem";
import { t, tn } from "../i18n/t";
import type { Parts } from "./actions";
import { withToast } from "./desk";

type After = { catchUp: (id: string) => void; countSoon: () => void };

export function createMacroActions(parts: Parts, { catchUp, countSoon }: After) {
  const { api, update, complain, tell, fetchRow, newId } = parts;
  /** Runs that nothing answered: picked again, they are the same run. */
  const unanswered = new Map<string, string>();

  return {
    async runMacro(id: string, macro: Macro) {
      const { name } = macro;
      const run = `${id}:${macro.id}`;
      const clientId = unanswered.get(run) ?? newId();
      unanswered.set(run, clientId);
      try {
        const { failed } = await api.runMacro(id, macro.id, clientId);
        unanswered.delete(run);
        if (failed.length === 0) tell(t("{name}: done", { name }), "", id);
        else {
          const reasons = [...new Set(failed.map((each) => each.detail))];
          const text = reasons.map((each) => each.charAt(0).toUpperCase() + each.slice(1));
          const title = tn(
            failed.length,
            "{name}: A step was not done",
            "{name}: {count} steps were not done",
            { name },
          );
          const toast = { id: newId(), tone: "danger" as const, title, conversationId: id };
          update((desk) => withToast(desk, { ...toast, text: `${text.join(". ")}.` }));
        }
      } catch (error) {
        if (error instanceof Problem) unanswered.delete(run);
        complain(t("{name} was not run", { name }), error);
        return;
      }
      await fetchRow(id);
      catchUp(id);
      countSoon();
    },
  };
}
