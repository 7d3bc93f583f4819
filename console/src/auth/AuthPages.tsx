/** Everything before the inbox: signing in and up, joining, confirming, a forgotten password. */
import { Route, Switch, useLocation } from "wouter";
import type { AuthApi } from "../api/api";
import type { InvitationApi } from "../api/invitation-api";
import type { Session } from "../api/session";
import { ConfirmPage } from "./ConfirmPage";
import { ForgotPage } from "./ForgotPage";
import { InvitationPage } from "./InvitationPage";
import { SignInPage } from "./SignInPage";
import { SignUpPage } from "./SignUpPage";

type Props = {
  auth: AuthApi;
  invitations: InvitationApi;
  session: Session;
  notice: string | null;
  onSignedIn: () => void;
};

export function AuthPages({ auth, invitations, session, notice, onSignedIn }: Props) {
  const [, go] = useLocation();
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
      <Route path="/invitation/:token">
        {({ token }) => (
          <InvitationPage
            key={token}
            api={invitations}
            token={token}
            notice={notice}
            onJoined={(answer) => {
              session.start(answer);
              go("/", { replace: true });
              onSignedIn();
            }}
          />
        )}
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
