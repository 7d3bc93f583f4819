import { describe, expect, test } from "vitest";
import type { MailFacts } from "../src/api/thread-types";
import {
  addressesIn,
  answering,
  doubts,
  framed,
  hasRemoteImages,
  proposed,
} from "../src/thread/mail";
import { aMail, received, sent } from "./builders";

const mailed = (seq: number, mail: Partial<MailFacts>, channel_id = "chn_1") => {
  const message = received(seq);
  const told = aMail(mail);
  return { ...message, data: { ...message.data, channel_id, mail: told } };
};

describe("an answer", () => {
  test.each([
    ["Tent poles", "Re: Tent poles"],
    ["Re: SV: AW: Tent poles", "Re: Tent poles"],
    ["RE[2]: Tent", "Re: Tent"],
    ["Recall of tents", "Re: Recall of tents"],
    ["", ""],
  ])("to “%s” is called “%s”", (subject, answer) => {
    expect(answering(subject)).toBe(answer);
  });

  test("goes to those who had a copy of the newest mail on its channel", () => {
    const events = [
      mailed(1, { subject: "First", cc: ["old@example.com"] }),
      mailed(2, { subject: "Second", cc: ["ola@example.com"] }),
      mailed(3, { subject: "Elsewhere" }, "chn_9"),
      mailed(4, { subject: "Out of office", automatic: true }),
      sent(5),
    ];

    expect(proposed({ events }, "chn_1")).toEqual({
      subject: "Re: Second",
      cc: ["ola@example.com"],
    });
    expect(proposed({ events: [sent(1)] }, "chn_1")).toEqual({ subject: "", cc: [] });
  });
});

test("addresses are found in what is typed or pasted", () => {
  expect(addressesIn("Kari <kari@example.com>; ola@example.com, ")).toEqual({
    found: ["kari@example.com", "ola@example.com"],
    rest: "",
  });
  expect(addressesIn("kari@")).toEqual({ found: [], rest: "kari@" });
});

describe("a sender is doubted", () => {
  test.each([
    [{ spf: "pass", dkim: "pass", dmarc: "pass" }, null],
    // A mailing list breaks one of them; DMARC has seen both.
    [{ spf: "fail", dkim: "pass", dmarc: "PASS" }, null],
    [{ spf: "fail", dkim: "none" }, "SPF"],
    [{ spf: "FAIL", dkim: "fail", dmarc: "fail" }, "DMARC, DKIM, SPF"],
    [{ spf: "none", dkim: "neutral" }, null],
  ])("%o: %s", (verdicts, failed) => {
    expect(doubts({ verdicts })).toBe(failed);
  });

  test("not where nobody judged", () => {
    expect(doubts({ verdicts: {} })).toBeNull();
  });
});

describe("a mail in its frame", () => {
  const OURS = "https://files.example/mail.eml?sig=1";
  const policyOf = (page: string) => /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];

  test("fetches nothing but our own files until the agent says so", () => {
    expect(policyOf(framed("<p>Hi</p>", OURS, false))).toBe(
      "default-src 'none'; img-src https://files.example data:; style-src 'unsafe-inline'",
    );
    expect(policyOf(framed("<p>Hi</p>", OURS, true))).toBe(
      "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'",
    );
    expect(policyOf(framed("<p>Hi</p>", null, false))).toBe(
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    );
  });

  test("its policy stands before anything of the mail", () => {
    const page = framed('<meta http-equiv="Content-Security-Policy" content="x">', null, false);

    expect(page.indexOf("default-src 'none'")).toBeLessThan(page.indexOf("<body>"));
    expect(page.indexOf('content="x"')).toBeGreaterThan(page.indexOf("<body>"));
  });

  test.each([
    ['<img src="https://tracker.example/p.gif">', true],
    ["<div style=\"background:url('http://tracker.example/p')\">", true],
    ['<td background="https://tracker.example/p">', true],
    ['<img src="https://files.example/inline.png?sig=2">', false],
    ['<img src="data:image/png;base64,AA">', false],
    ["<p>https://example.com</p>", false],
  ])("%s has pictures from elsewhere: %s", (html, remote) => {
    expect(hasRemoteImages(html, OURS)).toBe(remote);
  });
});
