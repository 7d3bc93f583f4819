import { type FormEvent, useState } from "react";
import type { ConnectedChannel, KindField } from "../../api/channel-types";
import { fieldError } from "../../api/problem";
import { useActions } from "../../app/context";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import common from "../Settings.module.css";
import { type Filled, filledFrom, missing, nameOf, partsOf } from "./fields";
import { KindFields } from "./KindFields";
import { TeamSelect } from "./TeamSelect";
import { sentenceOf, useAttempt } from "./useAttempt";

type Props = {
  channel: ConnectedChannel;
  fields: readonly KindField[];
  saved: (channel: ConnectedChannel) => void;
};

const SHARED = "shared_thread";

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** Its name, where its messages go, and what its kind lets an admin settle. */
export function GeneralForm({ channel, fields, saved }: Props) {
  const desk = useActions();
  const own = fields.filter((field) => field.part !== "credentials");
  const [name, setName] = useState(channel.name);
  const [team, setTeam] = useState(channel.team_id);
  const [shared, setShared] = useState(textOf(channel.settings[SHARED]));
  const [filled, setFilled] = useState<Filled>(() =>
    filledFrom(own, channel.settings, channel.address),
  );
  const [isSaved, setSaved] = useState(false);
  const { busy, failure, run } = useAttempt();
  const sentence = sentenceOf(failure, ["name", ...own.map(nameOf)]);
  const refusal = name.trim() ? missing(own, filled) : t("Give it a name");

  /** Settings that no field shows stay as they are. */
  function settingsOf() {
    const shown = new Set([SHARED, ...own.map((field) => field.name)]);
    const others = Object.entries(channel.settings).filter(([key]) => !shown.has(key));
    return {
      ...Object.fromEntries(others),
      ...partsOf(own, filled).settings,
      ...(shared.trim() && { [SHARED]: shared.trim() }),
    };
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusal) return;
    const { address } = partsOf(own, filled);
    const done = await run(async () => {
      const body = { name: name.trim(), team_id: team, settings: settingsOf() };
      saved(await desk.api.changeChannel(channel.id, { ...body, ...(address && { address }) }));
      desk.loadChannels();
    });
    setSaved(done);
  }

  return (
    <form className={common.form} onSubmit={submit} aria-label={t("General")}>
      <div className={common.fields} onChange={() => setSaved(false)}>
        <Field
          label={t("Name")}
          dir="auto"
          maxLength={100}
          error={fieldError(failure, "name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TeamSelect value={team} onChange={setTeam} />
        <KindFields
          fields={own}
          filled={filled}
          fill={(field, value) => setFilled((held) => ({ ...held, [field]: value }))}
          failure={failure}
        />
        {channel.capabilities.pushes && (
          <Field
            label={t("Shared thread (optional)")}
            dir="auto"
            maxLength={60}
            help={t(
              "Channels of one kind with the same words here share one conversation per customer. Leave it empty to keep them apart.",
            )}
            value={shared}
            onChange={(event) => setShared(event.target.value)}
          />
        )}
      </div>
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      <p className={common.buttons}>
        <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
          {t("Save")}
        </Button>
        <span role="status" className={common.saved}>
          {isSaved && t("Saved")}
        </span>
      </p>
    </form>
  );
}
