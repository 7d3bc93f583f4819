import { describe, expect, test } from "vitest";
import type { Channel, ContactDetails, Conversation } from "../src/api/types";
import {
  addressOf,
  firstBody,
  firstRefusal,
  NO_WORDS,
  openOn,
  type Recipient,
  type Way,
  waysTo,
} from "../src/send/first";
import { aReach, aRow, minutes, NOON } from "./builders";
import { aContact, aMailbox, anSms, aProvider, aWhatsApp } from "./provider-builders";

const SMS = anSms();
const WHATSAPP = aWhatsApp();
const VIBER = aProvider("viber");
const MAIL = aMailbox();
const ALL = [VIBER, WHATSAPP, SMS, MAIL];

const known = (over: Partial<ContactDetails>, history: Conversation[] = []): Recipient => ({
  kind: "contact",
  contact: aContact(over),
  history,
});
const told = (ways: Way[]) =>
  ways.map(({ channel, closed, template }) => [channel.kind, closed?.title ?? null, template]);
const wayOn = (channel: Channel, recipient: Recipient) =>
  waysTo(recipient, [channel], NOON)[0] as Way;
const talkedOn = ({ id, kind, name }: Channel, heard_at: string | null, over = {}) => {
  const channel = { id, kind, name };
  return aRow({ channel, channels: [aReach({ ...channel, heard_at })], ...over });
};

describe("what was typed", () => {
  test.each([
    ["+47 912 34 567", { kind: "phone", address: "+4791234567" }],
    ["0047 91234567", { kind: "phone", address: "+4791234567" }],
    ["912 34 567", { kind: "phone", address: "91234567" }],
    ["kari@example.com", { kind: "email", address: "kari@example.com" }],
    ["Kari", null],
    ["12", null],
  ])("%s is %o", (words, recipient) => {
    expect(addressOf(words)).toEqual(recipient);
  });
});

describe("the ways to write first", () => {
  test("come with their reasons, those that can be used before those that can't", () => {
    expect(told(waysTo(known({ phone: "+4791234567" }), ALL, NOON))).toEqual([
      ["twilio_sms", null, false],
      ["whatsapp", "Kari Nordmann has not written on WhatsApp yet", true],
      ["viber", "Kari Nordmann has not written on Viber yet", false],
      ["email", "There is no mail address", false],
    ]);
  });

  test("know when the contact last wrote, from all their conversations", () => {
    const identities = [{ kind: "phone", address: "+4791234567" }];
    const history = [
      talkedOn(WHATSAPP, minutes(-3000)),
      talkedOn(WHATSAPP, minutes(-60), { id: "cnv_2" }),
    ];

    expect(told(waysTo(known({ identities }, history), [WHATSAPP], NOON))).toEqual([
      ["whatsapp", null, false],
    ]);
  });

  test("an open window is needed where the provider has one", () => {
    const messenger = aProvider("messenger", { window_hours: 24 });
    const identities = [{ kind: "messenger", address: "psid" }];
    const recipient = known({ identities }, [talkedOn(messenger, minutes(-3000))]);

    expect(wayOn(messenger, recipient).closed?.title).toBe("The 24 hours to answer are over");
  });

  test("an opt-out is heard of wherever it was told", () => {
    const { id, kind, name } = SMS;
    const recipient = known({ channels: [{ id, kind, name, heard_at: null, opted_out: true }] });

    expect(wayOn(SMS, recipient).closed?.title).toBe("Kari Nordmann opted out of SMS");
  });

  test("a number or a mail address goes by its own sort of channel, and has to be whole", () => {
    const phone = (address: string): Recipient => ({ kind: "phone", address });

    expect(told(waysTo(phone("+4791234567"), ALL, NOON)).map(([kind]) => kind)).toEqual([
      "twilio_sms",
      "whatsapp",
    ]);
    expect(wayOn(SMS, phone("91234567")).closed?.text).toContain("Begin with +");
    expect(told(waysTo({ kind: "email", address: "a@b.no" }, ALL, NOON))).toEqual([
      ["email", null, false],
    ]);
  });

  test("opened from one sort of channel there are only those", () => {
    const other = aProvider("twilio_whatsapp", { space: "phone", templates: true });
    const ways = waysTo(known({ phone: "+4791234567" }), [...ALL, other], NOON, "whatsapp");

    expect(ways.map((way) => way.channel.kind)).toEqual(["whatsapp", "twilio_whatsapp"]);
  });

  test("the website is one only for who left their browser there", () => {
    const web = aProvider("webchat", { pushes: false });
    const { id, kind, name } = web;

    expect(waysTo(known({}), [web], NOON)).toEqual([]);
    expect(waysTo(known({ channels: [{ id, kind, name }] }), [web], NOON)).toHaveLength(1);
  });
});

