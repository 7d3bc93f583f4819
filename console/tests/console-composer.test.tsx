import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANNA, aMe, aReach, aRow, aScheduled, BEN, sent } from "./builders";
import { openConsole } from "./console";
import { aChannel } from "./provider-builders";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

const mine = aRow({ assignees: [ANNA], version: 2 });
const SMS = { id: "chn_2", kind: "twilio_sms", name: "+47 22 33 44 55" };

describe("a reply", () => {
  test("goes over the channel that was chosen, within its limits", async () => {
    const row = aRow({ assignees: [ANNA], channels: [aReach(), aReach(SMS)] });
    const able = { ...aChannel().capabilities, attachments: false, rich_text: false };
    const sms = aChannel({ ...SMS, capabilities: { ...able, max_length: 5 } });
    const screen = await openConsole({ row, channels: [aChannel(), sms] });
    const { api, user, findByTestId, findByText, findByRole } = screen;

    await user.click(await findByTestId("channel"));
    await user.click(await findByRole("menuitem", { name: /SMS/ }));
    await findByText("Plain text only");
    const composer = await findByTestId("composer");
    await user.type(composer, "*Hello*{Enter}");
    expect(api.reply).not.toHaveBeenCalled();
    await user.clear(composer);
    await user.type(composer, "*Hi*{Enter}");

    const [, body] = api.reply.mock.lastCall ?? [];
    expect(body).toMatchObject({ channel_id: "chn_2", format: "plain" });
  });

  test("knows markdown where the channel does", async () => {
    const { api, user, findByTestId, findByLabelText } = await openConsole({ row: mine });
    await findByLabelText("Bold");

    await user.type(await findByTestId("composer"), "**Hi**{Enter}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({ text: "**Hi**", format: "markdown" });
  });

  test("asks once when a colleague is replying", async () => {
    const screen = await openConsole({ row: mine });
    const { api, hear, user, findByTestId, findByText } = screen;
    await user.type(await findByTestId("composer"), "Yes");
    await hear({
      type: "typing",
      conversation_id: "cnv_1",
      user: { ...BEN, kind: "agent" },
      mode: "reply",
      active: true,
    });

    await user.type(await findByTestId("composer"), "{Enter}");
    expect(api.reply).not.toHaveBeenCalled();
    await findByText(/Send yours as well/);
    await user.click(await findByTestId("send-anyway"));

    expect(api.reply).toHaveBeenCalledOnce();
  });

  test("asks when a colleague has replied since it was begun", async () => {
    const screen = await openConsole({ row: mine });
    const { api, hear, user, findByTestId, findByText } = screen;
    await user.type(await findByTestId("composer"), "Yes");
    await hear(sent(2, {}, { actor: { kind: "agent", ...BEN } }));

    await user.type(await findByTestId("composer"), "{Enter}");

    await findByText(/Ben Okafor replied while you were writing/);
    expect(api.reply).not.toHaveBeenCalled();
  });

  test("is scheduled, and shown above the box", async () => {
    const { api, user, findByTestId, findByText } = await openConsole({ row: mine });
    api.schedule.mockImplementation(async (conversation_id, body) =>
      aScheduled({
        conversation_id,
        text: body.text,
        send_at: "send_at" in body ? body.send_at : "",
        hold: body.hold,
      }),
    );

    const composer = await findByTestId("composer");
    await user.type(composer, "See you");
    await user.click(await findByTestId("send-later"));
    await user.click(await findByText("Tomorrow morning"));

    expect((await findByTestId("scheduled")).textContent).toContain("See you");
    expect(api.schedule.mock.lastCall?.[1]).toMatchObject({ text: "See you", hold: true });
    expect(composer).toHaveProperty("value", "");
    expect(api.reply).not.toHaveBeenCalled();
  });

  test("needs Ctrl+Enter when the agent wants Enter to break lines", async () => {
    const preferences = { sorts: {}, undo_seconds: 0, enter_sends: false };
    const { api, user, findByTestId } = await openConsole({ row: mine, me: aMe({ preferences }) });
    const composer = await findByTestId("composer");

    await user.type(composer, "one{Enter}two");
    expect(api.reply).not.toHaveBeenCalled();
    await user.keyboard("{Control>}{Enter}{/Control}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({ text: "one\ntwo" });
  });

  test("carries files that were uploaded, and says why another was not", async () => {
    const screen = await openConsole({ row: mine });
    const { api, user, findByTestId, findByText } = screen;
    const attachment = { id: "att_1", name: "a.pdf", mime_type: "application/pdf", size: 3 };
    api.newAttachment.mockResolvedValue({
      attachment: { ...attachment, kind: "file" },
      upload: { url: "https://files.example", fields: {} },
    });
    api.sendFile.mockImplementation(async () => {});

    const input = await findByTestId("file-input");
    await user.upload(input, [new File(["abc"], "a.pdf", { type: "application/pdf" })]);
    await findByTestId("attached");
    await user.upload(input, [new File(["MZ"], "setup.exe")]);
    await findByText(/Files of this type can't be sent/);
    await user.click(screen.getByLabelText("Remove setup.exe"));
    await user.type(await findByTestId("composer"), "{Enter}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({ text: "", attachments: ["att_1"] });
  });
});
