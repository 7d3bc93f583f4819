import type { SignedIn } from "@switchboard/protocol";
import { Link } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import type { AuthApi } from "../api/api";
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
      title="Sign in to Switchboard"
      text="Answer your customers together."
      action="Sign in"
      notice={notice ?? state?.notice ?? null}
      onSubmit={async ({ email = "", password = "" }) =>
        onAnswer(await auth.login(email, password))
      }
      fields={(error) => (
        <>
          <Field
            label="Email"
            name="email"
            type="email"
            autoComplete="username"
            autoFocus
            required
            error={error("email")}
          />
          <Field
            label="Password"
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
          <Link href="/forgot">Forgot password?</Link>
          <span>
            New here? <Link href="/sign-up">Create an account</Link>
          </span>
        </>
      }
    />
  );
}
