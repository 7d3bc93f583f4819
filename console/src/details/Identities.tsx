import { AtSign, Globe, Phone } from "lucide-react";
import type { Channel, Contact, ContactDetails } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { abilitiesOf } from "../thread/capabilities";
import { ChannelIcon, channelName } from "../ui/channels";
import styles from "./DetailsPanel.module.css";

const ICONS: Record<string, typeof Phone> = { phone: Phone, email: AtSign };

type Identity = { kind: string; address: string };

/** How the contact is known: their number and mail address, and their names at providers. */
function identitiesOf(contact: ContactDetails): Identity[] {
  // A visitor's address on the website is our own id of them: nothing to read or to write to.
  const identities = contact.identities.filter((each) => each.address !== contact.id);
  const known = new Set(identities.map((each) => each.address));
  const own: [string, string | null][] = [
    ["phone", contact.phone],
    ["email", contact.email],
  ];
  return [
    ...own.flatMap(([kind, address]) =>
      address && !known.has(address) ? [{ kind, address }] : [],
    ),
    ...identities,
  ];
}

/** The sorts of channels on which an identity is written to, each once. */
function kindsFor({ kind }: Identity, channels: readonly Channel[]): string[] {
  const fitting = channels.filter((channel) => {
    const { space, pushes } = abilitiesOf(channel);
    return pushes && (space === "own" ? channel.kind === kind : space === kind);
  });
  return [...new Map(fitting.map((each) => [channelName(each.kind), each.kind])).values()];
}

function Sign({ kind }: { kind: string }) {
  const Icon = ICONS[kind];
  if (Icon) return <Icon aria-hidden="true" />;
  return kind === "visitor" ? <Globe aria-hidden="true" /> : <ChannelIcon kind={kind} />;
}

/** Each way the contact is known by, with a button that writes there (CRM-17, CH-29). */
export function Identities({ contact }: { contact: ContactDetails }) {
  const desk = useActions();
  const channels = useDesk((state) => state.channels);
  const send = (id: Contact["id"], kind: string) =>
    desk.show({ kind: "new-chat", contact_id: id, channel_kind: kind });
  return (
    <ul>
      {identitiesOf(contact).map((identity) => (
        <li
          key={`${identity.kind}:${identity.address}`}
          className={styles.address}
          title={identity.address}
        >
          <Sign kind={identity.kind} />
          <span>{identity.address}</span>
          {kindsFor(identity, channels).map((kind) => (
            <button
              key={kind}
              type="button"
              className={styles.write}
              title={t("Send a message by {channel}", { channel: channelName(kind) })}
              aria-label={t("Send a message by {channel} to {address}", {
                channel: channelName(kind),
                address: identity.address,
              })}
              onClick={() => send(contact.id, kind)}
            >
              <ChannelIcon kind={kind} />
            </button>
          ))}
        </li>
      ))}
    </ul>
  );
}
