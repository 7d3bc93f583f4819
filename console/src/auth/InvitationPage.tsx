/** The link of an invitation: who asks, and what it takes to join. */
import type { SignedIn } from "@switchboard/protocol";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { InvitationApi } from "../api/invitation-api";
import type { OpenInvitation } from "../api/people-types";
import { messageOf, Problem } from "../api/problem";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { FullPage } from "../ui/FullPage";
import { AuthForm } from "./AuthForm";
import styles from "./AuthForm.module.css";

type Props = {
  api: InvitationApi;
  token: string;
  /** Who reads this in the browser of somebody signed in joins instead of them. */
  notice?: string | null;
  onJoined: (answer: SignedIn) => void;
};

type FieldsProps = { invitation: OpenInvitation; error: (name: string) => string | undefined };

function Fields({ invitation, error }: FieldsProps) {
  const { email, known } = invitation;
  return (
    <>
      <Field
        label={t("Email")}
        name="email"
        type="email"
        autoComplete="username"
        required
        readOnly={email !== null}
        defaultValue={email ?? ""}
        error={error("email")}
      />
      {!known && (
        <Field
          label={t("Your name")}
          name="name"
          autoComplete="name"
          autoFocus
          required
          dir="auto"
          defaultValue={invitation.name ?? ""}
          error={error("name")}
        />
      )}
      <Field
        label={known ? t("Your password") : t("Choose a password")}
        name="password"
        type="password"
        autoComplete={known ? "current-password" : "new-password"}
        autoFocus={known}
        required
        help={known ? t("The one that you sign in with already.") : undefined}
        error={error("password")}
      />
    </>
  );
}

export function InvitationPage({ api, token, notice = null, onJoined }: Props) {
  const [invitation, setInvitation] = useState<OpenInvitation | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new try asks again.
  useEffect(() => {
    let over = false;
    setFailure(null);
    api.look(token).then(
      (found) => !over && setInvitation(found),
      (error) => !over && setFailure(error),
    );
    return () => {
      over = true;
    };
  }, [api, token, tries]);

  const links = <Link href="/">{t("Sign in instead")}</Link>;
  if (failure !== null) {
    const isGone = failure instanceof Problem && failure.status < 500;
    return (
      <FullPage
        title={isGone ? t("This invitation can't be used") : t("The invitation could not be read")}
        text={
          isGone
            ? t(
                "It was used, taken back, or is older than seven days. Ask whoever invited you for another.",
              )
            : messageOf(failure)
        }
      >
        {!isGone && (
          <p style={{ marginTop: 20 }}>
            <Button tone="primary" onClick={() => setTries(tries + 1)}>
              {t("Try again")}
            </Button>
          </p>
        )}
        <div className={styles.links}>{links}</div>
      </FullPage>
    );
  }
  if (!invitation) return <FullPage title={t("Reading your invitation…")} />;
  const { company, inviter, email, known } = invitation;
  return (
    <AuthForm
      title={t("Join {company}", { company })}
      text={t("{inviter} invites you to answer customers together.", { inviter })}
      action={t("Join {company}", { company })}
      notice={notice}
      onSubmit={async ({ name = "", password = "", email: written = "" }) =>
        onJoined(
          await api.join(token, {
            password,
            ...(!known && { name }),
            ...(email === null && { email: written }),
          }),
        )
      }
      fields={(error) => <Fields invitation={invitation} error={error} />}
      links={links}
    />
  );
}
