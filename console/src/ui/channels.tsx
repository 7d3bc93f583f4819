/** The channel kinds by name and sign, in one table. */
import { Blocks, Mail, MessageCircle, MessageSquareText, Send } from "lucide-react";
import type { ComponentType, ReactNode, SVGProps } from "react";
import { m, t } from "../i18n/t";

type Icon = ComponentType<SVGProps<SVGSVGElement>>;
type Look = { name: string; icon: Icon };

/** A sign of our own in the manner of the other icons: 24 units, drawn in lines. */
function sign(lines: ReactNode): Icon {
  return (props) => (
    <svg
      width="24"
      height="24"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...props}
    >
      {lines}
    </svg>
  );
}

const BUBBLE = "M3 21l1.6-4.6A9 9 0 1 1 8 19.6z";

const WhatsApp = sign(
  <>
    <path d={BUBBLE} />
    <path d="M9.3 8.4c-.5 3.3 2.9 6.9 6.3 6.4l.2-1.9-2-.9-1 .9c-.9-.4-1.4-1-1.8-1.8l.9-1-.9-2z" />
  </>,
);
const Messenger = sign(
  <>
    <path d="M12 3c5 0 9 3.6 9 8.2s-4 8.2-9 8.2c-.9 0-1.8-.1-2.6-.3L6.2 21v-3.2A8 8 0 0 1 3 11.2C3 6.6 7 3 12 3z" />
    <path d="M7.5 13.2l3-3.2 3 2.4 3-3.2" />
  </>,
);
const Instagram = sign(
  <>
    <rect x="3.5" y="3.5" width="17" height="17" rx="4.5" />
    <circle cx="12" cy="12" r="3.8" />
    <path d="M16.8 7.2h.01" />
  </>,
);
const XSign = sign(<path d="M4.5 4h3.8l11.2 16h-3.8zM19 4l-6.1 6.9M5 20l6.3-7.1" />);
const Viber = sign(
  <>
    <path d="M7.5 4.5c-4 .5-4.5 9 .5 13l.5 3.5 3-2.5c7.5 0 8.5-2.5 8.5-7.5 0-6-2-7.5-12.5-6.5z" />
    <path d="M9.2 8c-.4 3 2.8 6.8 5.8 6.5l.3-1.6-1.7-.8-.8.7c-.8-.4-1.3-1-1.7-1.7l.8-.8-.8-1.7z" />
  </>,
);
const Line = sign(
  <>
    <path d="M12 3.5c5 0 9 3 9 7 0 3.5-3.5 6.5-9 10.5v-3.6c-5-.1-9-3-9-6.9 0-4 4-7 9-7z" />
    <path d="M10.3 7.3v6.4h4.2" />
  </>,
);

const CHANNELS: Record<string, Look> = {
  webchat: { name: m("Web chat"), icon: MessageCircle },
  twilio_sms: { name: "SMS", icon: MessageSquareText },
  twilio_whatsapp: { name: "WhatsApp", icon: WhatsApp },
  whatsapp: { name: "WhatsApp", icon: WhatsApp },
  messenger: { name: "Messenger", icon: Messenger },
  instagram: { name: "Instagram", icon: Instagram },
  x: { name: "X", icon: XSign },
  viber: { name: "Viber", icon: Viber },
  telegram: { name: "Telegram", icon: Send },
  line: { name: "LINE", icon: Line },
  email: { name: m("Email"), icon: Mail },
  api: { name: "API", icon: Blocks },
};

/** A kind that the server knows before this console does keeps its own name. */
function look(kind: string): Look {
  const name = kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll("_", " ");
  return CHANNELS[kind] ?? { name, icon: MessageCircle };
}

export function channelName(kind: string): string {
  return t(look(kind).name);
}

export function ChannelIcon({ kind }: { kind: string }) {
  const Icon = look(kind).icon;
  return <Icon aria-hidden="true" strokeWidth={2.25} />;
}
