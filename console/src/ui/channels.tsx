import type { ChannelKind } from "@switchboard/protocol";
import { MessageCircle, MessageSquareText } from "lucide-react";

const CHANNELS: Record<ChannelKind, { name: string; icon: typeof MessageCircle }> = {
  webchat: { name: "Web chat", icon: MessageCircle },
  twilio_sms: { name: "SMS", icon: MessageSquareText },
};

export function channelName(kind: ChannelKind): string {
  return CHANNELS[kind].name;
}

export function ChannelIcon({ kind }: { kind: ChannelKind }) {
  const Icon = CHANNELS[kind].icon;
  return <Icon aria-hidden="true" strokeWidth={2.25} />;
}
