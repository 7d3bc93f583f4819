/** Everything before the inbox: signing in and up, confirming an address, a forgotten password. */
import { Route, Switch } from "wouter";
import type { AuthApi } from "../api/api";
import type { Session } from "../api/session";
import { ConfirmPage } from "./ConfirmPage";
import { ForgotPage } from "./ForgotPage";
import { SignInPage } from "./SignInPage";
import { SignUpPage } from "./SignUpPage";

type Props = { auth: AuthApi; session: Session; notice: string | null; onSignedIn: () => void };

export function AuthPages({ auth, session, notice, onSignedIn }: Props) {
  return (
    <Switch>
      <Route path="/sign-up">
        <SignUpPage auth={auth} />
      </Route>
      <Route path="/confirm">
        <ConfirmPage auth={auth} />
      </Route>
      <Route path="/forgot">
        <ForgotPage auth={auth} />
      </Route>
      <Route>
        <SignInPage
          auth={auth}
          notice={notice}
          onAnswer={(answer) => {
            session.start(answer);
            onSignedIn();
          }}
        />
      </Route>
    </Switch>
  );
}
