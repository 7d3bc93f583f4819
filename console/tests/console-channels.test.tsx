import { cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANNA, aMail, received, sent } from "./builders";
import { openConsole } from "./console";
import { aMailbox, anSms, aProvider, aTemplate, aWhatsApp } from "./provider-builders";
import { ago, aTalk, told } from "./talks";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

describe("a channel's window", () => {
  test("that is about to close says so", async () => {
    const { findByText } = await openConsole(aTalk([aWhatsApp(), 21.5]));

    await findByText("Window closes in 2 h");
  });

  test("that closed leaves no field to write in, but a template to choose and fill", async () => {
    const screen = await openConsole(aTalk([aWhatsApp(), 30]));
    const { api, user, findByTestId, findByText, findByLabelText, queryByTestId } = screen;
    api.approved.mockResolvedValue({
      items: [aTemplate(), aTemplate({ id: "tpl_2", name: "unfinished", status: "PENDING" })],
      synced_at: null,
    });
    api.sendTemplate.mockImplementation(async () => sent(2));

    expect((await findByTestId("closed")).textContent).toContain("The 24 hours to answer are over");
    expect(queryByTestId("composer")).toBeNull();
    await user.click(await findByText("Choose a template"));
    const picker = (await findByTestId("approved")).closest("dialog") as HTMLElement;
    const option = await within(picker).findByRole("option", { name: /order update/ });
    expect(within(picker).queryByText("unfinished")).toBeNull();
    await user.click(option);

    const form = within(await screen.findByRole("form", { name: "order update" }));
    await user.click(form.getByRole("button", { name: "Send" }));
    expect(api.sendTemplate).not.toHaveBeenCalled();
    await user.type(await findByLabelText("Header value 1"), "1042");
    await user.type(await findByLabelText("Value 1"), "Kari");
    await user.type(await findByLabelText("Value 2"), "tent");
    await user.type(await findByLabelText(/End of the link/), "abc");
    expect(form.getByLabelText("How the customer sees it").textContent).toContain(
      "Hi Kari, your tent is on its way.",
    );
    await user.click(form.getByRole("button", { name: "Send" }));

    const [, body] = api.sendTemplate.mock.lastCall ?? [];
    expect(body).toMatchObject({
      template: { id: "tpl_order", header: ["1042"], body: ["Kari", "tent"], buttons: ["abc"] },
    });
    expect(body).not.toHaveProperty("text");
  });

  test("leads to another channel of the contact, and keeps what was written", async () => {
    const viber = aProvider("viber", { window_hours: 24 });
    const screen = await openConsole(aTalk([viber, 30], [anSms(), null]));
    const { api, user, findByText, findByTestId } = screen;

    await user.click(await findByText("Write by SMS"));
    await user.type(await findByTestId("composer"), "Hello{Enter}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({ channel_id: "chn_twilio_sms" });
  });

  test("opens again with the customer's next message", async () => {
    const { row, channels } = aTalk([aWhatsApp(), 30]);
    const { hear, findByTestId, queryByTestId } = await openConsole({ row, channels });
    await findByTestId("closed");

    const heard = { ...row.channel, heard_at: ago(0) };
    await hear({
      ...received(2),
      conversation: { ...row, version: 2, channels: [heard] },
    } as never);

    await findByTestId("composer");
    expect(queryByTestId("closed")).toBeNull();
  });

  test("whoever opted out is left alone; notes can still be written", async () => {
    const screen = await openConsole(aTalk([anSms(), 1, { opted_out: true }]));
    const { user, findByTestId, findByLabelText } = screen;

    expect((await findByTestId("closed")).textContent).toContain("write START");
    await user.click(await findByLabelText("Internal note"));

    await findByTestId("composer");
  });

  test("that the server alone knew to be closed brings the row up to date", async () => {
    const { row, channels } = aTalk([aWhatsApp(), 1]);
    const { api, user, findByTestId, findByText } = await openConsole({ row, channels });
    const { Problem } = await import("../src/api/problem");
    const detail = "WhatsApp closed this conversation's window.";
    api.reply.mockRejectedValue(new Problem({ status: 422, code: "window_closed", detail }));
    await findByTestId("composer");
    api.conversation.mockClear();

    await user.type(await findByTestId("composer"), "Hello{Enter}");

    await findByText(`Not sent. ${detail}`);
    expect(api.conversation).toHaveBeenCalledWith("cnv_1");
  });
});

describe("the composer offers what the channel can do", () => {
  test("quick replies, up to as many as it takes", async () => {
    const screen = await openConsole(aTalk([aWhatsApp(), 1]));
    const { api, user, findByLabelText, findByTestId, queryByText } = screen;

    await user.click(await findByLabelText("Quick replies"));
    await findByLabelText("Quick reply 1");
    // Each new field is the one to write in.
    await user.keyboard("Monday{Enter}Tuesday{Enter}Friday");
    expect(queryByText("Add")).toBeNull();
    await user.click(await findByLabelText("Remove quick reply 3"));
    await user.type(await findByTestId("composer"), "Which day?{Enter}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({
      text: "Which day?",
      options: [{ title: "Monday" }, { title: "Tuesday" }],
    });
  });

  test("none where it has none", async () => {
    const { findByTestId, queryByLabelText } = await openConsole(aTalk([anSms(), 1]));
    await findByTestId("composer");

    expect(queryByLabelText("Quick replies")).toBeNull();
    expect(queryByLabelText("Approved templates")).toBeNull();
    expect(queryByLabelText("Bold")).toBeNull();
  });

  test("the segments that an SMS becomes", async () => {
    const { user, findByTestId } = await openConsole(aTalk([anSms(), 1]));

    await user.type(await findByTestId("composer"), "Hello");
    expect((await findByTestId("segments")).textContent).toContain("1 SMS · 155");
    await user.type(await findByTestId("composer"), "😀");

    expect((await findByTestId("segments")).textContent).toContain("1 SMS · 63");
  });

  test("subject and copies of a mail, as the last one had them", async () => {
    const talk = aTalk([aMailbox(), 1]);
    const mail = aMail({ cc: ["ola@example.com"] });
    const events = [told(1, { channel_id: "chn_email", channel_kind: "email", mail })];
    const { api, user, findByLabelText, findByTestId, findByText } = await openConsole({
      ...talk,
      events,
    });

    expect(await findByLabelText("Subject")).toHaveProperty("value", "Re: Tent");
    await findByText("ola@example.com");
    await user.type(await findByLabelText("Cc"), "per@example.com,");
    await user.click(await findByLabelText("Remove ola@example.com"));
    await user.type(await findByTestId("composer"), "Yes{Enter}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({
      subject: "Re: Tent",
      cc: ["per@example.com"],
    });
  });

  test("files within its limits, with the reason at once", async () => {
    const { api, user, findByTestId, findByText } = await openConsole(aTalk([aWhatsApp(), 1]));
    const big = new File(["x"], "big.jpg", { type: "image/jpeg" });
    Object.defineProperty(big, "size", { value: 7_000_000 });

    await user.upload(await findByTestId("file-input"), [big]);

    await findByText("This file is 6.7 MB. This channel takes 4.8 MB.");
    expect(api.newAttachment).not.toHaveBeenCalled();
  });
});

