// An account that no company has connected yet: what its owner sees at the provider.
import { call } from "./api.js";
import { make } from "./dom.js";

/** A card with what to copy into Switchboard, and where to paste its webhook's URL. */
export async function accountCard(channel, connected) {
  const { address, settings, credentials } = await call(`channels/${channel.id}/account`);
  const facts = Object.entries({ address, ...settings, ...credentials });
  const list = facts.flatMap(([name, value]) => [
    make("dt", "", {}, name.replaceAll("_", " ")),
    make("dd", "", {}, String(value)),
  ]);
  const input = make("input", "", { type: "url", required: true, placeholder: "Webhook URL" });
  input.ariaLabel = "Webhook URL";
  const form = make(
    "form",
    "account",
    {},
    make("strong", "", {}, `This ${channel.label} account is not connected`),
    "In the console, open Settings, Channels, Connect, and fill in:",
    make("dl", "", {}, ...list),
    "Then paste the webhook's URL here, unless it found its way by itself.",
    input,
    make("button", "plain", { type: "submit" }, "Save at the provider"),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await call(`channels/${channel.id}/webhook`, { url: input.value.trim() });
    connected();
  });
  return form;
}
