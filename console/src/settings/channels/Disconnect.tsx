import { Unplug } from "lucide-react";
import { useState } from "react";
import type { ConnectedChannel } from "../../api/channel-types";
import { useActions } from "../../app/context";
import { settingsPath, usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { FormDialog } from "../../ui/FormDialog";

/** The end of a channel, asked for once more. */
export function Disconnect({ channel }: { channel: ConnectedChannel }) {
  const desk = useActions();
  const { go } = usePlace();
  const [asked, setAsked] = useState(false);

  async function disconnect() {
    await desk.api.disconnectChannel(channel.id);
    desk.loadChannels();
    go(settingsPath("channels"), { replace: true });
  }

  return (
    <div>
      <Button icon={<Unplug />} onClick={() => setAsked(true)}>
        {t("Disconnect")}
      </Button>
      {asked && (
        <FormDialog
          title={t("Disconnect {name}?", { name: channel.name })}
          verb={t("Disconnect")}
          submit={disconnect}
          close={() => setAsked(false)}
        >
          <p>
            {t(
              "Nothing more comes in or goes out here, and its credentials are forgotten. Its conversations stay.",
            )}
          </p>
        </FormDialog>
      )}
    </div>
  );
}
