/** Builders of channels as an admin settles them. */
import type { ConnectedChannel, Health, Kind, KindField } from "../src/api/channel-types";
import type { Approved } from "../src/api/types";
import { minutes } from "./builders";
import { aTemplate } from "./provider-builders";

const field = (over: Partial<KindField> & Pick<KindField, "name" | "label" | "part">) => ({
  help: "",
  example: "",
  required: true,
  generated: false,
  ...over,
});

export function aKind(over: Partial<Kind> = {}): Kind {
  return {
    kind: "twilio_sms",
    label: "SMS",
    capabilities: { pushes: true, templates: false },
    fields: [
      field({ name: "address", label: "Phone number", part: "address" }),
      field({ name: "account_sid", label: "Account SID", part: "settings" }),
      field({
        name: "verify_token",
        label: "Verify token",
        part: "settings",
        required: false,
        generated: true,
      }),
      field({ name: "signature", label: "Signature", part: "settings", required: false }),
      field({ name: "auth_token", label: "Auth token", part: "credentials" }),
    ],
    steps: [
      "Buy a number that can send SMS.",
      "Paste {webhook_url} as its webhook.",
      "Give {verify_token} as the verify token.",
    ],
    ...over,
  };
}

/** A channel that is well; `health` and `over` say what is not as usual. */
export function aConnectedChannel(
  health: Partial<Health> = {},
  over: Partial<ConnectedChannel> = {},
): ConnectedChannel {
  const { kind, label, capabilities } = aKind();
  return {
    id: "chn_1",
    kind,
    label,
    name: "Support line",
    team_id: "tm_1",
    address: "+4759440123",
    settings: { account_sid: "AC1", verify_token: "vt-1", account_name: "Nordlys" },
    webhook_url: "https://api.example/hooks/chn_1",
    steps: [
      "Buy a number that can send SMS.",
      "Paste https://api.example/hooks/chn_1 as its webhook.",
      "Give vt-1 as the verify token.",
    ],
    health: {
      state: "ok",
      since: minutes(0),
      reason: null,
      first_event_at: minutes(0),
      last_event_at: minutes(0),
      held: 0,
      ...health,
    },
    capabilities,
    ...over,
  };
}

export function anApproved(over: Partial<Approved> = {}): Approved {
  return aTemplate({ body: "Your order {{1}} is on its way.", ...over });
}
