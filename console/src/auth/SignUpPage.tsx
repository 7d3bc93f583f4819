import { Link, useLocation } from "wouter";
import type { AuthApi } from "../api/api";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import { Field } from "../ui/Field";
import { AuthForm } from "./AuthForm";

const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function SignUpPage({ auth }: { auth: AuthApi }) {
  const [, go] = useLocation();
  return (
    <AuthForm
      title={t("Create your account")}
      text={t("We'll mail you a code to confirm your address.")}
      action={t("Create account")}
      onSubmit={async ({ name = "", company = "", email = "", password = "" }) => {
        await auth.signup({ name, company, email, password, time_zone });
        go("/confirm", { state: { email } });
      }}
      fields={(error) => (
        <>
          <Field
            label={t("Your name")}
            name="name"
            autoComplete="name"
            autoFocus
            required
            error={error("name")}
          />
          <Field
            label={t("Company")}
            name="company"
            autoComplete="organization"
            required
            error={error("company")}
          />
          <Field
            label={t("Email")}
            name="email"
            type="email"
            autoComplete="username"
            required
            error={error("email")}
          />
          <Field
            label={t("Password")}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            error={error("password")}
          />
        </>
      )}
      links={
        <span>{tx("Have an account? {link}", { link: <Link href="/">{t("Sign in")}</Link> })}</span>
      }
    />
  );
}
