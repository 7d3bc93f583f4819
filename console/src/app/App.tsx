import { lazy, Suspense, useEffect, useState } from "react";
import { Router } from "wouter";
import type { AuthApi } from "../api/api";
import type { Ask } from "../api/http";
import { messageOf, SignedOut, Unreachable } from "../api/problem";
import type { Session } from "../api/session";
import type { DeskActions } from "../state/actions";
import { AskContext, DeskContext } from "./context";
import { useHashLocation } from "./hash-location";
import { Workspace } from "./Workspace";

// Whoever is signed in already, which is nearly always, needs none of it.
const AuthPages = lazy(() =>
  import("../auth/AuthPages").then((pages) => ({ default: pages.AuthPages })),
);

export type Services = { auth: AuthApi; session: Session; newDesk: () => DeskActions; ask: Ask };

type SignedInProps = Pick<Services, "newDesk" | "ask"> & {
  onSignOut: (notice: string | null) => void;
};

function SignedInApp({ newDesk, ask, onSignOut }: SignedInProps) {
  const [desk] = useState(newDesk);

  useEffect(() => {
    desk.start();
    return desk.stop;
  }, [desk]);

  async function signOut() {
    let notice: string | null = null;
    try {
      await desk.logout();
    } catch (error) {
      if (error instanceof Unreachable) notice = "You're signed out on this device only.";
      else if (!(error instanceof SignedOut)) notice = messageOf(error);
    }
    desk.kept.clear();
    onSignOut(notice);
  }

  return (
    <DeskContext value={desk}>
      <AskContext value={ask}>
        <Workspace signOut={signOut} />
      </AskContext>
    </DeskContext>
  );
}

export function App({ auth, session, newDesk, ask }: Services) {
  const [signedIn, setSignedIn] = useState(session.exists);
  const [notice, setNotice] = useState<string | null>(null);

  useEffect(
    () =>
      session.onEnd(() => {
        setSignedIn(false);
        setNotice("Your session has ended. Sign in again to continue.");
      }),
    [session],
  );

  return (
    <Router hook={useHashLocation}>
      {signedIn ? (
        <SignedInApp
          newDesk={newDesk}
          ask={ask}
          onSignOut={(told) => {
            session.end();
            setNotice(told);
          }}
        />
      ) : (
        <Suspense fallback={null}>
          <AuthPages
            auth={auth}
            session={session}
            notice={notice}
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
