/** The sentences that the timeline tells between messages. */
import type { Event, Person } from "@switchboard/protocol";
import { capital, namesOf } from "./people";

function assigned(event: Event, assignees: readonly Person[], meId: string): string {
  const { actor } = event;
  const by = actor.id === meId ? "you" : actor.name;
  if (assignees.length === 0) return capital(`${by ?? "someone"} moved this back to Unassigned`);
  const self = assignees.length === 1 && assignees[0]?.id === actor.id;
  if (self) return capital(`${by} took the conversation`);
  const to = namesOf(assignees, meId);
  if (actor.kind !== "agent") return `Assigned to ${to}`;
  return capital(`${by} assigned this to ${to}`);
}

/** What a change did besides its message; empty for a plain message. */
export function linesOf(event: Event, meId: string): string[] {
  const by = event.actor.id === meId ? "you" : event.actor.name;
  const lines: string[] = [];
  if (event.type === "conversation.closed") {
    lines.push(event.actor.kind === "agent" ? `Closed by ${by}` : "Closed automatically");
    if (event.data.disposition) lines[0] += ` · ${event.data.disposition}`;
  } else if (event.type === "conversation.reopened") {
    lines.push(event.actor.kind === "agent" ? `Reopened by ${by}` : "Reopened");
  } else if (event.changes.status === "open" && !event.changes.created) {
    lines.push(
      event.type === "message.received" ? "Reopened by a new message" : `Reopened by ${by}`,
    );
  }
  const assignees =
    event.type === "conversation.assigned" ? event.data.assignees : event.changes.assignees;
  if (assignees && !(event.changes.created && assignees.length === 0)) {
    lines.push(assigned(event, assignees, meId));
  }
  return lines;
}
