/** The pages of the settings: what each is about, and who may open it. */
import {
  Bot,
  Clock,
  DoorOpen,
  FileClock,
  Flag,
  Gauge,
  KeyRound,
  Languages,
  type LucideIcon,
  MessageSquareReply,
  MessagesSquare,
  PauseCircle,
  PenLine,
  Scale,
  ScrollText,
  Shield,
  Tag,
  Timer,
  UserRound,
  Users,
  UsersRound,
  Zap,
} from "lucide-react";
import { type ComponentType, lazy } from "react";
import type { Permission } from "../api/people-types";
import type { Me } from "../api/types";
import type { SettingsPage } from "../app/routes";
import { m } from "../i18n/t";
import { ChannelSettings } from "./channels/ChannelSettings";
import { LabelSettings } from "./LabelSettings";
import { MacroSettings } from "./MacroSettings";
import { PersonalSettings } from "./PersonalSettings";
import { PolicySettings } from "./PolicySettings";
import { TemplateSettings } from "./TemplateSettings";

type Page = {
  label: string;
  page: ComponentType;
  icon: LucideIcon;
  /** Without one it is everybody's. */
  needs?: Permission | "admin";
  /** Two things stand beside each other. */
  wide?: boolean;
  /** Has pages of its own, beside each other. */
  tabs?: boolean;
};

export const PAGES: Record<SettingsPage, Page> = {
  me: { label: m("Profile"), page: lazy(() => import("./profile/Profile")), icon: UserRound },
  writing: { label: m("Writing"), page: PersonalSettings, icon: PenLine },
  security: { label: m("Sign-in"), page: lazy(() => import("./profile/SignIn")), icon: KeyRound },
  people: { label: m("People"), page: lazy(() => import("./people/PeopleSettings")), icon: Users },
  roles: {
    label: m("Roles"),
    page: lazy(() => import("./people/RoleSettings")),
    icon: Shield,
    needs: "people.manage",
  },
  teams: {
    label: m("Teams"),
    page: lazy(() => import("./teams/TeamSettings")),
    icon: UsersRound,
    needs: "teams.manage",
  },
  reasons: {
    label: m("Pause reasons"),
    page: lazy(() => import("./workload/ReasonSettings")),
    icon: PauseCircle,
    needs: "teams.manage",
  },
  workload: {
    label: m("Workload"),
    page: lazy(() => import("./workload/WorkloadSettings")),
    icon: Gauge,
    needs: "settings.manage",
  },
  labels: { label: m("Labels"), page: LabelSettings, icon: Tag },
  templates: { label: m("Templates"), page: TemplateSettings, icon: ScrollText },
  macros: { label: m("Macros"), page: MacroSettings, icon: Zap },
  policy: { label: m("Rules"), page: PolicySettings, icon: Scale },
  dispositions: {
    label: m("Dispositions"),
    page: lazy(() => import("./workload/DispositionSettings")),
    icon: Flag,
    needs: "teams.manage",
  },
  hours: {
    label: m("Office hours"),
    page: lazy(() => import("./hours/HoursSettings")),
    icon: Clock,
    needs: "teams.manage",
  },
  sla: {
    label: m("Service levels"),
    page: lazy(() => import("./sla/SlaSettings")),
    icon: Timer,
    needs: "teams.manage",
  },
  channels: {
    label: m("Channels"),
    page: ChannelSettings,
    icon: MessagesSquare,
    needs: "channels.manage",
  },
  replies: {
    label: m("Auto-replies"),
    page: lazy(() => import("./replies/ReplySettings")),
    icon: MessageSquareReply,
    needs: "settings.manage",
  },
  ai: {
    label: m("AI agent"),
    page: lazy(() => import("./ai/AiSettings")),
    icon: Bot,
    needs: "knowledge.manage",
    wide: true,
    tabs: true,
  },
  translation: {
    label: m("Translation"),
    page: lazy(() => import("./ai/translation/TranslationSettings")),
    icon: Languages,
  },
  company: {
    label: m("Sign-up"),
    page: lazy(() => import("./workload/SignUpSettings")),
    icon: DoorOpen,
    needs: "settings.manage",
  },
  audit: {
    label: m("Audit log"),
    page: lazy(() => import("./audit/AuditSettings")),
    icon: FileClock,
    needs: "admin",
    wide: true,
  },
};

export const GROUPS: readonly {
  name: string;
  pages: readonly SettingsPage[];
}[] = [
  { name: m("You"), pages: ["me", "writing", "security"] },
  { name: m("People"), pages: ["people", "teams", "roles", "reasons", "workload"] },
  {
    name: m("Conversations"),
    pages: ["labels", "templates", "macros", "policy", "dispositions", "hours", "sla"],
  },
  { name: m("Channels"), pages: ["channels"] },
  { name: m("Automation"), pages: ["replies", "ai", "translation"] },
  { name: m("Company"), pages: ["company", "audit"] },
];

/** Whether the agent's role lets them open a page. */
export function mayOpen(me: Pick<Me, "role" | "permissions"> | null, page: SettingsPage): boolean {
  const { needs } = PAGES[page];
  if (needs === undefined || me?.role === "admin") return true;
  return needs !== "admin" && !!me?.permissions.includes(needs);
}
