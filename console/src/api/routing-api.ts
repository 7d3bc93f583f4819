/** The calls about who takes work, and how work finds its agents. */
import type {
  Conversation,
  Disposition,
  Me,
  Page,
  PauseReason,
  Routing,
  SlaPolicy,
} from "@switchboard/protocol";
import type { Ask } from "./http";

/** A person, or a team's queue. */
export type Target = { user_id: string } | { team_id: string };

/** What an agent becomes: available, or away for a reason of the company's, or for none. */
export type Stand = {
  status: Me["availability"];
  reason_id?: string | null;
  /** Nobody was at the screen. */
  automatic?: boolean;
};

export function createRoutingApi(ask: Ask) {
  const part = encodeURIComponent;
  const at = (id: string, rest: string) => `/conversations/${part(id)}${rest}`;
  const invitation = (id: string, invitationId: string, rest = "") =>
    at(id, `/invitations/${part(invitationId)}${rest}`);

  return {
    setAvailability: (stand: Stand) => ask<Me>("PUT", "/me/availability", stand),
    switchTeam: (team: string, takes: { chats: boolean; calls: boolean }) =>
      ask<Me>("PUT", `/me/teams/${part(team)}/availability`, takes),
    endWrapUp: () => ask<Me>("DELETE", "/me/wrap-up"),
    pauseReasons: () => ask<{ items: PauseReason[] }>("GET", "/pause-reasons"),

    offers: () => ask<{ items: Conversation[] }>("GET", "/offers"),
    waiting: (cursor: string | null) =>
      ask<Page<Conversation>>(
        "GET",
        `/waiting?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
      ),
    routing: (id: string) => ask<Routing>("GET", at(id, "/routing")),
    acceptOffer: (id: string, offer_id: string) =>
      ask<Conversation>("POST", at(id, "/accept"), { offer_id }),
    rejectOffer: (id: string, offer_id: string) =>
      ask<void>("POST", at(id, "/reject"), { offer_id }),
    transfer: (id: string, to: Target, note: string | null) =>
      ask<Conversation>("POST", at(id, "/transfer"), { ...to, note }),
    invite: (id: string, to: Target) => ask<Conversation>("POST", at(id, "/invite"), to),
    acceptInvitation: (id: string, invitationId: string) =>
      ask<Conversation>("POST", invitation(id, invitationId, "/accept")),
    declineInvitation: (id: string, invitationId: string) =>
      ask<void>("POST", invitation(id, invitationId, "/decline")),
    cancelInvitation: (id: string, invitationId: string) =>
      ask<void>("DELETE", invitation(id, invitationId)),
    leave: (id: string) => ask<Conversation>("POST", at(id, "/leave")),

    dispositions: () => ask<{ items: Disposition[] }>("GET", "/dispositions?limit=100"),
    slaPolicies: () => ask<{ items: SlaPolicy[] }>("GET", "/sla-policies?limit=100"),
  };
}
