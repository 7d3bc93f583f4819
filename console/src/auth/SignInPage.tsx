import type { SignedIn } from "@switchboard/protocol";
import { Link } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import type { AuthApi } from "../api/api";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import { Field } from "../ui/Field";
import { AuthForm } from "./AuthForm";

type Props = {
  auth: AuthApi;
  notice: string | null;
  onAnswer: (answer: SignedIn) => void;
};

export function SignInPage({ auth, notice, onAnswer }: Props) {
  const state = useHistoryState<{ notice?: string } | null>();
  return (
    <AuthForm
      title={t("Sign in to Switchboard")}
      text={t("Answer your customers together.")}
      action={t("Sign in")}
      notice={notice ?? state?.notice ?? null}
      onSubmit={async ({ email = "", password = "" }) =>
        onAnswer(await auth.login(email, password))
      }
      fields={(error) => (
        <>
          <Field
            label={t("Email")}
            name="email"
            type="email"
            autoComplete="username"
            autoFocus
            required
            error={error("email")}
          />
          <Field
            label={t("Password")}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={error("password")}
          />
        </>
      )}
      links={
        <>
          <Link href="/forgot">{t("Forgot password?")}</Link>
          <span>
            {tx("New here? {link}", {
              link: <Link href="/sign-up">{t("Create an account")}</Link>,
            })}
          </span>
        </>
      }
    />
  );
}
