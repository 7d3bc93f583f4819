import { useState } from "react";
import { useDesk } from "../../app/context";
import { m, t } from "../../i18n/t";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { Segmented } from "../ai/parts/Segmented";
import { Checks } from "../parts/Checks";
import { usePeopleApi } from "../usePeopleApi";
import { type Chosen, ContactChoice } from "./ContactChoice";
import { RoleSelect } from "./RoleSelect";
import { useRoles } from "./useRoles";

const HELP = {
  email: m("They get a link by mail that is good for seven days."),
  phone: m("They get a link by SMS that is good for seven days."),
  contact: m("They get the link where you have their address: by mail, else by SMS."),
};

type Way = keyof typeof HELP;

/** Asks somebody to join: by mail, by text, or by what is known of a contact. */
export function InviteDialog({ done, close }: { done: () => void; close: () => void }) {
  const api = usePeopleApi();
  const teams = useDesk((desk) => desk.teams).filter((team) => !team.everyone);
  const { roles } = useRoles();
  const [way, setWay] = useState<Way>("email");
  const [address, setAddress] = useState("");
  const [contact, setContact] = useState<Chosen | null>(null);
  const [name, setName] = useState("");
  const [role, setRole] = useState("agent");
  const [into, setInto] = useState<string[]>([]);
  const missing = way === "contact" ? !contact : !address.trim();

  async function submit() {
    const whom =
      way === "contact"
        ? { contact_id: contact?.id ?? null }
        : { [way]: address.trim(), ...(name.trim() && { name: name.trim() }) };
    await api.invite({ ...whom, role, team_ids: into });
    done();
  }

  return (
    <FormDialog
      title={t("Invite somebody")}
      verb={t("Send invitation")}
      refusal={missing ? t("Say whom to invite") : null}
      submit={submit}
      close={close}
    >
      <Segmented
        label={t("How they are asked")}
        options={[
          { id: "email", name: t("Email") },
          { id: "phone", name: t("SMS") },
          { id: "contact", name: t("Contact") },
        ]}
        value={way}
        set={(next) => {
          setWay(next);
          setAddress("");
        }}
        help={t(HELP[way])}
      />
      {way === "contact" ? (
        <ContactChoice chosen={contact} choose={setContact} />
      ) : (
        <>
          <Field
            label={way === "email" ? t("Email") : t("Mobile number")}
            type={way === "email" ? "email" : "tel"}
            dir="ltr"
            placeholder={way === "email" ? "name@company.com" : "+4790123456"}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
          <Field
            label={t("Name (optional)")}
            dir="auto"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </>
      )}
      <RoleSelect roles={roles} value={role} set={setRole} />
      {teams.length > 0 && (
        <Checks
          label={t("Teams")}
          find={t("Find in teams")}
          options={teams}
          chosen={into}
          set={setInto}
        />
      )}
    </FormDialog>
  );
}