describe("a first message", () => {
  const recipient = known({ phone: "+4791234567", email: "kari@example.com" });
  const bySms = wayOn(SMS, recipient);
  const byWhatsApp = wayOn(WHATSAPP, recipient);

  test("is refused until there is one, with the reason", () => {
    expect(firstRefusal(undefined, NO_WORDS)).toBe("There is no channel to reach them on");
    expect(firstRefusal(bySms, NO_WORDS)).toBe("Write the first message");
    expect(firstRefusal(bySms, { ...NO_WORDS, text: "x".repeat(1601) })).toBe("That's 1 too long");
    expect(firstRefusal(byWhatsApp, { ...NO_WORDS, text: "Hi" })).toBe("Choose a template");
    expect(firstRefusal(wayOn(VIBER, recipient), { ...NO_WORDS, text: "Hi" })).toMatch(/Viber/);
    expect(firstRefusal(bySms, { ...NO_WORDS, text: "Hi" })).toBeNull();
  });

  test("names the contact or the address, and closes only when it is told how it ended", () => {
    const words = { ...NO_WORDS, text: " Hi ", topic: "Tents" };
    const body = { channel_id: SMS.id, client_id: "c1", text: "Hi", topic: "Tents" };

    expect(firstBody(recipient, bySms, words, "c1")).toEqual({ contact_id: "ctc_kari", ...body });
    const phone: Recipient = { kind: "phone", address: "+4791234567" };
    expect(firstBody(phone, bySms, words, "c1", { disposition: "Solved" })).toEqual({
      address: "+4791234567",
      ...body,
      close: { disposition: "Solved" },
    });
  });

  test("is a template in place of a text", () => {
    const use = { id: "tpl_order", header: [], body: ["Kari"], buttons: [] };
    const words = {
      ...NO_WORDS,
      text: "typed before",
      template: { use: () => use, refusal: null },
    };

    expect(firstBody(recipient, byWhatsApp, words, "c1")).toEqual({
      contact_id: "ctc_kari",
      channel_id: WHATSAPP.id,
      client_id: "c1",
      template: use,
    });
  });

  test("has subject and copies in a mail, and a topic elsewhere", () => {
    const words = { ...NO_WORDS, text: "Hi", topic: "T", subject: "S", cc: ["ola@example.com"] };

    expect(firstBody(recipient, wayOn(MAIL, recipient), words, "c1")).toMatchObject({
      subject: "S",
      cc: ["ola@example.com"],
    });
    expect(firstBody(recipient, bySms, words, "c1")).not.toHaveProperty("cc");
    expect(firstBody(recipient, wayOn(MAIL, recipient), words, "c1")).not.toHaveProperty("topic");
  });
});

test("a chat goes on where one is open on that channel already", () => {
  const over = [
    talkedOn(SMS, null, { id: "cnv_closed", status: "closed" }),
    talkedOn(WHATSAPP, null, { id: "cnv_whatsapp" }),
    talkedOn(SMS, null, { id: "cnv_sms" }),
  ];

  expect(openOn(known({}, over), SMS.id)?.id).toBe("cnv_sms");
  expect(openOn(known({}, over), VIBER.id)).toBeUndefined();
  expect(openOn({ kind: "phone", address: "+47" }, SMS.id)).toBeUndefined();
});
