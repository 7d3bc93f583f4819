import { type FormEvent, useState } from "react";
import type { ConnectedChannel, KindField } from "../../api/channel-types";
import { useActions } from "../../app/context";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import common from "../Settings.module.css";
import { type Filled, nameOf, partsOf } from "./fields";
import { KindFields } from "./KindFields";
import { sentenceOf, useAttempt } from "./useAttempt";

type Props = {
  channel: ConnectedChannel;
  fields: readonly KindField[];
  saved: (channel: ConnectedChannel) => void;
  close: () => void;
};

/** New secrets for a channel whose old ones are refused, or should no longer be used. */
export function Credentials({ channel, fields, saved, close }: Props) {
  const desk = useActions();
  const secrets = fields.filter((field) => field.part === "credentials");
  const [filled, setFilled] = useState<Filled>({});
  const { busy, failure, run } = useAttempt();
  const sentence = sentenceOf(failure, secrets.map(nameOf));
  const { credentials } = partsOf(secrets, filled);
  const refusal = Object.keys(credentials).length > 0 ? null : t("Fill in what is new");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusal) return;
    const done = await run(async () =>
      saved(await desk.api.changeChannel(channel.id, { credentials })),
    );
    if (done) close();
  }

  return (
    <form className={common.card} onSubmit={submit} aria-label={t("New credentials")}>
      <p className={common.hint}>
        {t(
          "What you leave empty stays as it is. They are tried at {provider} before they are kept.",
          { provider: channel.label },
        )}
      </p>
      <KindFields
        fields={secrets}
        filled={filled}
        fill={(field, value) => setFilled((held) => ({ ...held, [field]: value }))}
        failure={failure}
      />
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      <p className={common.buttons}>
        <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
          {busy ? t("Trying them…") : t("Save credentials")}
        </Button>
        <Button onClick={close}>{t("Cancel")}</Button>
      </p>
    </form>
  );
}
