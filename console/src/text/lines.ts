/** The sentences that the timeline tells between messages. */
import type { Event, Person } from "@switchboard/protocol";
import { list, m, t } from "../i18n/t";
import { by, doer } from "./by";
import { AI_AGENT, namesOf } from "./people";
import { priorityWord } from "./priorities";
import { routingLines, tellsWho, withoutStop } from "./routing-lines";
import { laterTime } from "./time";

type Ref = { number: number } | null | undefined;

const numbered = (ref: Ref) => (ref ? `#${ref.number}` : t("another conversation"));

function assigned(event: Event, assignees: readonly Person[], meId: string): string {
  const { actor } = event;
  if (assignees.length === 0) {
    return by(actor, meId, {
      you: m("You moved this back to Unassigned"),
      other: m("{name} moved this back to Unassigned"),
      none: m("Someone moved this back to Unassigned"),
    });
  }
  const self = assignees.length === 1 && assignees[0]?.id === actor.id;
  if (self) {
    return by(actor, meId, {
      you: m("You took the conversation"),
      other: m("{name} took the conversation"),
    });
  }
  const ai = assignees.find((person) => person.id === AI_AGENT);
  if (ai && actor.kind === "agent") {
    const gave = {
      you: m("You gave this to {ai}, the AI agent"),
      other: m("{name} gave this to {ai}, the AI agent"),
    };
    return by(actor, meId, gave, { ai: ai.name });
  }
  if (ai) return t("{ai}, the AI agent, answers first", { ai: ai.name });
  const names = namesOf(assignees, meId);
  if (actor.kind === "agent") {
    const gave = {
      you: m("You assigned this to {names}"),
      other: m("{name} assigned this to {names}"),
    };
    return by(actor, meId, gave, { names });
  }
  const why = event.type === "conversation.assigned" && event.data.decision?.reason;
  return why
    ? t("Assigned to {names}. {why}", { names, why: withoutStop(why) })
    : t("Assigned to {names}", { names });
}

function updated(event: Extract<Event, { type: "conversation.updated" }>, meId: string): string[] {
  const { topic, priority, important } = event.data;
  const who = doer(event);
  const lines: string[] = [];
  if (topic) {
    const set = {
      you: m("You set the topic to “{topic}”"),
      other: m("{name} set the topic to “{topic}”"),
    };
    lines.push(by(who, meId, set, { topic }));
  } else if (topic !== undefined) {
    const removed = { you: m("You removed the topic"), other: m("{name} removed the topic") };
    lines.push(by(who, meId, removed));
  }
  if (priority) {
    const set = {
      you: m("You set the priority to {priority}"),
      other: m("{name} set the priority to {priority}"),
    };
    lines.push(by(who, meId, set, { priority: priorityWord(priority) }));
  } else if (priority !== undefined) {
    const removed = { you: m("You removed the priority"), other: m("{name} removed the priority") };
    lines.push(by(who, meId, removed));
  }
  if (important !== undefined) {
    const marked = important
      ? { you: m("You marked this important"), other: m("{name} marked this important") }
      : {
          you: m("You marked this as not important"),
          other: m("{name} marked this as not important"),
        };
    lines.push(by(who, meId, marked));
  }
  return lines;
}

function labelled(
  event: Extract<Event, { type: "conversation.labelled" }>,
  meId: string,
): string[] {
  const { added = [], removed = [] } = event.data;
  const who = doer(event);
  const names = (labels: readonly { name: string }[]) =>
    list(labels.map(({ name }) => t("“{name}”", { name })));
  const add = { you: m("You added {labels}"), other: m("{name} added {labels}") };
  const remove = { you: m("You removed {labels}"), other: m("{name} removed {labels}") };
  return [
    ...(added.length ? [by(who, meId, add, { labels: names(added) })] : []),
    ...(removed.length ? [by(who, meId, remove, { labels: names(removed) })] : []),
  ];
}

const CLOSED = {
  you: m("Closed by you"),
  other: m("Closed by {name}"),
  none: m("Closed automatically"),
};
const REOPENED = {
  you: m("Reopened by you"),
  other: m("Reopened by {name}"),
  none: m("Reopened"),
};

