import { useState } from "react";
import type { Approved, Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { useApprovedForm } from "../thread/ApprovedForm";
import { useNow } from "../ui/RelativeTime";
import {
  firstBody,
  firstRefusal,
  NO_WORDS,
  nameOf,
  openOn,
  type Recipient,
  type Way,
  type Words,
  waysTo,
} from "./first";

type Chosen = { kind?: string | undefined; channelId?: string | undefined };

/** A first message while it is written: on which channel, in which words, and how it is sent. */
export function useFirst(recipient: Recipient | null, { kind, channelId = "" }: Chosen) {
  const desk = useActions();
  const channels = useDesk((state) => state.channels);
  const me = useDesk((state) => state.me);
  const now = useNow();
  const [chosen, setChosen] = useState(channelId);
  const [written, setWritten] = useState<Omit<Words, "template">>(NO_WORDS);
  const [template, setTemplate] = useState<Approved | null>(null);
  // Sent twice, it is one conversation.
  const [clientId] = useState(() => crypto.randomUUID());

  const ways = recipient ? waysTo(recipient, channels, now, kind) : [];
  const way: Way | undefined = ways.find((each) => each.channel.id === chosen) ?? ways[0];
  const customer = { name: recipient?.kind === "contact" ? nameOf(recipient) : "" };
  const form = useApprovedForm(template, customer, me ?? { name: "" });
  const words: Words = {
    ...written,
    template: template && { use: () => form.use(template), refusal: form.refusal },
  };

  return {
    ways,
    way,
    words,
    form,
    template,
    setTemplate,
    write: (change: Partial<Omit<Words, "template">>) =>
      setWritten((held) => ({ ...held, ...change })),
    setChannel(id: string) {
      setChosen(id);
      setTemplate(null);
    },
    refusal: recipient ? firstRefusal(way, words) : t("Choose whom to write to"),
    /** What goes on there already, if anything. */
    going: recipient && way ? openOn(recipient, way.channel.id) : undefined,
    /** Throws with the server's sentence when it is refused. */
    async send(disposition: string | null): Promise<Conversation | null> {
      if (!recipient || !way) return null;
      const close = disposition === null ? null : { disposition };
      const body = firstBody(recipient, way, words, clientId, close);
      const started = await desk.api.startConversation(body);
      desk.takeIn(started);
      return started;
    },
  };
}

export type First = ReturnType<typeof useFirst>;
