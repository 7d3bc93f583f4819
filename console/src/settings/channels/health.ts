/** How a channel is, in words. */
import type { ConnectedChannel, Health } from "../../api/channel-types";
import { t, tn } from "../../i18n/t";
import { dateTime } from "../../text/time";

export type Tone = "ok" | "wait" | "warn" | "danger" | "off";
export type Told = { tone: Tone; title: string; text: string };

function heldText(held: number): string {
  if (held === 0) return "";
  if (held >= 100) return t("100 or more messages wait and go out then.");
  return tn(
    held,
    "{count} message waits and goes out then.",
    "{count} messages wait and go out then.",
  );
}

/** The reason ends as a sentence, whoever wrote it. */
function sentence(reason: string | null): string {
  if (!reason) return "";
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

function lastHeard({ last_event_at, first_event_at }: Health): string {
  const at = last_event_at ?? first_event_at;
  return at ? t("Last heard {time}.", { time: dateTime(at) }) : "";
}

/** What an admin should know about a channel, and do. */
export function told({ health, capabilities, label }: ConnectedChannel): Told {
  if (health.state === "unauthorized") {
    const then = [sentence(health.reason), t("Give it new credentials."), heldText(health.held)];
    return {
      tone: "danger",
      title: t("Needs new credentials"),
      text: then.filter(Boolean).join(" "),
    };
  }
  if (health.state === "failing") {
    return {
      tone: "warn",
      title: t("Has trouble"),
      text:
        sentence(health.reason) ||
        t("{provider} does not answer as it should.", { provider: label }),
    };
  }
  if (health.state === "ok" || !capabilities.pushes) {
    return { tone: "ok", title: t("Connected"), text: lastHeard(health) };
  }
  return {
    tone: "wait",
    title: t("Waiting for the first message"),
    text: t("It turns green here as soon as the first one arrives."),
  };
}
