/** Templates and macros for tests; each takes only what matters. */
import type { Macro, Rendered, Template } from "@switchboard/protocol";
import { ANNA, minutes } from "./builders";

const SHARED = {
  visibility: "everyone" as const,
  team_id: null,
  creator: ANNA,
  updated_at: minutes(0),
};

export function aReplyTemplate(over: Partial<Template> = {}): Template {
  return {
    ...SHARED,
    id: "tpl_1",
    name: "Greeting",
    text: "Hi {{contact.first_name|there}}!",
    format: "plain",
    short_code: null,
    folder: null,
    attachments: [],
    ...over,
  };
}

export function aMacro(over: Partial<Macro> = {}): Macro {
  return {
    ...SHARED,
    id: "mac_1",
    name: "Refund",
    actions: [
      { type: "reply", text: "Done.", format: "plain" },
      { type: "status", status: "closed", disposition: null },
    ],
    ...over,
  };
}

export function aRendering(over: Partial<Rendered> = {}): Rendered {
  return { text: "Hi Kari!", format: "plain", attachments: [], unresolved: [], ...over };
}
