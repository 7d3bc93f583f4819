/** Suggested answers: fetched when a conversation opens, then sent, edited or rejected. */
import type { Suggestion } from "@switchboard/protocol";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { suggested } from "./desk";
import { type Letter, PLAIN_REPLY } from "./letters";
import { withState } from "./suggestions";

type Write = (id: string, letter: Letter) => Promise<void>;

export function createSuggestionActions({ api, update, complain, kept }: Parts, write: Write) {
  function mark(id: string, suggestionId: string, state: Suggestion["state"]) {
    update((desk) => ({
      ...desk,
      suggestions: {
        ...desk.suggestions,
        [id]: withState(desk.suggestions[id] ?? [], suggestionId, state),
      },
    }));
  }

  return {
    async loadSuggestions(id: string) {
      try {
        const { items } = await api.suggestions(id);
        update((desk) => suggested(desk, id, items));
      } catch (error) {
        complain(t("Suggestions could not be loaded"), error);
      }
    },
    /** Sends it as the agent's own message, the way every reply goes: it can be undone, waits for
     * the connection, and is offered again where it did not go. */
    async sendSuggestion(
      id: string,
      { id: suggestion_id, text }: Suggestion,
      translate_to: string | null = null,
    ) {
      mark(id, suggestion_id, "sent");
      const letter = { ...PLAIN_REPLY, text, suggestion_id, translate_to };
      await write(id, { ...letter, as_suggested: true });
    },
    async editSuggestion(id: string, suggestion: Suggestion) {
      const { id: suggestion_id, text } = suggestion;
      kept.restore(id, { kind: "reply", text, suggestion_id });
      mark(id, suggestion_id, "edited");
      try {
        await api.editSuggestion(id, suggestion_id);
      } catch (error) {
        // The text is in the box already; only the tally of edited suggestions misses one.
        complain(t("The edit was not counted"), error);
      }
    },
    async rejectSuggestion(id: string, suggestion: Suggestion) {
      mark(id, suggestion.id, "rejected");
      try {
        await api.rejectSuggestion(id, suggestion.id);
      } catch (error) {
        mark(id, suggestion.id, "offered");
        complain(t("The suggestion was not rejected"), error);
      }
    },
  };
}
