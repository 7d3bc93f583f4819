/** Suggested answers: fetched when a conversation opens, then sent, edited or rejected. */
import type { Suggestion } from "@switchboard/protocol";
import type { Parts } from "./actions";
import { suggested, withEvents } from "./desk";
import { withState } from "./suggestions";

export function createSuggestionActions({ api, update, complain, kept, newId }: Parts) {
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
        complain("Suggestions could not be loaded", error);
      }
    },
    /** Sends at once, as the agent's own message; the card comes back if that fails. */
    async sendSuggestion(id: string, suggestion: Suggestion) {
      mark(id, suggestion.id, "sent");
      try {
        const event = await api.sendSuggestion(id, suggestion.id, newId());
        update((desk) => withEvents(desk, id, [event]));
      } catch (error) {
        mark(id, suggestion.id, "offered");
        complain("The suggestion was not sent", error);
      }
    },
    async editSuggestion(id: string, suggestion: Suggestion) {
      kept.restore(id, { kind: "reply", text: suggestion.text });
      mark(id, suggestion.id, "edited");
      try {
        await api.editSuggestion(id, suggestion.id);
      } catch (error) {
        // The text is in the box already; only the tally of edited suggestions misses one.
        complain("The edit was not counted", error);
      }
    },
    async rejectSuggestion(id: string, suggestion: Suggestion) {
      mark(id, suggestion.id, "rejected");
      try {
        await api.rejectSuggestion(id, suggestion.id);
      } catch (error) {
        mark(id, suggestion.id, "offered");
        complain("The suggestion was not rejected", error);
      }
    },
  };
}
