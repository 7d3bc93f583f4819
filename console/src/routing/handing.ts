/** Handing a conversation on and asking colleagues to join. Forms that ask show their own failure, so
 * it comes back as a sentence; null when it was done. */
import { messageOf } from "../api/problem";
import type { Target } from "../api/routing-api";
import type { Conversation } from "../api/types";
import { t } from "../i18n/t";
import type { DeskActions } from "../state/actions";

type To = { id: string; name: string };

const targetOf = ({ id }: To): Target => (id.startsWith("tm_") ? { team_id: id } : { user_id: id });

async function done(desk: DeskActions, ask: Promise<Conversation>): Promise<string | null> {
  try {
    desk.takeIn(await ask);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

export async function transfer(desk: DeskActions, id: string, to: To, note: string | null) {
  const refused = await done(desk, desk.api.transfer(id, targetOf(to), note));
  if (!refused) desk.tell(t("Transferred to {name}", { name: to.name }), "", id);
  return refused;
}

export const invite = (desk: DeskActions, id: string, to: To) =>
  done(desk, desk.api.invite(id, targetOf(to)));

/** The frame that follows takes it off the screen. */
export async function cancelInvitation(desk: DeskActions, id: string, invitationId: string) {
  try {
    await desk.api.cancelInvitation(id, invitationId);
    return done(desk, desk.api.conversation(id));
  } catch (error) {
    return messageOf(error);
  }
}
