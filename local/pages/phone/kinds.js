// What a customer can do on each kind of channel.

const PHONE = {
  placeholder: "+47…",
  pattern: "\\+[1-9][0-9]{6,14}",
  title: "A number with its country code, such as +4791234567",
};
const MAIL = { placeholder: "you@example.com", type: "email", title: "A mail address" };
const OWN = { placeholder: "Id at the provider", title: "Any id, as the provider gives them" };

const KINDS = {
  twilio_sms: { sign: "twilio_sms", color: "#0e7490", who: PHONE, can: ["files"] },
  twilio_whatsapp: {
    sign: "whatsapp",
    color: "#128c4b",
    who: PHONE,
    can: ["files", "answer", "place"],
  },
  whatsapp: {
    sign: "whatsapp",
    color: "#128c4b",
    who: PHONE,
    can: ["files", "answer", "react", "place", "edit", "delete"],
  },
  messenger: {
    sign: "messenger",
    color: "#0866ff",
    who: OWN,
    can: ["files", "answer", "react", "place", "edit"],
  },
  instagram: {
    sign: "instagram",
    color: "#c13584",
    who: OWN,
    can: ["files", "answer", "react", "delete"],
  },
  x: { sign: "x", color: "#3b3f46", who: OWN, can: ["pictures"] },
  viber: { sign: "viber", color: "#7360f2", who: OWN, can: ["files", "place"] },
  telegram: {
    sign: "telegram",
    color: "#1d8ac9",
    who: OWN,
    can: ["files", "answer", "react", "place", "edit"],
  },
  line: { sign: "line", color: "#06894b", who: OWN, can: ["files", "answer", "place", "delete"] },
  email: { sign: "email", color: "#b45309", who: MAIL, can: ["files", "subject"] },
  api: {
    sign: "api",
    color: "#6d28d9",
    who: OWN,
    can: ["files", "answer", "react", "place", "edit", "delete"],
  },
};
const UNKNOWN = { sign: "twilio_sms", color: "#5a606b", who: OWN, can: ["files"] };

export const REACTIONS = ["👍", "❤️", "😂", "😮", "🙏"];

export const EXAMPLES = [
  "Do you ship to Norway?",
  "Where is my order?",
  "How do returns work?",
  "STOP",
];

/** How a kind looks, who its people are, and what `can` be done. */
export function kindOf(kind) {
  return KINDS[kind] ?? UNKNOWN;
}
