import { lazy, Suspense, useEffect, useState } from "react";
import { Router } from "wouter";
import type { AuthApi } from "../api/api";
import type { Ask } from "../api/http";
import type { InvitationApi } from "../api/invitation-api";
import { messageOf, SignedOut, Unreachable } from "../api/problem";
import type { Session } from "../api/session";
import { m, t } from "../i18n/t";
import { useLocaleOf } from "../i18n/useLocaleOf";
import type { DeskActions } from "../state/actions";
import { AskContext, DeskContext } from "./context";
import { useHashLocation } from "./hash-location";
import { SessionContext } from "./session-context";
import { Workspace } from "./Workspace";

// Whoever is signed in already, which is nearly always, needs none of it.
const AuthPages = lazy(() =>
  import("../auth/AuthPages").then((pages) => ({ default: pages.AuthPages })),
);

export type Services = {
  auth: AuthApi;
  invitations: InvitationApi;
  session: Session;
  newDesk: () => DeskActions;
  ask: Ask;
};

type SignedInProps = Pick<Services, "newDesk" | "ask" | "session"> & {
  onSignOut: (notice: string | null) => void;
};

function SignedInApp({ newDesk, ask, session, onSignOut }: SignedInProps) {
  const [desk] = useState(newDesk);
  const spoken = useLocaleOf(desk);

  useEffect(() => {
    desk.start();
    return desk.stop;
  }, [desk]);

  async function signOut() {
    let notice: string | null = null;
    try {
      await desk.logout();
    } catch (error) {
      if (error instanceof Unreachable) notice = t("You're signed out on this device only.");
      else if (!(error instanceof SignedOut)) notice = messageOf(error);
    }
    desk.kept.clear();
    onSignOut(notice);
  }

  return (
    <DeskContext value={desk}>
      <AskContext value={ask}>
        <SessionContext value={session}>
          <Workspace key={spoken} signOut={signOut} />
        </SessionContext>
      </AskContext>
    </DeskContext>
  );
}

const ALREADY = m(
  "You are signed in here. Joining goes on as whom the invitation is for, in their company.",
);

export function App({ auth, invitations, session, newDesk, ask }: Services) {
  const [signedIn, setSignedIn] = useState(session.exists);
  const [notice, setNotice] = useState<string | null>(null);
  const [path] = useHashLocation();
  // A link is followed, whoever is signed in.
  const isInvited = path.startsWith("/invitation/");

  useEffect(
    () =>
      session.onEnd(() => {
        setSignedIn(false);
        setNotice(t("Your session has ended. Sign in again to continue."));
      }),
    [session],
  );

  return (
    <Router hook={useHashLocation}>
      {signedIn && !isInvited ? (
        <SignedInApp
          newDesk={newDesk}
          ask={ask}
          session={session}
          onSignOut={(told) => {
            session.end();
            setNotice(told);
          }}
        />
      ) : (
        <Suspense fallback={null}>
          <AuthPages
            auth={auth}
            invitations={invitations}
            session={session}
            notice={signedIn && isInvited ? t(ALREADY) : notice}
            onSignedIn={() => {
              setNotice(null);
              setSignedIn(true);
            }}
          />
        </Suspense>
      )}
    </Router>
  );
}
