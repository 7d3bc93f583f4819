/** The one sentence under the box that an agent should know before sending. */
import type { Conversation, Me } from "../api/types";
import { isWithAi } from "../commands/permissions";
import { t } from "../i18n/t";
import type { Kind } from "../state/thread";
import type { Capabilities } from "./capabilities";

type Facts = {
  row: Conversation;
  me: Me;
  kind: Kind;
  able: Capabilities;
  offline: boolean;
  /** For how long the channel still lets us write, once that is worth a thought. */
  closesIn: string | null;
};

export function hintOf({ row, me, kind, able, offline, closesIn }: Facts): string {
  if (offline) return t("You're offline. Your text is kept until you're back.");
  if (kind === "note") return t("Only your colleagues see notes");
  if (closesIn) return t("Window closes in {time}", { time: closesIn });
  if (row.status === "closed") return t("Replying will reopen this conversation");
  const name = row.assignees[0]?.name ?? "";
  if (isWithAi(row)) return t("Replying takes this over from {name}", { name });
  const others = row.assignees.length > 0 && row.assignees.every((person) => person.id !== me.id);
  if (others) return t("{name} has this conversation", { name });
  return able.markdown ? "" : t("Plain text only");
}
