import { useState } from "react";
import type { SavedView, ViewScope } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { useMay } from "../settings/useMay";
import { viewOf } from "../state/queries";
import { Field } from "../ui/Field";
import { FormDialog } from "../ui/FormDialog";
import { Select } from "../ui/Select";
import { useListName, useListQuery } from "./useListQuery";

const NO_FILTER: SavedView["filter"] = {
  inbox: null,
  status: null,
  channel: null,
  team: null,
  label: null,
  priority: null,
  important: null,
  assignee: null,
};

/** Keeps what narrows the list on screen, under a name, for oneself or for others too. */
export function SaveView({ close }: { close: () => void }) {
  const desk = useActions();
  const { place, go } = usePlace();
  const query = useListQuery();
  const teams = useDesk((state) => state.me?.teams) ?? [];
  const sharesAll = useMay("shared.manage");
  const base = useDesk((state) => state.views.find((each) => each.id === viewOf(place.inbox)));
  const from = useListName(place.inbox);
  const [name, setName] = useState("");
  const [who, setWho] = useState("private");

  async function submit() {
    const team_id = who.startsWith("team:") ? who.slice("team:".length) : null;
    const scope: ViewScope = team_id ? "team" : who === "account" ? "account" : "private";
    const inside = base?.filter ?? { ...NO_FILTER, inbox: place.inbox };
    const filter = { ...inside, status: query.status, ...query.filters };
    const body = { name: name.trim(), scope, team_id, filter, sort: query.sort };
    const view = await desk.createView(body);
    close();
    go(pathOf(`view:${view.id}`, query.status));
  }

  return (
    <FormDialog
      title={t("Save this view")}
      verb={t("Save")}
      refusal={name.trim() ? null : t("Give it a name")}
      submit={submit}
      close={close}
    >
      <Field
        label={t("Name")}
        value={name}
        maxLength={60}
        placeholder={t("{list}, filtered", { list: from })}
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
      <Select label={t("Who sees it")} value={who} onChange={(event) => setWho(event.target.value)}>
        <option value="private">{t("Only you")}</option>
        {teams.map((team) => (
          <option key={team.id} value={`team:${team.id}`}>
            {team.name}
          </option>
        ))}
        {sharesAll && <option value="account">{t("Everyone")}</option>}
      </Select>
    </FormDialog>
  );
}
