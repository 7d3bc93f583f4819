import { cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aMail, aPart, sent } from "./builders";
import { openConsole } from "./console";
import { aMailbox, anSms, aWhatsApp } from "./provider-builders";
import { ago, aTalk, told } from "./talks";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

describe("a message shows", () => {
  const show = (...events: object[]) =>
    openConsole({ ...aTalk([aWhatsApp(), 1]), events: events as never });

  test("a place as a link to a map, a card, and a file that did not arrive", async () => {
    const { findByRole, findByText, findByTestId, container } = await show(
      told(1, {
        text: "",
        attachments: [
          aPart({ kind: "location", latitude: 59.91, longitude: 10.75, name: "Oslo S" }),
          aPart({ kind: "contact", name: "Ola", phones: ["+47 900 00 000"] }),
          aPart({ kind: "missing", name: "scan.pdf", reason: "It was too large." }),
        ],
      }),
    );

    const map = await findByRole("link", { name: /Oslo S/ });
    expect(map.getAttribute("href")).toContain("mlat=59.91&mlon=10.75");
    expect(map.getAttribute("rel")).toBe("noopener noreferrer");
    expect((await findByText("+47 900 00 000")).getAttribute("href")).toBe("tel:+4790000000");
    expect((await findByTestId("missing")).textContent).toBe(
      "scan.pdf did not arrive. It was too large.",
    );
    expect(container.querySelector("iframe")).toBeNull();
  });

  test("what was pressed or filled in, and what was offered", async () => {
    const payload = JSON.stringify({ flow_token: "x", party_size: 4, day: "Friday" });
    const { findByText, findAllByTestId, findByLabelText } = await show(
      { ...sent(1), data: { ...sent(1).data, options: [{ id: "1", title: "Monday" }] } },
      told(2, { text: "Monday", answer: { kind: "button", payload: "1" } }),
      told(3, { text: "Booking", answer: { kind: "form", payload } }),
    );

    expect((await findByLabelText("Quick replies offered")).textContent).toBe("Monday");
    const answers = await findAllByTestId("answer");
    expect(answers.map((each) => each.textContent)).toEqual(["Chose", "Filled in"]);
    await findByText("party size");
    await findByText("Friday");
  });

  test("where it came from: forwarded, an advertisement, someone in a group", async () => {
    const referral = { source_url: "https://fb.example/ad", headline: "Tents", body: "50 % off" };
    const { findByText, findByTestId } = await show(
      told(1, { forwarded: true, referral, author: { name: "Ola", address: "+4790000000" } }),
    );

    await findByText("Forwarded");
    await findByText("Ola");
    const card = within(await findByTestId("referral"));
    expect(card.getByRole("link").getAttribute("href")).toBe("https://fb.example/ad");
  });

  test("no link that would run something", async () => {
    const referral = { source_url: "javascript:alert(1)", headline: "Tents" };
    const { findByTestId } = await show(told(1, { referral }));

    expect(within(await findByTestId("referral")).queryByRole("link")).toBeNull();
  });

  test("that the provider kept it, and that the customer took it back", async () => {
    const { findByTestId, findByText } = await show(
      told(1, { text: "", unsupported: true, channel_kind: "whatsapp" }),
      told(2, { text: "", deleted_at: ago(0) }),
    );

    expect((await findByTestId("unsupported")).textContent).toMatch(/WhatsApp does not pass/);
    await findByText(/by Kari Nordmann/);
  });

  test("which of two numbers it came over", async () => {
    const oslo = anSms({ id: "chn_oslo", name: "Oslo" });
    const bergen = anSms({ id: "chn_bergen", name: "Bergen" });
    const events = [
      told(1, { channel_id: "chn_oslo", channel_kind: "twilio_sms" }),
      told(2, { channel_id: "chn_bergen", channel_kind: "twilio_sms" }),
    ];
    const screen = await openConsole({ ...aTalk([oslo, 1], [bergen, 1]), events });

    const channels = await screen.findAllByTestId("message-channel");
    expect(channels.map((each) => each.textContent?.trim())).toEqual([
      "SMS · Oslo",
      "SMS · Bergen",
    ]);
  });

  test("why it waits: the channel needs new credentials", async () => {
    const error = "Waits until the channel has new credentials";
    const { findByTestId } = await show(sent(1, { delivery: { status: "queued", error } }));

    expect((await findByTestId("delivery")).textContent).toBe(`Queued: ${error}`);
  });
});

describe("a mail", () => {
  const mail = aMail({
    subject: "Tent poles",
    to: ["help@nordlys.example"],
    cc: ["ola@example.com"],
    verdicts: { spf: "fail", dkim: "fail", dmarc: "fail" },
    html: true,
    cut: true,
  });
  const open = () => {
    const data = { channel_id: "chn_email", channel_kind: "email", text: "One is bent.", mail };
    return openConsole({ ...aTalk([aMailbox(), 1]), events: [told(1, data)] });
  };

  test("tells its subject, its people, and that the sender was not verified", async () => {
    const { user, findByText, findByLabelText, findByTestId } = await open();

    expect((await findByTestId("mail")).textContent).toContain("Tent poles");
    await findByText(/Not verified/);
    await user.click(await findByLabelText("From, to and copies"));

    await findByText("help@nordlys.example");
    await findByText("kari@example.com");
  });

  test("shows the original in a frame where nothing runs, and pictures when asked", async () => {
    const { api, user, findByText, findByTitle, queryByText } = await open();
    const html = '<p>One is <b>bent</b></p><img src="https://tracker.example/p.gif">';
    api.mail.mockResolvedValue({ html, full_text: "all", source_url: "https://files.example/1" });

    await user.click(await findByText("Show original"));
    const frame = await findByTitle("The mail as it was sent");
    expect(frame.getAttribute("sandbox")).toBe("");
    expect(frame.getAttribute("srcdoc")).toContain("img-src https://files.example data:;");
    expect((await findByText("Source")).closest("a")?.href).toBe("https://files.example/1");
    await user.click(await findByText("Load images"));

    const loaded = await findByTitle("The mail as it was sent");
    expect(loaded.getAttribute("srcdoc")).toContain("img-src https: data:;");
    expect(queryByText("Load images")).toBeNull();
  });

  test("shows what it answered when asked", async () => {
    const { api, user, findByText } = await open();
    api.mail.mockResolvedValue({ html: null, full_text: "On Monday you wrote", source_url: null });

    await user.click(await findByText("Show quoted text"));

    await findByText("On Monday you wrote");
  });
});
