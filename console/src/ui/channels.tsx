import { MessageCircle, MessageSquareText } from "lucide-react";

type Look = { name: string; icon: typeof MessageCircle };

const CHANNELS: Record<string, Look> = {
  webchat: { name: "Web chat", icon: MessageCircle },
  twilio_sms: { name: "SMS", icon: MessageSquareText },
};

/** A kind that the server knows before this console does is shown as messages in general. */
const look = (kind: string): Look => CHANNELS[kind] ?? { name: kind, icon: MessageCircle };

export function channelName(kind: string): string {
  return look(kind).name;
}

export function ChannelIcon({ kind }: { kind: string }) {
  const Icon = look(kind).icon;
  return <Icon aria-hidden="true" strokeWidth={2.25} />;
}
