/** The calls of whoever follows an invitation's link, and is nobody here yet. */
import type { SignedIn } from "@switchboard/protocol";
import type { Ask } from "./http";
import type { OpenInvitation } from "./people-types";

export function createInvitationApi(ask: Ask) {
  const at = (token: string) => `/auth/invitations/${encodeURIComponent(token)}`;
  return {
    look: (token: string) => ask<OpenInvitation>("GET", at(token)),
    join: (token: string, body: { name?: string; password: string; email?: string }) =>
      ask<SignedIn>("POST", at(token), body),
  };
}

export type InvitationApi = ReturnType<typeof createInvitationApi>;
