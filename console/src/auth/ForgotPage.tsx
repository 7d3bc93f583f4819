import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { AuthApi } from "../api/api";
import { t } from "../i18n/t";
import { Field } from "../ui/Field";
import { AuthForm } from "./AuthForm";
import { CodeField } from "./CodeField";

export function ForgotPage({ auth }: { auth: AuthApi }) {
  const [email, setEmail] = useState<string | null>(null);
  const [, go] = useLocation();
  const links = <Link href="/">{t("Back to sign in")}</Link>;

  if (email === null) {
    return (
      <AuthForm
        title={t("Reset your password")}
        text={t("Tell us your email and we'll send you a code.")}
        action={t("Send code")}
        onSubmit={async (values) => {
          await auth.forgot(values.email ?? "");
          setEmail(values.email ?? "");
        }}
        fields={(error) => (
          <Field
            label={t("Email")}
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
      title={t("Choose a new password")}
      text={t("If {email} has an account, a code is on its way there.", { email })}
      action={t("Set password")}
      onSubmit={async ({ code = "", password = "" }) => {
        await auth.reset(email, code, password);
        go("/", { state: { notice: t("Your password is changed. You can sign in now.") } });
      }}
      fields={(error) => (
        <>
          <CodeField error={error("code")} />
          <Field
            label={t("New password")}
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
            {t("Send another code")}
          </button>
        </>
      }
    />
  );
}
