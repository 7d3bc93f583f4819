import { Link, useLocation } from "wouter";
import type { AuthApi } from "../api/api";
import { Field } from "../ui/Field";
import { AuthForm } from "./AuthForm";

const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function SignUpPage({ auth }: { auth: AuthApi }) {
  const [, go] = useLocation();
  return (
    <AuthForm
      title="Create your account"
      text="We'll mail you a code to confirm your address."
      action="Create account"
      onSubmit={async ({ name = "", company = "", email = "", password = "" }) => {
        await auth.signup({ name, company, email, password, time_zone });
        go("/confirm", { state: { email } });
      }}
      fields={(error) => (
        <>
          <Field
            label="Your name"
            name="name"
            autoComplete="name"
            autoFocus
            required
            error={error("name")}
          />
          <Field
            label="Company"
            name="company"
            autoComplete="organization"
            required
            error={error("company")}
          />
          <Field
            label="Email"
            name="email"
            type="email"
            autoComplete="username"
            required
            error={error("email")}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            error={error("password")}
          />
        </>
      )}
      links={
        <span>
          Have an account? <Link href="/">Sign in</Link>
        </span>
      }
    />
  );
}
