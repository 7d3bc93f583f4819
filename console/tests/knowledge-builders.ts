/** Builders of what the company knows and of its AI agent. */
import type {
  AiAgent,
  AiReport,
  Article,
  GatheredPage,
  Proposal,
  Source,
  Tried,
} from "@switchboard/protocol";
import { ANNA, minutes } from "./builders";

export const anArticle = (over: Partial<Article> = {}): Article => ({
  id: "art_1",
  title: "Returns",
  text: "Within **60 days**.",
  status: "published",
  category: "Orders",
  language: "en",
  team_id: null,
  url: null,
  created_at: minutes(0),
  updated_at: minutes(5),
  created_by: ANNA,
  updated_by: ANNA,
  ...over,
});

export const aSource = (over: Partial<Source> = {}): Source => ({
  id: "src_1",
  kind: "site",
  name: "shop.example",
  url: "https://shop.example",
  enabled: true,
  status: "ready",
  error: null,
  pages: 12,
  passages: 80,
  skipped: 0,
  refreshed_at: minutes(0),
  created_at: minutes(0),
  text: null,
  file: null,
  progress: null,
  ...over,
});

export const aPage = (over: Partial<GatheredPage> = {}): GatheredPage => ({
  url: "https://shop.example/returns",
  title: "Returns",
  status: "read",
  reason: null,
  passages: 4,
  fetched_at: minutes(0),
  ...over,
});

export const aProposal = (over: Partial<Proposal> = {}): Proposal => ({
  id: "prp_1",
  question: "Can I return a tent?",
  answer: "Yes, within 60 days.",
  conversation_id: "cnv_7",
  conversation_number: 7,
  status: "open",
  public: true,
  created_at: minutes(0),
  ...over,
});

export const anAgent = (over: Partial<AiAgent> = {}): AiAgent => ({
  name: "Nora",
  avatar_url: null,
  tone: "friendly",
  length: "short",
  languages: [],
  instructions: "",
  forbidden_topics: [],
  threshold: 0.9,
  clarify: true,
  turn_limit: 8,
  fallback_team_id: null,
  hours_text: null,
  default_mode: "suggest",
  channels: [],
  teams: [],
  summarize_transfers: true,
  verified_hours: 24,
  generator: {
    provider: "none",
    model_id: null,
    monthly_limit: null,
    guardrail_id: null,
    guardrail_version: null,
    price: null,
    spent: 0,
    available: false,
  },
  ...over,
});

export const aTrial = (over: Partial<Tried> = {}): Tried => ({
  action: "answer",
  reply: "Within 60 days.",
  reason: "The article answers this.",
  confidence: 0.96,
  sources: [
    {
      kind: "article",
      id: "art_1",
      title: "Returns",
      url: null,
      text: "We take everything back.",
      confidence: 0.96,
    },
  ],
  note: null,
  by: "local",
  ...over,
});

export const aReport = (over: Partial<AiReport> = {}): AiReport => ({
  conversations: 40,
  answered: 30,
  resolved: 20,
  handed_over: { total: 10, by_reason: { asked: 7, low_confidence: 3 } },
  csat: null,
  top_unanswered: [{ question: "Do you mend zips?", count: 4, conversation_id: "cnv_7" }],
  days: [],
  ...over,
});
