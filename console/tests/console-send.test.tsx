import { cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import { aReach, aRow } from "./builders";
import { openConsole } from "./console";
import { aChannel, aContact, anSms, aProvider, aTemplate, aWhatsApp } from "./provider-builders";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

const KARI = aContact({
  phone: "+4791234567",
  identities: [
    { kind: "phone", address: "+4791234567" },
    { kind: "viber", address: "viber-id" },
  ],
});
const CHANNELS = [aChannel(), anSms(), aWhatsApp(), aProvider("viber"), aProvider("messenger")];

async function open(
  path = "/inbox/unassigned/open/cnv_1",
  more: Parameters<typeof openConsole>[0] = {},
) {
  const screen = await openConsole({ channels: CHANNELS, path, ...more });
  const { api } = screen;
  api.contacts.mockImplementation(async () => ({ items: [KARI], next_cursor: null }));
  api.contact.mockImplementation(async () => KARI);
  api.conversationsOf.mockImplementation(async () => ({ items: [], next_cursor: null }));
  api.startConversation.mockImplementation(async () => aRow({ id: "cnv_new" }));
  await screen.user.click(await screen.findByLabelText("Expand sidebar"));
  return screen;
}

type Screen = Awaited<ReturnType<typeof open>>;

const theWindow = async (screen: Screen) => within(await screen.findByTestId("send-window"));

/** Choose the contact in the window that opened. */
async function toKari(screen: Screen) {
  const inside = await theWindow(screen);
  await screen.user.type(inside.getByLabelText("To"), "Kari");
  await screen.user.click(await inside.findByRole("option", { name: /Kari Nordmann/ }));
  await inside.findByLabelText("Channel");
  return inside;
}

describe("the send message window", () => {
  test("opens from a button for each sort of channel", async () => {
    const screen = await open();
    const { user, findByLabelText, queryByLabelText } = screen;

    await user.click(await findByLabelText("Send a message by WhatsApp"));
    const inside = await toKari(screen);

    const options = [...inside.getByLabelText<HTMLSelectElement>("Channel").options];
    expect(options.map((option) => option.text)).toEqual([
      "WhatsApp · Our whatsapp (template only)",
    ]);
    expect(queryByLabelText("Send a message by Web chat")).toBeNull();
  });

  test("ends as the company has settled for the channel's team, and in no other words", async () => {
    const screen = await open(undefined, {
      dispositions: [
        { id: "dsp_1", name: "Informed", team_ids: null, managed_by: null },
        { id: "dsp_2", name: "Sold", team_ids: ["tm_elsewhere"], managed_by: null },
      ],
    });
    const { api, user, findByLabelText, findByText } = screen;
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await toKari(screen);

    await user.type(inside.getByLabelText("Message"), "Your tent is here");
    const status = inside.getByLabelText<HTMLSelectElement>("Status");
    expect([...status.options].map((option) => option.text)).toEqual([
      "Choose how it ends…",
      "Informed",
    ]);
    await user.selectOptions(status, "Informed");
    await user.click(inside.getByRole("button", { name: /^Send/ }));

    await findByText("Sent to Kari Nordmann");
    expect(api.startConversation.mock.lastCall?.[0]).toMatchObject({
      close: { disposition: "dsp_1" },
    });
  });

  test("sends and closes, but only with a status", async () => {
    const screen = await open();
    const { api, user, findByLabelText, findByText } = screen;
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await toKari(screen);

    await user.type(inside.getByLabelText("Message"), "Your tent is here");
    const send = inside.getByRole("button", { name: /^Send/ });
    await user.click(send);
    expect(send.getAttribute("aria-description")).toBe("Choose a status first");
    expect(api.startConversation).not.toHaveBeenCalled();
    await user.selectOptions(inside.getByLabelText("Status"), "Solved");
    await user.click(send);

    await findByText("Sent to Kari Nordmann");
    expect(api.startConversation.mock.lastCall?.[0]).toMatchObject({
      contact_id: "ctc_kari",
      channel_id: "chn_twilio_sms",
      text: "Your tent is here",
      close: { disposition: "Solved" },
    });
    expect(screen.queryByTestId("send-window")).toBeNull();
  });

  test("a status may be in the agent's words", async () => {
    const screen = await open();
    const { api, user, findByLabelText } = screen;
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await toKari(screen);

    await user.type(inside.getByLabelText("Message"), "Hi");
    await user.selectOptions(inside.getByLabelText("Status"), "Something else…");
    await user.type(inside.getByLabelText("In your words"), "Informed");
    await user.click(inside.getByRole("button", { name: /^Send/ }));

    expect(api.startConversation.mock.lastCall?.[0]).toMatchObject({
      close: { disposition: "Informed" },
    });
  });

  test("Close sends nothing", async () => {
    const screen = await open();
    const { api, user, findByLabelText } = screen;
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await toKari(screen);

    await user.type(inside.getByLabelText("Message"), "Hi");
    await user.click(inside.getByText("Close"));

    expect(api.startConversation).not.toHaveBeenCalled();
    expect(screen.queryByTestId("send-window")).toBeNull();
  });

  test("Start a chat wants no status, makes nothing, and the first message does", async () => {
    const screen = await open();
    const { api, user, findByLabelText, findByText } = screen;
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await toKari(screen);

    await user.type(inside.getByLabelText("Message"), "Hello");
    await user.click(inside.getByRole("button", { name: /^Start a chat/ }));
    await findByText("Nothing is sent yet");
    expect(api.startConversation).not.toHaveBeenCalled();
    // What was typed in the window went along.
    await user.type(await screen.findByDisplayValue("Hello"), " there{Enter}");

    const [body] = api.startConversation.mock.lastCall ?? [];
    expect(body).toMatchObject({ contact_id: "ctc_kari", text: "Hello there" });
    expect(body).not.toHaveProperty("close");
    expect(location.hash).toBe("#/conversations/cnv_new");
  });

  test("Start a chat goes on where one is open already", async () => {
    const screen = await open();
    const { api, user, findByLabelText } = screen;
    const { id, kind, name } = anSms();
    const going = aRow({
      id: "cnv_old",
      channel: { id, kind, name },
      channels: [aReach({ id, kind, name })],
    });
    api.conversationsOf.mockImplementation(async () => ({
      items: [going],
      next_cursor: null,
    }));
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await toKari(screen);

    await user.click(inside.getByRole("button", { name: /^Start a chat/ }));

    expect(location.hash).toBe("#/conversations/cnv_old");
  });

  test("a number is a recipient of its own", async () => {
    const screen = await open();
    const { api, user, findByLabelText } = screen;
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await theWindow(screen);

    await user.type(inside.getByLabelText("To"), "+47 900 00 000");
    await user.click(await inside.findByRole("option", { name: "Write to +4790000000" }));
    await user.type(inside.getByLabelText("Message"), "Hi");
    await user.selectOptions(inside.getByLabelText("Status"), "Solved");
    await user.click(inside.getByRole("button", { name: /^Send/ }));

    expect(api.startConversation.mock.lastCall?.[0]).toMatchObject({ address: "+4790000000" });
  });

  test.each([
    ["Viber", "Viber only lets you answer people who wrote to you first."],
    ["Messenger", "Messenger only lets you answer people who wrote to you first."],
  ])("%s says before anything is written that the contact never wrote", async (name, reason) => {
    const screen = await open();
    const { user, findByLabelText } = screen;
    await user.click(await findByLabelText(`Send a message by ${name}`));
    const inside = await toKari(screen);

    expect(inside.getByTestId("send-reason").textContent).toContain(reason);
    expect(inside.queryByLabelText("Message")).toBeNull();
    expect(
      inside.getByRole("button", { name: /^Start a chat/ }).getAttribute("aria-disabled"),
    ).toBe("true");
  });

  test("WhatsApp offers a template to someone who never wrote", async () => {
    const screen = await open();
    const { api, user, findByLabelText, findByTestId } = screen;
    api.approved.mockResolvedValue({
      items: [aTemplate({ header: "", header_format: "none", buttons: [] })],
      synced_at: null,
    });
    await user.click(await findByLabelText("Send a message by WhatsApp"));
    const inside = await toKari(screen);

    expect(inside.queryByLabelText("Message")).toBeNull();
    await user.click(inside.getByRole("button", { name: /^Choose a template/ }));
    const picker = (await findByTestId("approved")).closest("dialog") as HTMLElement;
    await user.click(await within(picker).findByRole("option", { name: /order update/ }));
    await user.type(inside.getByLabelText("Value 1"), "Kari");
    await user.type(inside.getByLabelText("Value 2"), "tent");
    await user.selectOptions(inside.getByLabelText("Status"), "Solved");
    await user.click(inside.getByRole("button", { name: /^Send/ }));

    const [body] = api.startConversation.mock.lastCall ?? [];
    expect(body).toMatchObject({ template: { id: "tpl_order", body: ["Kari", "tent"] } });
    expect(body).not.toHaveProperty("text");
  });

  test("shows the server's reason, and loses no word", async () => {
    const screen = await open();
    const { api, user, findByLabelText, findByText } = screen;
    const detail = "This number can't be reached from your sender.";
    api.startConversation.mockRejectedValue(
      new Problem({ status: 422, code: "unreachable", detail }),
    );
    await user.click(await findByLabelText("Send a message by SMS"));
    const inside = await toKari(screen);
    await user.type(inside.getByLabelText("Message"), "Hi");
    await user.selectOptions(inside.getByLabelText("Status"), "Solved");
    await user.click(inside.getByRole("button", { name: /^Send/ }));

    await findByText(detail);
    expect(inside.getByLabelText("Message")).toHaveProperty("value", "Hi");
  });

  test("opens prefilled from the sign beside an identity of the contact", async () => {
    const screen = await open();
    const { user, findByLabelText, findByTestId } = screen;
    if (!screen.queryByTestId("details")) await user.click(await findByTestId("details-toggle"));

    await user.click(await findByLabelText("Send a message by SMS to +4791234567"));
    const inside = await theWindow(screen);

    await inside.findByText("Kari Nordmann");
    expect(inside.queryByLabelText("To")).toBeNull();
    expect(screen.queryByLabelText("Send a message by Messenger to viber-id")).toBeNull();
    expect(screen.queryByLabelText("Send a message by Viber to viber-id")).not.toBeNull();
  });
});
