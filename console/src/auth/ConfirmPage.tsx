import { Link, useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import type { AuthApi } from "../api/api";
import { t } from "../i18n/t";
import { Field } from "../ui/Field";
import { AuthForm } from "./AuthForm";
import { CodeField } from "./CodeField";

export function ConfirmPage({ auth }: { auth: AuthApi }) {
  const state = useHistoryState<{ email?: string } | null>();
  const [, go] = useLocation();
  return (
    <AuthForm
      title={t("Confirm your email")}
      text={t("Enter the code that we sent you. It can take a minute to arrive.")}
      action={t("Confirm")}
      onSubmit={async (values) => {
        await auth.confirm(values.email ?? "", values.code ?? "");
        go("/", { state: { notice: t("Your email is confirmed. You can sign in now.") } });
      }}
      fields={(error) => (
        <>
          <Field
            label={t("Email")}
            name="email"
            type="email"
            defaultValue={state?.email}
            autoComplete="username"
            required
            error={error("email")}
          />
          <CodeField error={error("code")} />
        </>
      )}
      links={<Link href="/">{t("Back to sign in")}</Link>}
    />
  );
}
