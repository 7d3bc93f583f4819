/** Channels: what the company is reached on, connected and kept well by admins. */
import { MessagesSquare } from "lucide-react";
import { useEffect } from "react";
import { useActions } from "../../app/context";
import { usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { EmptyState } from "../../ui/EmptyState";
import { useMay } from "../useMay";
import { ChannelList } from "./ChannelList";
import { ChannelPage } from "./ChannelPage";
import { ConnectPage } from "./ConnectPage";
import { KindTiles } from "./KindTiles";

export function ChannelSettings() {
  const desk = useActions();
  const mayChange = useMay("channels.manage");
  const { place } = usePlace();
  const [first, second] = place.within;

  useEffect(() => {
    if (mayChange) desk.loadTeams();
  }, [desk, mayChange]);

  if (!mayChange) {
    return (
      <EmptyState
        icon={<MessagesSquare />}
        title={t("Channels are settled by admins")}
        text={t("Ask one of your admins to connect or change a channel.")}
      />
    );
  }
  if (first === "new") return second ? <ConnectPage kind={second} /> : <KindTiles />;
  return first ? <ChannelPage key={first} id={first} /> : <ChannelList />;
}
