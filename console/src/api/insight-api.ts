/** The calls for translations, topics, sentiment and proposed labels; loaded with what needs them. */
import type { ContactInsights, Insights, LabelProposal, Translation } from "@switchboard/protocol";
import type { Ask } from "./http";
import type { Conversation } from "./types";

export function createInsightApi(ask: Ask) {
  const part = encodeURIComponent;
  const at = (id: string, rest: string) => `/conversations/${part(id)}${rest}`;
  return {
    translate: (id: string, messageId: string, language: string) =>
      ask<Translation>("POST", at(id, `/messages/${part(messageId)}/translation`), { language }),
    translations: (id: string, language: string) =>
      ask<{ items: Translation[] }>(
        "GET",
        at(id, `/translations?${new URLSearchParams({ language })}`),
      ),
    insights: (id: string) => ask<Insights>("GET", at(id, "/insights")),
    contactInsights: (id: string) => ask<ContactInsights>("GET", `/contacts/${part(id)}/insights`),
    labelProposals: (id: string) =>
      ask<{ items: LabelProposal[] }>("GET", at(id, "/label-proposals")),
    acceptLabel: (id: string, label: string) =>
      ask<Conversation>("POST", at(id, `/label-proposals/${part(label)}/accept`)),
    rejectLabel: (id: string, label: string) =>
      ask<void>("POST", at(id, `/label-proposals/${part(label)}/reject`)),
  };
}

export type InsightApi = ReturnType<typeof createInsightApi>;
