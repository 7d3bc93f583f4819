/** The sentences that the timeline tells between messages. */
import type { Event, Person } from "@switchboard/protocol";
import { AI_AGENT, capital, namesOf } from "./people";
import { routingLines, tellsWho, withoutStop } from "./routing-lines";
import { laterTime } from "./time";

type Ref = { number: number } | null | undefined;

const numbered = (ref: Ref) => (ref ? `#${ref.number}` : "another conversation");

/** Who did it, at the beginning of a sentence or inside; null for what happens by itself. */
function doer(event: Event, meId: string): string | null {
  if (event.actor.id === meId) return "you";
  const { kind, name } = event.actor;
  return kind === "agent" || kind === "ai_agent" ? (name ?? "someone") : null;
}

function assigned(event: Event, assignees: readonly Person[], meId: string): string {
  const { actor } = event;
  const by = actor.id === meId ? "you" : actor.name;
  if (assignees.length === 0) return capital(`${by ?? "someone"} moved this back to Unassigned`);
  const self = assignees.length === 1 && assignees[0]?.id === actor.id;
  if (self) return capital(`${by} took the conversation`);
  const ai = assignees.find((person) => person.id === AI_AGENT);
  if (ai && actor.kind === "agent") return capital(`${by} gave this to ${ai.name}, the AI agent`);
  if (ai) return `${ai.name}, the AI agent, answers first`;
  const to = namesOf(assignees, meId);
  const why = event.type === "conversation.assigned" && event.data.decision?.reason;
  if (actor.kind !== "agent") return `Assigned to ${to}${why ? `. ${withoutStop(why)}` : ""}`;
  return capital(`${by} assigned this to ${to}`);
}

function quoted(names: readonly string[]): string {
  const list = new Intl.ListFormat("en", { type: "conjunction" });
  return list.format(names.map((name) => `“${name}”`));
}

function updated(event: Extract<Event, { type: "conversation.updated" }>, by: string): string[] {
  const { topic, priority, important } = event.data;
  const lines: string[] = [];
  if (topic !== undefined) {
    lines.push(topic ? `${by} set the topic to “${topic}”` : `${by} removed the topic`);
  }
  if (priority !== undefined) {
    lines.push(priority ? `${by} set the priority to ${priority}` : `${by} removed the priority`);
  }
  if (important !== undefined) {
    lines.push(`${by} marked this ${important ? "important" : "as not important"}`);
  }
  return lines;
}

function labelled(event: Extract<Event, { type: "conversation.labelled" }>, by: string): string[] {
  const { added = [], removed = [] } = event.data;
  const names = (labels: readonly { name: string }[]) => quoted(labels.map((each) => each.name));
  return [
    ...(added.length ? [`${by} added ${names(added)}`] : []),
    ...(removed.length ? [`${by} removed ${names(removed)}`] : []),
  ];
}

/** What an entry says that is no message; empty where it says nothing of its own. */
function told(event: Event, meId: string): string[] {
  const someone = doer(event, meId);
  const by = someone ?? "Switchboard";
  switch (event.type) {
    case "conversation.closed": {
      const line = someone ? `Closed by ${someone}` : "Closed automatically";
      const ending = event.data.disposition_name ?? event.data.disposition;
      return [ending ? `${line} · ${ending}` : line];
    }
    case "conversation.reopened":
      return [someone ? `Reopened by ${someone}` : "Reopened"];
    case "conversation.snoozed": {
      const { until } = event.data;
      return [`${by} snoozed this until ${until ? laterTime(until) : "the customer replies"}`];
    }
    case "conversation.woken":
      return [someone ? `${by} ended the snooze` : "The snooze ended"];
    case "conversation.updated":
      return updated(event, by);
    case "conversation.labelled":
      return labelled(event, by);
    case "conversation.restricted": {
      const who = event.data.visible_to;
      if (!who) return [`${by} made this visible to the whole team`];
      return [`${by} restricted this to ${namesOf(who, meId)}`];
    }
    case "conversation.merged":
      return event.data.into
        ? [`${by} merged this into ${numbered(event.data.into)}`]
        : [`${by} merged ${numbered(event.data.merged)} into this`];
    case "conversation.unmerged":
      return event.data.into
        ? [`${by} took this out of ${numbered(event.data.into)} again`]
        : [`${by} took ${numbered(event.data.merged)} out of this again`];
    case "consent.updated":
      return [
        event.data.opted_out
          ? "The customer opted out of messages here"
          : "The customer wants messages here again",
      ];
    case "contact.moved":
      return [`The customer has a new address: ${event.data.address}`];
    case "contact.verified":
      return [`The customer proved with a code that ${event.data.email} is theirs`];
    case "conversation.deleted":
      return [`${by} deleted this conversation`];
    case "conversation.handed_over": {
      const { detail } = event.data;
      return [detail ? `${by} handed this over. ${detail}` : `${by} handed this over to people`];
    }
    default:
      return routingLines(event, by, meId) ?? [];
  }
}

/** The sentences of an entry, its own and what it changed besides. */
export function linesOf(event: Event, meId: string): string[] {
  const lines = told(event, meId).map(capital);
  const { status, assignees: given, created } = event.changes;
  if (status === "open" && !created && event.type !== "conversation.reopened") {
    const by = event.actor.id === meId ? "you" : event.actor.name;
    const received = event.type === "message.received";
    lines.push(received ? "Reopened by a new message" : `Reopened by ${by}`);
  }
  const woken = event.changes.snooze === null && event.type !== "conversation.woken";
  if (woken && event.type === "message.received") lines.push("A new message ended the snooze");
  const assignees = event.type === "conversation.assigned" ? event.data.assignees : given;
  if (assignees && !tellsWho(event) && !(created && assignees.length === 0)) {
    lines.push(assigned(event, assignees, meId));
  }
  return lines;
}