/** What an entry says that is no message; empty where it says nothing of its own. */
function told(event: Event, meId: string): string[] {
  const says = (...sentence: [Parameters<typeof by>[2], Parameters<typeof by>[3]?]) => [
    by(doer(event), meId, ...sentence),
  ];
  switch (event.type) {
    case "conversation.closed": {
      const ending = event.data.disposition_name ?? event.data.disposition;
      return says(CLOSED).map((line) => (ending ? `${line} · ${ending}` : line));
    }
    case "conversation.reopened":
      return says(REOPENED);
    case "conversation.snoozed": {
      const { until } = event.data;
      if (!until) {
        return says({
          you: m("You snoozed this until the customer replies"),
          other: m("{name} snoozed this until the customer replies"),
        });
      }
      const snoozed = {
        you: m("You snoozed this until {time}"),
        other: m("{name} snoozed this until {time}"),
      };
      return says(snoozed, { time: laterTime(until) });
    }
    case "conversation.woken":
      return says({
        you: m("You ended the snooze"),
        other: m("{name} ended the snooze"),
        none: m("The snooze ended"),
      });
    case "conversation.updated":
      return updated(event, meId);
    case "conversation.labelled":
      return labelled(event, meId);
    case "conversation.restricted": {
      const who = event.data.visible_to;
      if (!who) {
        return says({
          you: m("You made this visible to the whole team"),
          other: m("{name} made this visible to the whole team"),
        });
      }
      const restricted = {
        you: m("You restricted this to {names}"),
        other: m("{name} restricted this to {names}"),
      };
      return says(restricted, { names: namesOf(who, meId) });
    }
    case "conversation.merged": {
      const { into, merged } = event.data;
      const went = {
        you: m("You merged this into {other}"),
        other: m("{name} merged this into {other}"),
      };
      const came = {
        you: m("You merged {other} into this"),
        other: m("{name} merged {other} into this"),
      };
      return into ? says(went, { other: numbered(into) }) : says(came, { other: numbered(merged) });
    }
    case "conversation.unmerged": {
      const { into, merged } = event.data;
      const went = {
        you: m("You took this out of {other} again"),
        other: m("{name} took this out of {other} again"),
      };
      const came = {
        you: m("You took {other} out of this again"),
        other: m("{name} took {other} out of this again"),
      };
      return into ? says(went, { other: numbered(into) }) : says(came, { other: numbered(merged) });
    }
    case "consent.updated":
      return [
        event.data.opted_out
          ? t("The customer opted out of messages here")
          : t("The customer wants messages here again"),
      ];
    case "contact.moved": {
      const { address } = event.data;
      return [t("The customer has a new address: {address}", { address })];
    }
    case "contact.verified": {
      const { email } = event.data;
      return [t("The customer proved with a code that {email} is theirs", { email })];
    }
    case "conversation.deleted":
      return says({
        you: m("You deleted this conversation"),
        other: m("{name} deleted this conversation"),
      });
    case "conversation.handed_over": {
      const { detail } = event.data;
      if (!detail) {
        return says({
          you: m("You handed this over to people"),
          other: m("{name} handed this over to people"),
        });
      }
      const why = {
        you: m("You handed this over. {detail}"),
        other: m("{name} handed this over. {detail}"),
      };
      return says(why, { detail });
    }
    default:
      return routingLines(event, meId) ?? [];
  }
}

/** The sentences of an entry, its own and what it changed besides. */
export function linesOf(event: Event, meId: string): string[] {
  const lines = told(event, meId);
  const { status, assignees: given, created } = event.changes;
  if (status === "open" && !created && event.type !== "conversation.reopened") {
    const received = event.type === "message.received";
    lines.push(received ? t("Reopened by a new message") : by(event.actor, meId, REOPENED));
  }
  const woken = event.changes.snooze === null && event.type !== "conversation.woken";
  if (woken && event.type === "message.received") lines.push(t("A new message ended the snooze"));
  const assignees = event.type === "conversation.assigned" ? event.data.assignees : given;
  if (assignees && !tellsWho(event) && !(created && assignees.length === 0)) {
    lines.push(assigned(event, assignees, meId));
  }
  return lines;
}
