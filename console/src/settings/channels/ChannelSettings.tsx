/** Channels: what the company is reached on, connected and kept well by admins. */
import { MessagesSquare } from "lucide-react";
import { useEffect } from "react";
import { useActions, useDesk } from "../../app/context";
import { usePlace } from "../../app/routes";
import { EmptyState } from "../../ui/EmptyState";
import { ChannelList } from "./ChannelList";
import { ChannelPage } from "./ChannelPage";
import { ConnectPage } from "./ConnectPage";
import { KindTiles } from "./KindTiles";

export function ChannelSettings() {
  const desk = useActions();
  const isAdmin = useDesk((state) => state.me?.role === "admin");
  const { place } = usePlace();
  const [first, second] = place.within;

  useEffect(() => {
    if (isAdmin) desk.loadTeams();
  }, [desk, isAdmin]);

  if (!isAdmin) {
    return (
      <EmptyState
        icon={<MessagesSquare />}
        title="Channels are settled by admins"
        text="Ask one of your admins to connect or change a channel."
      />
    );
  }
  if (first === "new") return second ? <ConnectPage kind={second} /> : <KindTiles />;
  return first ? <ChannelPage key={first} id={first} /> : <ChannelList />;
}
