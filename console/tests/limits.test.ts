import { describe, expect, test } from "vitest";
import { type Draft, EMPTY_DRAFT, EMPTY_PART } from "../src/state/drafts";
import { createKept } from "../src/state/kept";
import { channelRefusal, fileRefusal } from "../src/state/uploads";
import { abilitiesOf, lengthOf } from "../src/thread/capabilities";
import { letterOf, refusalOf } from "../src/thread/letter";
import { aRow } from "./builders";
import { aChannel, aMailbox, anSms, aProvider, aWhatsApp } from "./provider-builders";

const whatsApp = abilitiesOf(aWhatsApp());
const mailbox = abilitiesOf(aMailbox());
const none = { uploads: [], offline: false };

function aDraft(over: Partial<typeof EMPTY_PART>): Draft {
  return { ...EMPTY_DRAFT, reply: { ...EMPTY_PART, ...over } };
}

describe("a text is as long as its channel counts", () => {
  test.each([
    ["characters", "héllo 🏕️", 8],
    ["bytes", "héllo", 6],
    ["utf16", "🏕", 2],
  ] as const)("%s of %s: %i", (unit, text, length) => {
    expect(lengthOf(text, unit)).toBe(length);
  });

  test("and is refused beyond it, unless the channel takes it in pieces", () => {
    const instagram = abilitiesOf(aProvider("instagram", { max_length: 10, unit: "bytes" }));
    const telegram = abilitiesOf(aProvider("telegram", { max_length: 10, splits: true }));
    const draft = aDraft({ text: "éééééé" });

    expect(refusalOf({ draft, able: instagram, ...none })).toBe("That's 2 bytes too long.");
    expect(refusalOf({ draft: aDraft({ text: "x".repeat(30) }), able: telegram, ...none })).toBe(
      null,
    );
    expect(
      refusalOf({ draft: aDraft({ text: "x".repeat(10_001) }), able: telegram, ...none }),
    ).toBe("That's 1 characters too long.");
  });
});

describe("a file is refused by its channel", () => {
  const limits = aWhatsApp().capabilities.files ?? null;

  test.each([
    [{ mime_type: "image/jpeg", size: 4_000_000 }, null],
    [
      { mime_type: "image/jpeg", size: 6_000_000 },
      "This file is 5.7 MB. This channel takes 4.8 MB.",
    ],
    // What does not go as a picture goes as a file.
    [{ mime_type: "image/png", size: 6_000_000 }, null],
    [{ mime_type: "application/pdf", size: 100_000_000 }, /This channel takes/],
    // Another device attached it, which tells neither type nor size.
    [{ mime_type: "application/octet-stream", size: 0 }, null],
  ])("%o: %s", (file, refusal) => {
    const told = channelRefusal(file, limits);
    if (refusal === null) expect(told).toBeNull();
    else expect(told).toMatch(refusal);
  });

  test("of a sort that it does not carry", () => {
    const pictures = { image: { size: 1_000_000, types: [] } };

    expect(channelRefusal({ mime_type: "video/mp4", size: 10 }, pictures)).toBe(
      "Videos can't be sent on this channel.",
    );
    expect(fileRefusal(new File(["abc"], "a.mp4", { type: "video/mp4" }), pictures)).toMatch(
      /Videos/,
    );
  });

  test("also where it was attached for another channel", () => {
    const clip = { id: "att_1", name: "a.mp4", mime_type: "video/mp4", size: 10, kind: "video" };
    const draft = aDraft({ attachments: [clip as never] });
    const able = { ...whatsApp, files: { image: { size: 10, types: [] } } };

    expect(refusalOf({ draft, able, ...none })).toBe(
      "a.mp4: Videos can't be sent on this channel.",
    );
  });

  test("never where the channel tells no limits", () => {
    expect(channelRefusal({ mime_type: "video/mp4", size: 10 }, null)).toBeNull();
  });
});

describe("quick replies", () => {
  const asked = (...options: string[]) => aDraft({ text: "Which day?", options });

  test("go along as they were written, without the empty ones", () => {
    const letter = letterOf(aRow(), asked(" Monday ", "", "Tuesday"), whatsApp);

    expect(letter.options).toEqual(["Monday", "Tuesday"]);
  });

  test("stay behind where the channel has none", () => {
    expect(letterOf(aRow(), asked("Monday"), abilitiesOf(anSms())).options).toEqual([]);
  });

  test.each([
    [asked("Monday", "Monday"), "Two quick replies say the same."],
    [asked("A day that is too long to press"), /longer than 20 characters/],
    [aDraft({ text: " ", options: ["Monday"] }), "Quick replies need a text to stand under."],
    [asked("Monday", " "), null],
  ])("are refused with the reason", (draft, refusal) => {
    const told = refusalOf({ draft, able: whatsApp, ...none });
    if (refusal === null) expect(told).toBeNull();
    else expect(told).toMatch(refusal);
  });
});

describe("a mail", () => {
  const proposed = { subject: "Re: Tent", cc: ["ola@example.com"] };

  test("takes subject and copies as proposed, or as the agent says", () => {
    const untouched = letterOf(aRow(), aDraft({ text: "Yes" }), mailbox, proposed);
    const changed = letterOf(
      aRow(),
      aDraft({ text: "Yes", subject: "Poles", cc: [] }),
      mailbox,
      proposed,
    );

    expect(untouched).toMatchObject(proposed);
    expect(changed).toMatchObject({ subject: "Poles", cc: [] });
  });

  test("is the only thing that has them", () => {
    const letter = letterOf(aRow(), aDraft({ text: "Yes" }), abilitiesOf(aChannel()), proposed);

    expect(letter).toMatchObject({ subject: null, cc: null });
  });
});

test("a draft that an earlier version kept is read with what it did not know", () => {
  sessionStorage.setItem(
    "switchboard:draft:cnv_1",
    JSON.stringify({ kind: "reply", channel_id: null, reply: { text: "Hi" }, note: { text: "" } }),
  );
  const kept = createKept(sessionStorage);

  expect(kept.draft("cnv_1").reply).toEqual({ ...EMPTY_PART, text: "Hi" });
  sessionStorage.clear();
});