describe("a reaction", () => {
  const talk = () => ({
    ...aTalk([aWhatsApp(), 1]),
    events: [told(1, { channel_id: "chn_whatsapp", channel_kind: "whatsapp" })],
  });

  test("of ours is shown at once, and taken back with a press", async () => {
    const screen = await openConsole(talk());
    const { api, user, findByLabelText, findByTestId } = screen;
    const ours = { emoji: "👍", by: "agent", id: ANNA.id, name: ANNA.name };
    api.react.mockImplementation(
      async (_id, message_id, emoji) =>
        ({
          ...received(2),
          id: "evt_2",
          type: "message.reacted",
          data: { message_id, emoji, reactions: emoji ? [ours] : [] },
        }) as never,
    );

    await user.click(await findByLabelText("React to this message"));
    await user.click(await findByLabelText("React with 👍"));
    expect((await findByTestId("reaction")).textContent).toContain("👍");
    await user.click(within(await findByTestId("reaction")).getByRole("button"));

    expect(api.react.mock.calls.map(([, , emoji]) => emoji)).toEqual(["👍", null]);
    expect(screen.queryByTestId("reaction")).toBeNull();
  });

  test("of a customer is told by a frame, and named", async () => {
    const { hear, findByLabelText } = await openConsole(talk());
    await hear({
      ...received(2),
      id: "evt_2",
      type: "message.reacted",
      data: {
        message_id: "msg_1",
        emoji: "❤️",
        reactions: [{ emoji: "❤️", by: "customer", id: null, name: null }],
      },
    } as never);

    await findByLabelText("Kari Nordmann reacted with ❤️");
  });

  test("that is refused goes, and says why", async () => {
    const { api, user, findByLabelText, findByText, queryByTestId } = await openConsole(talk());
    api.react.mockRejectedValue(new Error("The provider did not take it."));

    await user.click(await findByLabelText("React to this message"));
    await user.click(await findByLabelText("React with 👍"));

    await findByText("The provider did not take it.");
    expect(queryByTestId("reaction")).toBeNull();
  });

  test("is not offered where the channel carries none", async () => {
    const sms = anSms();
    const events = [told(1, { channel_id: sms.id, channel_kind: sms.kind })];
    const screen = await openConsole({ ...aTalk([sms, 1]), events });
    await screen.findByLabelText("Label this message");

    expect(screen.queryByLabelText("React to this message")).toBeNull();
    expect(screen.queryByLabelText("Reply to this message")).toBeNull();
  });
});
