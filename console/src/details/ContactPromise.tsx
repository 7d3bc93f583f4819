import type { SlaPolicy } from "@switchboard/protocol";
import { Settings2, Timer } from "lucide-react";
import { useState } from "react";
import type { Conversation } from "../api/types";
import { useActions, useAsk } from "../app/context";
import { settingsPath, usePlace } from "../app/routes";
import { m, t } from "../i18n/t";
import { useMay } from "../settings/useMay";
import { Picker } from "../ui/Picker";
import styles from "./DetailsPanel.module.css";
import { useFetched } from "./useFetched";

type Promised = { policy: SlaPolicy | null; set_by: "contact" | "team" | "account" | null };

const BY = {
  contact: m("Service level: {name}, theirs"),
  team: m("Service level: {name}, the team's"),
  account: m("Service level: {name}, the company's"),
};
const AS_USUAL = "usual";
const SETTINGS = "settings";

/** What is promised to this customer and where that is settled, with the way there (CRM-21). */
export function ContactPromise({ row }: { row: Conversation }) {
  const ask = useAsk();
  const { api, complain } = useActions();
  const { go } = usePlace();
  const mayContacts = useMay("contacts.manage");
  const maySettings = useMay("teams.manage");
  const path = `/contacts/${encodeURIComponent(row.contact.id)}`;
  const [asked, setAsked] = useState(0);
  const [open, setOpen] = useState<{ anchor: DOMRect; policies: SlaPolicy[] } | null>(null);
  const { value } = useFetched(`${row.contact.id} ${row.team_id} ${asked}`, () =>
    ask<Promised>("GET", `${path}/sla?team_id=${encodeURIComponent(row.team_id)}`),
  );
  if (!value) return null;
  const { policy, set_by } = value;
  if (!policy && !mayContacts) return null;
  const text = policy && set_by ? t(BY[set_by], { name: policy.name }) : t("No service level");

  async function choose(id: string) {
    setOpen(null);
    if (id === SETTINGS) return go(settingsPath("sla"));
    try {
      await ask("PATCH", path, { sla_id: id === AS_USUAL ? null : id });
      setAsked(asked + 1);
    } catch (error) {
      complain(t("The contact was not changed"), error);
    }
  }

  async function show(anchor: DOMRect) {
    try {
      setOpen({ anchor, policies: (await api.slaPolicies()).items });
    } catch (error) {
      complain(t("Service levels could not be loaded"), error);
    }
  }

  const own = set_by === "contact" ? policy?.id : AS_USUAL;
  const options = [
    ...(mayContacts
      ? [
          { id: AS_USUAL, name: t("As the team or the company says") },
          ...(open?.policies ?? []).map(({ id, name }) => ({ id, name })),
        ].map((each) => ({ ...each, state: each.id === own ? ("on" as const) : ("off" as const) }))
      : []),
    ...(maySettings
      ? [{ id: SETTINGS, name: t("Open the settings of service levels"), icon: <Settings2 /> }]
      : []),
  ];

  return (
    <>
      <button
        type="button"
        className={styles.default}
        title={text}
        disabled={!mayContacts && !maySettings}
        onClick={({ currentTarget }) => show(currentTarget.getBoundingClientRect())}
      >
        <Timer aria-hidden="true" />
        <span>{text}</span>
      </button>
      {open && (
        <Picker
          label={t("What is promised to {name}", { name: row.contact.name })}
          placeholder={t("Promise…")}
          options={options}
          choose={({ id }) => choose(id)}
          close={() => setOpen(null)}
          anchor={open.anchor}
        />
      )}
    </>
  );
}
