/** Builders of what admins settle. */
import type { AutoReply, Invited, OfficeHours, Role, SlaPolicy } from "../src/api/people-types";
import { minutes } from "./builders";

export function aRole(over: Partial<Role> = {}): Role {
  return { id: "agent", name: "Agent", permissions: [], built_in: true, users: 1, ...over };
}

export function anInvitation(over: Partial<Invited> = {}): Invited {
  return {
    id: "inv_1",
    email: "marta@example.com",
    phone: null,
    name: "Marta Nowak",
    role: "agent",
    team_ids: [],
    inviter: "Anna Berg",
    created_at: minutes(0),
    expires_at: minutes(60),
    expired: false,
    ...over,
  };
}

export function someHours(over: Partial<OfficeHours> = {}): OfficeHours {
  const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  return {
    id: "hrs_1",
    name: "Oslo",
    time_zone: "Europe/Oslo",
    week: { ...week, mon: [["09:00", "17:00"]] },
    holidays: null,
    holiday_dates: [],
    exceptions: [],
    default: true,
    managed_by: null,
    ...over,
  };
}

export function aPolicy(over: Partial<SlaPolicy> = {}): SlaPolicy {
  return {
    id: "sla_1",
    name: "Gold",
    first_minutes: 15,
    next_minutes: null,
    resolve_minutes: null,
    business_hours: false,
    hours_id: null,
    warn_percent: 80,
    notify: ["assignee"],
    ai_counts: false,
    default: false,
    managed_by: null,
    ...over,
  };
}

export function anAutoReply(over: Partial<AutoReply> = {}): AutoReply {
  return {
    id: "aut_1",
    name: "Out of office",
    when: "closed",
    text: "We are back {opens_at}.",
    texts: {},
    channel_ids: [],
    team_ids: [],
    enabled: true,
    pause_hours: 12,
    managed_by: null,
    ...over,
  };
}
