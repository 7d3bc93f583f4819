/** The shapes of what admins settle, under the names that the console has for them. */
import type { components } from "../../../protocol/src/api";

type Schemas = components["schemas"];

export type User = Schemas["UserView"];
export type Permission = Schemas["Permission"];
export type PermissionInWords = Schemas["PermissionView"];
export type Role = Schemas["RoleView"];
export type Invited = Schemas["InvitationView"];
/** Whom to ask to join: one of `email`, `phone` and `contact_id`. */
export type Invite = Pick<Schemas["NewInvitation"], "role" | "team_ids"> &
  Partial<Schemas["NewInvitation"]>;
/** What the link of an invitation opens. */
export type OpenInvitation = Schemas["OpenInvitation"];
export type Team = Schemas["TeamView"];
export type TeamRouting = Team["routing"];
export type Overflow = NonNullable<TeamRouting["overflow"]>;
export type TeamChange = Partial<Omit<Team, "id" | "everyone" | "managed_by" | "routing">> & {
  routing?: Partial<TeamRouting>;
};
export type Reason = Schemas["ReasonView"];
export type Disposition = Schemas["DispositionView"];
export type Workload = Schemas["WorkloadSettings"];
export type SignUpRules = Schemas["SignUpSettings"];
export type OfficeHours = Schemas["OfficeHoursView"];
export type HoursStatus = Schemas["HoursStatus"];
export type Day = keyof Schemas["WeekView"];
export type Span = [string, string];
export type HoursBody = Omit<OfficeHours, "id" | "holiday_dates" | "managed_by">;
export type SlaPolicy = Schemas["SlaPolicyView"];
export type SlaBody = Omit<SlaPolicy, "id" | "managed_by">;
export type AutoReply = Schemas["AutoReplyView"];
export type AutoReplyBody = Omit<AutoReply, "id" | "managed_by">;
export type Audited = Schemas["AuditView"];
export type Identities = Schemas["Identities"];
export type Identity = Schemas["IdentityView"];
export type Provider = Identities["available"][number];
export type MyNumber = Schemas["NumberView"];
export type Me = Schemas["Me"];
export type MeChange = Partial<Schemas["MeChange"]>;
export type Account = Schemas["AccountView"];
export type Switched = Schemas["Switched"];
