import { BadgeCheck, Smartphone } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Me } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { useActions } from "../../app/context";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { ConfirmButton } from "../ConfirmButton";
import { sentenceOf, useAttempt } from "../channels/useAttempt";
import styles from "../parts/admin.module.css";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import profile from "./profile.module.css";

/** Mobile numbers of one's own: each is proved by a code that is texted to it (SETP-04). */
export function Numbers({ me }: { me: Me }) {
  const api = usePeopleApi();
  const desk = useActions();
  const [phone, setPhone] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const [code, setCode] = useState("");
  const { busy, failure, run } = useAttempt();
  const { numbers } = me.profile;

  const put = (next: Me) => desk.store.setState({ me: next });

  async function begin(event: FormEvent) {
    event.preventDefault();
    const number = phone.trim();
    if (busy || !number) return;
    if (await run(() => api.addNumber(number))) setAsked(number);
  }

  async function verify(event: FormEvent) {
    event.preventDefault();
    if (busy || !asked || !code.trim()) return;
    const done = await run(async () => put(await api.verifyNumber(asked, code.trim())));
    if (!done) return;
    setAsked(null);
    setPhone("");
    setCode("");
  }

  const remove = (number: string) =>
    run(async () => {
      await api.removeNumber(number);
      const others = numbers.filter((each) => each.phone !== number);
      put({ ...me, profile: { ...me.profile, numbers: others } });
    });

  const sentence = sentenceOf(failure, ["phone", "code"]);
  return (
    <section className={styles.section} aria-label={t("Mobile numbers")}>
      <h3>{t("Mobile numbers")}</h3>
      <p className={common.hint}>
        {t(
          "A number that you have verified can be shown when you call, and can be texted when something waits for you.",
        )}
      </p>
      {numbers.length > 0 && (
        <ul className={profile.lines}>
          {numbers.map(({ phone: number, verified }) => (
            <li key={number} className={profile.line}>
              <Smartphone aria-hidden="true" />
              <span>
                <bdi dir="ltr">{number}</bdi>
              </span>
              <span className={verified ? profile.verified : common.fact}>
                {verified ? t("Verified") : t("Not verified")}
              </span>
              <ConfirmButton name={number} confirm={() => remove(number)} />
            </li>
          ))}
        </ul>
      )}
      {asked === null ? (
        <form className={profile.inline} onSubmit={begin} aria-label={t("Add a number")}>
          <Field
            label={t("Mobile number")}
            type="tel"
            dir="ltr"
            autoComplete="tel"
            placeholder="+4790123456"
            error={fieldError(failure, "phone")}
            value={phone}
            onChange={({ target }) => setPhone(target.value)}
          />
          <Button
            type="submit"
            disabled={busy}
            refusal={phone.trim() ? null : t("Write a number first")}
          >
            {t("Text me a code")}
          </Button>
        </form>
      ) : (
        <form className={profile.inline} onSubmit={verify} aria-label={t("Verify a number")}>
          <Field
            label={t("Code that was texted to {number}", { number: asked })}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            dir="ltr"
            error={fieldError(failure, "code")}
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
          <Button type="submit" tone="primary" icon={<BadgeCheck />} disabled={busy}>
            {t("Verify")}
          </Button>
          <Button onClick={() => setAsked(null)}>{t("Cancel")}</Button>
        </form>
      )}
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
    </section>
  );
}
