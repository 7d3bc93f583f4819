import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { AuthApi } from "../api/api";
import { Field } from "../ui/Field";
import { AuthForm } from "./AuthForm";
import { CodeField } from "./CodeField";

export function ForgotPage({ auth }: { auth: AuthApi }) {
  const [email, setEmail] = useState<string | null>(null);
  const [, go] = useLocation();
  const links = <Link href="/">Back to sign in</Link>;

  if (email === null) {
    return (
      <AuthForm
        title="Reset your password"
        text="Tell us your email and we'll send you a code."
        action="Send code"
        onSubmit={async (values) => {
          await auth.forgot(values.email ?? "");
          setEmail(values.email ?? "");
        }}
        fields={(error) => (
          <Field
            label="Email"
            name="email"
            type="email"
            autoComplete="username"
            autoFocus
            required
            error={error("email")}
          />
        )}
        links={links}
      />
    );
  }
  return (
    <AuthForm
      // A form of its own: nothing of the first step may linger in it.
      key="reset"
      title="Choose a new password"
      text={`If ${email} has an account, a code is on its way there.`}
      action="Set password"
      onSubmit={async ({ code = "", password = "" }) => {
        await auth.reset(email, code, password);
        go("/", { state: { notice: "Your password is changed. You can sign in now." } });
      }}
      fields={(error) => (
        <>
          <CodeField error={error("code")} />
          <Field
            label="New password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            error={error("password")}
          />
        </>
      )}
      links={
        <>
          {links}
          <button type="button" onClick={() => setEmail(null)}>
            Send another code
          </button>
        </>
      }
    />
  );
}
