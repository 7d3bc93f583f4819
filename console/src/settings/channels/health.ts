/** How a channel is, in words. */
import type { ConnectedChannel, Health } from "../../api/channel-types";

export type Tone = "ok" | "wait" | "warn" | "danger" | "off";
export type Told = { tone: Tone; title: string; text: string };

function moment(iso: string): string {
  return new Date(iso).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

function heldText(held: number): string {
  if (held === 0) return "";
  if (held === 1) return "1 message waits and goes out then.";
  return `${held >= 100 ? "100 or more" : held} messages wait and go out then.`;
}

/** The reason ends as a sentence, whoever wrote it. */
function sentence(reason: string | null): string {
  if (!reason) return "";
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

function lastHeard({ last_event_at, first_event_at }: Health): string {
  const at = last_event_at ?? first_event_at;
  return at ? `Last heard ${moment(at)}.` : "";
}

/** What an admin should know about a channel, and do. */
export function told({ health, capabilities, label }: ConnectedChannel): Told {
  if (health.state === "unauthorized") {
    const then = [sentence(health.reason), "Give it new credentials.", heldText(health.held)];
    return {
      tone: "danger",
      title: "Needs new credentials",
      text: then.filter(Boolean).join(" "),
    };
  }
  if (health.state === "failing") {
    return {
      tone: "warn",
      title: "Has trouble",
      text: sentence(health.reason) || `${label} does not answer as it should.`,
    };
  }
  if (health.state === "ok" || !capabilities.pushes) {
    return { tone: "ok", title: "Connected", text: lastHeard(health) };
  }
  return {
    tone: "wait",
    title: "Waiting for the first message",
    text: "It turns green here as soon as the first one arrives.",
  };
}
