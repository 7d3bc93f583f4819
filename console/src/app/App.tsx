import { useEffect, useState } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import type { AuthApi } from "../api/api";
import { messageOf, SignedOut, Unreachable } from "../api/problem";
import type { Session } from "../api/session";
import { AuthPages } from "../auth/AuthPages";
import type { DeskActions } from "../state/actions";
import { DeskContext } from "./context";
import { Workspace } from "./Workspace";

export type Services = { auth: AuthApi; session: Session; newDesk: () => DeskActions };

type SignedInProps = { newDesk: () => DeskActions; onSignOut: (notice: string | null) => void };

function SignedInApp({ newDesk, onSignOut }: SignedInProps) {
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
      <Workspace signOut={signOut} />
    </DeskContext>
  );
}

export function App({ auth, session, newDesk }: Services) {
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
          onSignOut={(told) => {
            session.end();
            setNotice(told);
          }}
        />
      ) : (
        <AuthPages
          auth={auth}
          session={session}
          notice={notice}
          onSignedIn={() => {
            setNotice(null);
            setSignedIn(true);
          }}
        />
      )}
    </Router>
  );
}
