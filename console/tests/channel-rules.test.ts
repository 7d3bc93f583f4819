/** What is filled in, what is to be copied, and how a channel is, without a screen. */
import { afterEach, describe, expect, test } from "vitest";
import { setLocale } from "../src/i18n/locale";
import { filledFrom, missing, nameOf, partsOf } from "../src/settings/channels/fields";
import { told } from "../src/settings/channels/health";
import { comesFirst, piecesOf } from "../src/settings/channels/steps";
import { aConnectedChannel, aKind } from "./channel-builders";

afterEach(() => setLocale({ language: null, timeZone: null }));

const { fields } = aKind();
const FILLED = {
  address: " +4759440123 ",
  "settings.account_sid": "AC1",
  "credentials.auth_token": "secret",
};

describe("what is filled in", () => {
  test("goes to the part of the request that it belongs to", () => {
    expect(partsOf(fields, FILLED)).toEqual({
      address: "+4759440123",
      settings: { account_sid: "AC1" },
      credentials: { auth_token: "secret" },
    });
  });

  test("is left out where it is empty", () => {
    expect(partsOf(fields, { "settings.account_sid": "  " })).toEqual({
      settings: {},
      credentials: {},
    });
  });

  test("is missed by its label, unless the server makes it", () => {
    expect(missing(fields, {})).toBe("Fill in: Phone number");
    expect(missing(fields, { ...FILLED, "credentials.auth_token": " " })).toBe(
      "Fill in: Auth token",
    );
    expect(missing(fields, FILLED)).toBeNull();
  });

  test("is there again when a channel is changed, secrets excepted", () => {
    const filled = filledFrom(fields, { account_sid: "AC1", verify_token: null }, "+47");

    expect(filled).toEqual({
      address: "+47",
      "settings.account_sid": "AC1",
      "settings.verify_token": "",
      "settings.signature": "",
    });
  });

  test("is named as the API names it in a refusal", () => {
    expect(fields.map(nameOf)).toEqual([
      "address",
      "settings.account_sid",
      "settings.verify_token",
      "settings.signature",
      "credentials.auth_token",
    ]);
  });
});

describe("steps at the provider", () => {
  test("give what stands in a gap to copy", () => {
    expect(piecesOf("Paste https://x/hooks/1 there.", "Paste {webhook_url} there.")).toEqual([
      { text: "Paste ", copy: false },
      { text: "https://x/hooks/1", copy: true },
      { text: " there.", copy: false },
    ]);
  });

  test("may have several gaps, one of them at the end", () => {
    const pieces = piecesOf("URL (a+b), token t.1", "URL ({webhook_url}), token {verify_token}");

    expect(pieces.filter((piece) => piece.copy).map((piece) => piece.text)).toEqual(["a+b", "t.1"]);
  });

  test("leave no comma or stop alone after what is copied", () => {
    const pieces = piecesOf("URL u, token t.", "URL {webhook_url}, token {verify_token}.");

    expect(pieces.map((piece) => piece.text)).toEqual(["URL ", "u", "token ", "t"]);
  });

  test("that do not fit their template are words only", () => {
    const words = [{ text: "Press Save.", copy: false }];

    expect(piecesOf("Press Save.", "Press Save.")).toEqual(words);
    expect(piecesOf("Press Save.", undefined)).toEqual(words);
    expect(piecesOf("Press Save.", "Paste {webhook_url}.")).toEqual(words);
  });

  test("come first while nothing of ours stands in them", () => {
    expect(comesFirst("Create a bot.")).toBe(true);
    expect(comesFirst("Paste {webhook_url}.")).toBe(false);
  });
});

describe("how a channel is", () => {
  const of = (health: Parameters<typeof aConnectedChannel>[0]) => told(aConnectedChannel(health));

  test("is waited for until something verified comes", () => {
    expect(of({ state: "new" })).toMatchObject({
      tone: "wait",
      title: "Waiting for the first message",
    });
  });

  test("is well from then on", () => {
    const { tone, title, text } = of({ state: "ok", last_event_at: "2026-03-01T12:00:00.000Z" });

    expect([tone, title]).toEqual(["ok", "Connected"]);
    expect(text).toContain("2026");
  });

  test("is told in the agent's language and time zone", () => {
    setLocale({ language: "de", timeZone: "Asia/Tokyo" });

    const { text } = of({ state: "ok", last_event_at: "2026-03-01T18:00:00.000Z" });

    expect(text).toBe("Last heard 02.03.2026, 03:00.");
  });

  test.each([
    [0, "Expired. Give it new credentials."],
    [1, "Expired. Give it new credentials. 1 message waits and goes out then."],
    [7, "Expired. Give it new credentials. 7 messages wait and go out then."],
    [100, "Expired. Give it new credentials. 100 or more messages wait and go out then."],
  ])("asks for new credentials while %i wait", (held, text) => {
    expect(of({ state: "unauthorized", reason: "Expired", held })).toEqual({
      tone: "danger",
      title: "Needs new credentials",
      text,
    });
  });

  test("is trouble with its reason, or with one of our own", () => {
    expect(of({ state: "failing", reason: "No answer in time." }).text).toBe("No answer in time.");
    expect(of({ state: "failing" }).text).toBe("SMS does not answer as it should.");
  });

  test("needs no message where the customer reads from us", () => {
    const chat = aConnectedChannel(
      { state: "new" },
      { capabilities: { pushes: false, templates: false } },
    );

    expect(told(chat).title).toBe("Connected");
  });
});
