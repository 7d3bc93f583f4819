/** The calls about people, roles, teams, and what they have promised to customers. */
import type { Page, SignedIn } from "@switchboard/protocol";
import type { Ask } from "./http";
import type {
  Account,
  Audited,
  AutoReply,
  AutoReplyBody,
  Disposition,
  HoursBody,
  HoursStatus,
  Identities,
  Identity,
  Invite,
  Invited,
  Me,
  MeChange,
  OfficeHours,
  Permission,
  PermissionInWords,
  Provider,
  Reason,
  Role,
  SignUpRules,
  SlaBody,
  SlaPolicy,
  Switched,
  Team,
  TeamChange,
  User,
  Workload,
} from "./people-types";

type Items<Item> = { items: Item[] };
export type AuditQuery = { actor?: string; action?: string; since?: string; until?: string };
type Rules = { workload?: Partial<Workload>; sign_up?: Partial<SignUpRules> };

const part = encodeURIComponent;

function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value ?? false);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** Every page of a list, one after the other. */
async function all<Item>(ask: Ask, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor ? `${path}&${query({ cursor })}` : path;
    const page: Page<Item> = await ask<Page<Item>>("GET", next);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

/** Things with ids that are listed, made, changed and removed. */
function crud<Item, Body>(ask: Ask, path: string) {
  return {
    list: () => all<Item>(ask, `${path}?limit=100`),
    create: (body: Body) => ask<Item>("POST", path, body),
    change: (id: string, body: Partial<Body>) => ask<Item>("PATCH", `${path}/${part(id)}`, body),
    remove: (id: string) => ask<void>("DELETE", `${path}/${part(id)}`),
  };
}

export function createPeopleApi(ask: Ask) {
  return {
    users: (inactive = false) => all<User>(ask, `/users?${query({ limit: 100, inactive })}`),
    user: (id: string) => ask<User>("GET", `/users/${part(id)}`),
    changeUser: (id: string, body: { name?: string; role?: string; skills?: string[] }) =>
      ask<User>("PATCH", `/users/${part(id)}`, body),
    deactivate: (id: string) => ask<User>("POST", `/users/${part(id)}/deactivate`),
    reactivate: (id: string) => ask<User>("POST", `/users/${part(id)}/reactivate`),
    invitations: () => ask<Items<Invited>>("GET", "/invitations"),
    invite: (body: Invite) => ask<Invited>("POST", "/invitations", body),
    resend: (id: string) => ask<Invited>("POST", `/invitations/${part(id)}/resend`),
    revoke: (id: string) => ask<void>("DELETE", `/invitations/${part(id)}`),
    permissions: () => ask<Items<PermissionInWords>>("GET", "/permissions"),
    roles: crud<Role, { name: string; permissions: Permission[] }>(ask, "/roles"),
    teams: crud<Team, TeamChange & { name: string }>(ask, "/teams"),
    reasons: crud<Reason, { name: string; paid: boolean }>(ask, "/pause-reasons"),
    dispositions: crud<Disposition, { name: string; team_ids: string[] | null }>(
      ask,
      "/dispositions",
    ),
    hours: crud<OfficeHours, HoursBody>(ask, "/office-hours"),
    hoursStatus: (id: string) => ask<HoursStatus>("GET", `/office-hours/${part(id)}/status`),
    policies: crud<SlaPolicy, SlaBody>(ask, "/sla-policies"),
    replies: crud<AutoReply, AutoReplyBody>(ask, "/auto-replies"),
    rules: () => ask<{ workload: Workload; sign_up: SignUpRules | null }>("GET", "/settings"),
    changeRules: (body: Rules) =>
      ask<{ workload: Workload; sign_up: SignUpRules | null }>("PATCH", "/settings", body),
    audit: (wanted: AuditQuery, cursor: string | null = null) =>
      ask<Page<Audited>>("GET", `/audit?${query({ ...wanted, limit: 50, cursor })}`),

    changeMe: (body: MeChange) => ask<Me>("PATCH", "/me", body),
    setPhoto: (attachment_id: string) => ask<Me>("PUT", "/me/photo", { attachment_id }),
    removePhoto: () => ask<void>("DELETE", "/me/photo"),
    addNumber: (phone: string) => ask<void>("POST", "/me/numbers", { phone }),
    verifyNumber: (phone: string, code: string) =>
      ask<Me>("POST", `/me/numbers/${part(phone)}/verify`, { code }),
    removeNumber: (phone: string) => ask<void>("DELETE", `/me/numbers/${part(phone)}`),
    changePassword: (body: { current: string; password: string }) =>
      ask<SignedIn>("POST", "/auth/password", body),
    identities: () => ask<Identities>("GET", "/me/identities"),
    connect: (provider: Provider) => ask<{ url: string }>("POST", "/me/identities", { provider }),
    connected: (code: string, state: string) =>
      ask<Identity>("POST", "/me/identities/complete", { code, state }),
    disconnect: (id: string) => ask<void>("DELETE", `/me/identities/${part(id)}`),
    accounts: () => ask<Page<Account>>("GET", "/me/accounts"),
    switchTo: (account_id: string, refresh_token: string | null) =>
      ask<Switched>("POST", "/auth/switch", { account_id, refresh_token }),
  };
}

export type PeopleApi = ReturnType<typeof createPeopleApi>;
