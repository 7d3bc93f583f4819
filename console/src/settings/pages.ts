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
import { ChannelSettings } from "./channels/ChannelSettings";
import { LabelSettings } from "./LabelSettings";
import { MacroSettings } from "./MacroSettings";
import { PersonalSettings } from "./PersonalSettings";
import { PolicySettings } from "./PolicySettings";
import { TemplateSettings } from "./TemplateSettings";

type Page = {
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
  me: { page: lazy(() => import("./profile/Profile")), icon: UserRound },
  writing: { page: PersonalSettings, icon: PenLine },
  security: { page: lazy(() => import("./profile/SignIn")), icon: KeyRound },
  people: { page: lazy(() => import("./people/PeopleSettings")), icon: Users },
  roles: {
    page: lazy(() => import("./people/RoleSettings")),
    icon: Shield,
    needs: "people.manage",
  },
  teams: {
    page: lazy(() => import("./teams/TeamSettings")),
    icon: UsersRound,
    needs: "teams.manage",
  },
  reasons: {
    page: lazy(() => import("./workload/ReasonSettings")),
    icon: PauseCircle,
    needs: "teams.manage",
  },
  workload: {
    page: lazy(() => import("./workload/WorkloadSettings")),
    icon: Gauge,
    needs: "settings.manage",
  },
  labels: { page: LabelSettings, icon: Tag },
  templates: { page: TemplateSettings, icon: ScrollText },
  macros: { page: MacroSettings, icon: Zap },
  policy: { page: PolicySettings, icon: Scale },
  dispositions: {
    page: lazy(() => import("./workload/DispositionSettings")),
    icon: Flag,
    needs: "teams.manage",
  },
  hours: { page: lazy(() => import("./hours/HoursSettings")), icon: Clock, needs: "teams.manage" },
  sla: { page: lazy(() => import("./sla/SlaSettings")), icon: Timer, needs: "teams.manage" },
  channels: { page: ChannelSettings, icon: MessagesSquare, needs: "channels.manage" },
  replies: {
    page: lazy(() => import("./replies/ReplySettings")),
    icon: MessageSquareReply,
    needs: "settings.manage",
  },
  ai: {
    page: lazy(() => import("./ai/AiSettings")),
    icon: Bot,
    needs: "knowledge.manage",
    wide: true,
    tabs: true,
  },
  translation: {
    page: lazy(() => import("./ai/translation/TranslationSettings")),
    icon: Languages,
  },
  company: {
    page: lazy(() => import("./workload/SignUpSettings")),
    icon: DoorOpen,
    needs: "settings.manage",
  },
  audit: {
    page: lazy(() => import("./audit/AuditSettings")),
    icon: FileClock,
    needs: "admin",
    wide: true,
  },
};

export const GROUPS: readonly {
  id: "you" | "people" | "conversations" | "channels" | "automation" | "company";
  pages: readonly SettingsPage[];
}[] = [
  { id: "you", pages: ["me", "writing", "security"] },
  { id: "people", pages: ["people", "teams", "roles", "reasons", "workload"] },
  {
    id: "conversations",
    pages: ["labels", "templates", "macros", "policy", "dispositions", "hours", "sla"],
  },
  { id: "channels", pages: ["channels"] },
  { id: "automation", pages: ["replies", "ai", "translation"] },
  { id: "company", pages: ["company", "audit"] },
];

/** Whether the agent's role lets them open a page. */
export function mayOpen(me: Pick<Me, "role" | "permissions"> | null, page: SettingsPage): boolean {
  const { needs } = PAGES[page];
  if (needs === undefined || me?.role === "admin") return true;
  return needs !== "admin" && !!me?.permissions.includes(needs);
}
