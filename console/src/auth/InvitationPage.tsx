/** The link of an invitation: who asks, and what it takes to join. */
import type { SignedIn } from "@switchboard/protocol";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { InvitationApi } from "../api/invitation-api";
import type { OpenInvitation } from "../api/people-types";
import { messageOf, Problem } from "../api/problem";
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
        label="Email"
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
          label="Your name"
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
        label={known ? "Your password" : "Choose a password"}
        name="password"
        type="password"
        autoComplete={known ? "current-password" : "new-password"}
        autoFocus={known}
        required
        help={known ? "The one that you sign in with already." : undefined}
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

  const links = <Link href="/">Sign in instead</Link>;
  if (failure !== null) {
    const isGone = failure instanceof Problem && failure.status < 500;
    return (
      <FullPage
        title={isGone ? "This invitation can't be used" : "The invitation could not be read"}
        text={
          isGone
            ? "It was used, taken back, or is older than seven days. Ask whoever invited you for another."
            : messageOf(failure)
        }
      >
        {!isGone && (
          <p style={{ marginTop: 20 }}>
            <Button tone="primary" onClick={() => setTries(tries + 1)}>
              Try again
            </Button>
          </p>
        )}
        <div className={styles.links}>{links}</div>
      </FullPage>
    );
  }
  if (!invitation) return <FullPage title="Reading your invitation…" />;
  const { company, inviter, email, known } = invitation;
  return (
    <AuthForm
      title={`Join ${company}`}
      text={`${inviter} invites you to answer customers together.`}
      action={`Join ${company}`}
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
