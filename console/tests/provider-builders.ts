/** Builders of channels, of whom they reach, and of what their providers approved. */
import type { Able, Approved, Channel, ContactDetails } from "../src/api/types";
import { KARI, minutes, WEB } from "./builders";

const WEBCHAT: Able = {
  max_length: 4096,
  unit: "characters",
  splits: false,
  receipts: [],
  space: "own",
  attachments: true,
  files: {
    image: { size: 25_000_000, types: [] },
    audio: { size: 25_000_000, types: [] },
    video: { size: 25_000_000, types: [] },
    file: { size: 25_000_000, types: [] },
  },
  files_per_message: 10,
  caption: 0,
  rich_text: true,
  quotes: true,
  reactions: null,
  edits: true,
  deletes: true,
  buttons: 0,
  button_length: 20,
  can_initiate: false,
  templates: false,
  window_hours: null,
  human_window_hours: null,
  consent: false,
  segments: false,
  subject: false,
  groups: false,
  typing: true,
  invoices: false,
  pushes: false,
};

export function aChannel(over: Partial<Channel> = {}): Channel {
  return { ...WEB, team_id: "tm_1", capabilities: WEBCHAT, ...over };
}

/** A channel of a provider: a kind of its own, and what it can do besides what web chat can. */
export function aProvider(kind: string, able: Partial<Able> = {}, over: Partial<Channel> = {}) {
  const capabilities = { ...WEBCHAT, rich_text: false, pushes: true, ...able };
  return aChannel({ id: `chn_${kind}`, kind, name: `Our ${kind}`, capabilities, ...over });
}

export const aWhatsApp = (over: Partial<Channel> = {}) =>
  aProvider(
    "whatsapp",
    {
      space: "phone",
      window_hours: 24,
      templates: true,
      buttons: 3,
      button_length: 20,
      reactions: [],
      files: { image: { size: 5_000_000, types: ["image/jpeg"] }, file: { size: 9e7, types: [] } },
    },
    over,
  );

export const anSms = (over: Partial<Channel> = {}) =>
  aProvider(
    "twilio_sms",
    { space: "phone", can_initiate: true, segments: true, max_length: 1600, quotes: false },
    over,
  );

export const aMailbox = () =>
  aProvider("email", { space: "email", can_initiate: true, subject: true, rich_text: true });

export function aContact(over: Partial<ContactDetails> = {}): ContactDetails {
  return {
    ...KARI,
    phone: null,
    email: null,
    avatar_url: null,
    visible_to: [],
    assignee_id: null,
    assignee_ids: [],
    sla_id: null,
    created_at: minutes(0),
    identities: [],
    channels: [],
    custom: {},
    ...over,
  };
}

export function aTemplate(over: Partial<Approved> = {}): Approved {
  return {
    id: "tpl_order",
    name: "order_update",
    language: "en_US",
    status: "approved",
    category: "UTILITY",
    header: "Order {{1}}",
    header_format: "text",
    body: "Hi {{1}}, your {{2}} is on its way.",
    footer: "Nordlys",
    buttons: [
      { kind: "url", text: "Track", value: "https://example.com/t/{{1}}" },
      { kind: "quick_reply", text: "Thanks", value: "" },
    ],
    ...over,
  };
}
