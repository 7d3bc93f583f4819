/** The calls for templates and macros: kept in the settings, used in conversations. */
import type { Macro, Outcome, Page, Rendered, Template } from "@switchboard/protocol";
import type { Ask } from "./http";

/** As they are written: files by the ids of their uploads. */
export type TemplateBody = Omit<Template, "id" | "creator" | "updated_at" | "attachments"> & {
  attachments: string[];
};
export type MacroBody = Omit<Macro, "id" | "creator" | "updated_at">;

const part = encodeURIComponent;

export function createTemplateApi(ask: Ask) {
  return {
    templates: (cursor: string | null = null) =>
      ask<Page<Template>>("GET", `/templates?limit=100${cursor ? `&cursor=${part(cursor)}` : ""}`),
    createTemplate: (body: TemplateBody) => ask<Template>("POST", "/templates", body),
    updateTemplate: (id: string, body: TemplateBody) =>
      ask<Template>("PATCH", `/templates/${part(id)}`, body),
    deleteTemplate: (id: string) => ask<void>("DELETE", `/templates/${part(id)}`),
    renderTemplate: (id: string, conversation_id: string) =>
      ask<Rendered>("POST", `/templates/${part(id)}/render`, { conversation_id }),
    templateFile: (id: string, file: string) =>
      ask<{ url: string }>("GET", `/templates/${part(id)}/attachments/${part(file)}`),
    macros: () => ask<{ items: Macro[] }>("GET", "/macros"),
    createMacro: (body: MacroBody) => ask<Macro>("POST", "/macros", body),
    updateMacro: (id: string, body: MacroBody) => ask<Macro>("PATCH", `/macros/${part(id)}`, body),
    deleteMacro: (id: string) => ask<void>("DELETE", `/macros/${part(id)}`),
    /** The same `client_id` twice is one run. */
    runMacro: (conversation: string, id: string, client_id: string) =>
      ask<Outcome>("POST", `/conversations/${part(conversation)}/macros/${part(id)}`, {
        client_id,
      }),
  };
}
