import { useState } from "react";
import { useDesk } from "../../app/context";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { Segmented } from "../ai/parts/Segmented";
import { Checks } from "../parts/Checks";
import { usePeopleApi } from "../usePeopleApi";
import { type Chosen, ContactChoice } from "./ContactChoice";
import { RoleSelect } from "./RoleSelect";
import { useRoles } from "./useRoles";

const WAYS = [
  { id: "email", name: "Email" },
  { id: "phone", name: "SMS" },
  { id: "contact", name: "Contact" },
] as const;
const HELP = {
  email: "They get a link by mail that is good for seven days.",
  phone: "They get a link by SMS that is good for seven days.",
  contact: "They get the link where you have their address: by mail, else by SMS.",
};

type Way = (typeof WAYS)[number]["id"];

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
      title="Invite somebody"
      verb="Send invitation"
      refusal={missing ? "Say whom to invite" : null}
      submit={submit}
      close={close}
    >
      <Segmented
        label="How they are asked"
        options={WAYS}
        value={way}
        set={(next) => {
          setWay(next);
          setAddress("");
        }}
        help={HELP[way]}
      />
      {way === "contact" ? (
        <ContactChoice chosen={contact} choose={setContact} />
      ) : (
        <>
          <Field
            label={way === "email" ? "Email" : "Mobile number"}
            type={way === "email" ? "email" : "tel"}
            dir="ltr"
            placeholder={way === "email" ? "name@company.com" : "+4790123456"}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
          <Field
            label="Name (optional)"
            dir="auto"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </>
      )}
      <RoleSelect roles={roles} value={role} set={setRole} />
      {teams.length > 0 && <Checks label="Teams" options={teams} chosen={into} set={setInto} />}
    </FormDialog>
  );
}
