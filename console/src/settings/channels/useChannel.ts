/** A channel, asked for again while something about it is awaited and the page is looked at. */
import { useEffect } from "react";
import type { ConnectedChannel } from "../../api/channel-types";
import { useActions } from "../../app/context";
import { type Loaded, useLoaded } from "./useLoaded";

const ASK_AGAIN_MS = 3000;

/** The first message, or that what was held has gone out. */
function awaits(channel: ConnectedChannel): boolean {
  const { state, held } = channel.health;
  return held > 0 || (state === "new" && channel.capabilities.pushes);
}

export function useChannel(id: string): Loaded<ConnectedChannel> {
  const desk = useActions();
  const loaded = useLoaded(id, () => desk.api.connectedChannel(id));
  const { value, reload } = loaded;
  const waiting = value !== null && awaits(value);

  useEffect(() => {
    if (!waiting) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      timer = setTimeout(async () => {
        if (!document.hidden) await reload();
        if (!over) next();
      }, ASK_AGAIN_MS);
    };
    next();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [waiting, reload]);

  return loaded;
}
