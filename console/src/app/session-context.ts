/** The session, for the few places that change it: a new password, another account. */
import { createContext, useContext } from "react";
import type { Session } from "../api/session";

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("This part of the console stands outside of a session.");
  return session;
}
