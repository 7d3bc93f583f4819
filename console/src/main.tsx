/** Starts the console: where the API is, who is signed in, then the screen. */
import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApi, createAuthApi } from "./api/api";
import { createAsk, createPublicAsk } from "./api/http";
import { createInvitationApi } from "./api/invitation-api";
import { createSession } from "./api/session";
import { App, type Services } from "./app/App";
import { loadConfig } from "./app/config";
import { followWayBack } from "./app/way-back";
import { speakAsBefore, t } from "./i18n/t";
import { createDesk } from "./state/actions";
import { createKept } from "./state/kept";
import { Button } from "./ui/Button";
import { FullPage } from "./ui/FullPage";
import { applyTheme } from "./ui/theme";

function createServices(base: string): Services {
  const publicly = createPublicAsk(base, fetch.bind(window));
  const auth = createAuthApi(publicly);
  const session = createSession({ storage: localStorage, now: Date.now, refresh: auth.refresh });
  const ask = createAsk(base, session, fetch.bind(window));
  const api = createApi(ask);
  const kept = createKept(sessionStorage);
  const newDesk = () =>
    createDesk({
      api,
      kept,
      openSocket: (url) => new WebSocket(url),
      newId: () => crypto.randomUUID(),
      watching: () => document.visibilityState === "visible",
    });
  return { auth, invitations: createInvitationApi(publicly), session, newDesk, ask };
}

async function start(root: HTMLElement) {
  applyTheme();
  followWayBack();
  const screen = createRoot(root);
  try {
    const [config] = await Promise.all([loadConfig(), speakAsBefore()]);
    screen.render(
      <StrictMode>
        <App {...createServices(config.api)} />
      </StrictMode>,
    );
  } catch (error) {
    console.error(error);
    screen.render(
      <FullPage
        title={t("Switchboard can't start")}
        text={t(
          "Its settings (config.json) could not be read. Check your connection; if that is fine, tell whoever installed Switchboard.",
        )}
      >
        <p style={{ marginTop: 20 }}>
          <Button tone="primary" onClick={() => location.reload()}>
            {t("Try again")}
          </Button>
        </p>
      </FullPage>,
    );
  }
}

start(document.getElementById("root") as HTMLElement);
