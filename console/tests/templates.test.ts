import type { Step } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import { emptyStep, keyed, refusalOf, stepErrors } from "../src/settings/MacroRules";
import { macroWords } from "../src/text/macro";
import {
  filled,
  gapBeside,
  gapsIn,
  isKey,
  nameOf,
  samples,
  VARIABLES,
  valuesOf,
  written,
} from "../src/text/template";
import { matchingTemplates } from "../src/text/template-list";
import { usableIn } from "../src/text/usable";
import { aMe, aRow } from "./builders";
import { aMacro, aReplyTemplate } from "./template-builders";

const KARI = { "contact.name": "Kari Nordmann", "contact.first_name": "Kari" };

describe("a template's variables", () => {
  test.each([
    ["Hi {{contact.first_name}}", "Hi Kari"],
    ["Hi {{ Contact.First_Name |there}}!", "Hi Kari!"],
    ["Call {{contact.phone|us back}}", "Call us back"],
    ["Call {{contact.phone|}}us", "Call us"],
    ["Call {{contact.phone}}", "Call {{contact.phone}}"],
    ["{{order.id}} {contact.name} {{contact}}", "{{order.id}} {contact.name} {{contact}}"],
  ])("%s reads %s", (text, expected) => {
    expect(filled(text, KARI)).toBe(expected);
  });

  test.each(["{{agent.email}}", "}}{{agent.email}}{{", "{agent.email}"])(
    "a contact called %s learns nothing",
    (name) => {
      const text = filled("{{{contact.name}}}", { "contact.name": name, "agent.email": "a@b.c" });

      expect(text).not.toContain("a@b.c");
      expect(gapsIn(text)).toEqual([]);
    },
  );

  test("that nobody filled in are gaps with a place", () => {
    const text = "Hi {{contact.name}}, {{contact.custom.plan|x}}";

    expect(gapsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "{{contact.name}}",
      "{{contact.custom.plan|x}}",
    ]);
  });

  test("are walked one after the other, and left at the end", () => {
    const text = "{{contact.name}} and {{contact.email}}";
    const [first, second] = gapsIn(text);

    expect(gapBeside(text, { start: 0, end: 0 })).toEqual(first);
    expect(gapBeside(text, first as never)).toEqual(second);
    expect(gapBeside(text, second as never)).toBeNull();
    expect(gapBeside(text, second as never, true)).toEqual(first);
    expect(gapBeside(text, first as never, true)).toBeNull();
  });

  test("have names that people understand", () => {
    expect(nameOf("contact.phone")).toBe("contact's phone");
    expect(nameOf("contact.custom.shoe_size")).toBe("shoe size");
    expect(nameOf("contact.nme")).toBe("contact.nme");
  });

  test("are written with a fallback that breaks nothing", () => {
    expect(written("contact.name", " ")).toBe("{{contact.name}}");
    expect(written("contact.name", "a}}|{{b")).toBe("{{contact.name|ab}}");
    for (const { name } of VARIABLES)
      expect(filled(written(name, ""), samples())).not.toContain("{");
  });

  test.each([
    ["Kari Nordmann", "Kari"],
    ["Visitor 4F2K", "there"],
    ["+47 912 34 567", "there"],
    ["kari@example.com", "there"],
  ])("%s is greeted as %s", (name, greeting) => {
    const row = aRow();
    const values = valuesOf({ ...row, contact: { ...row.contact, name }, agent: aMe() });

    expect(filled("{{contact.first_name|there}}", values)).toBe(greeting);
  });

  test.each([
    ["plan", true],
    ["shoe_size-2", true],
    ["Plan", false],
    ["a.b", false],
    ["", false],
  ])("an attribute can be called %s: %s", (key, can) => {
    expect(isKey(key)).toBe(can);
  });

  test("a hostile text is read in no time", () => {
    const began = performance.now();
    gapsIn("{{contact".repeat(2000) + ".a".repeat(5000) + "{{contact.name|".repeat(1000));

    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe("templates are found", () => {
  const code = aReplyTemplate({ id: "code", name: "Zed", short_code: "ship" });
  const own = aReplyTemplate({ id: "own", name: "B", short_code: "ship-x", visibility: "private" });
  const shared = aReplyTemplate({ id: "shared", name: "A", short_code: "ship-y" });
  const name = aReplyTemplate({ id: "name", name: "How we ship" });
  const text = aReplyTemplate({ id: "text", name: "Ärger", text: "A shipment" });

  test("by short code, then by name, then by any word; one's own first", () => {
    const found = matchingTemplates([text, name, shared, own, code], "Ship");

    expect(found.map((each) => each.id)).toEqual(["code", "own", "shared", "name", "text"]);
  });

  test("without their accents", () => {
    expect(matchingTemplates([text, name], "arg")).toEqual([text]);
    expect(matchingTemplates([text, name], "nothing")).toEqual([]);
  });

  test("of the conversation's own team only", () => {
    const ours = aReplyTemplate({ visibility: "team", team_id: "tm_1" });
    const theirs = aReplyTemplate({ visibility: "team", team_id: "tm_2" });

    expect(usableIn([ours, theirs, own], "tm_1")).toEqual([ours, own]);
  });
});

describe("a macro", () => {
  const names = {
    labels: [{ id: "lbl_1", name: "Refund" }],
    users: [{ id: "usr_1", name: "Bo" }],
    dispositions: [{ id: "dsp_1", name: "Refunded" }],
  };
  const close: Step = { type: "status", status: "closed", disposition: null };

  test("reads like a sentence", () => {
    const actions: Step[] = [
      { type: "reply", text: "x", format: "plain" },
      { type: "label", label_ids: ["lbl_1", "lbl_gone"] },
      { type: "assign", user_ids: ["me", "usr_1"] },
      { type: "priority", priority: null },
      { type: "snooze", minutes: 95 },
    ];

    expect(macroWords(aMacro({ actions }), names)).toBe(
      "Reply, set Refund and a label, assign to you and Bo, take the priority away, and snooze " +
        "for 95 minutes",
    );
    expect(macroWords({ actions: [{ type: "assign", user_ids: [] }] }, names)).toBe(
      "Move to Unassigned",
    );
    expect(macroWords({ actions: [{ ...close, disposition: "Solved" } as Step] }, names)).toBe(
      "Close as “Solved”",
    );
    expect(macroWords({ actions: [{ ...close, disposition: "dsp_1" } as Step] }, names)).toBe(
      "Close as “Refunded”",
    );
  });

  test.each<[string, Step[], RegExp | null]>([
    ["", [close], /name/],
    ["A", [], /step/],
    ["A", [emptyStep("reply")], /Write the reply/],
    ["A", [emptyStep("label")], /labels/],
    ["A", [close, emptyStep("assign")], /before you close/],
    ["A", [emptyStep("snooze"), close], /choose one/],
    ["A", [emptyStep("assign"), emptyStep("priority"), close], null],
  ])("%s with %j: %s", (name, steps, refusal) => {
    if (refusal) expect(refusalOf(name, steps)).toMatch(refusal);
    else expect(refusalOf(name, steps)).toBeNull();
  });

  test("says which step the API refuses", () => {
    const errors = [
      { field: "actions.2.label_ids", message: "one of these labels is gone" },
      { field: "name", message: "too long" },
    ];

    expect([...stepErrors(new Problem({ status: 400, errors }))]).toEqual([
      [2, "one of these labels is gone"],
    ]);
    expect(stepErrors(new Error("x")).size).toBe(0);
  });

  test("keeps a step's key when another comes", () => {
    const held = keyed([close, emptyStep("note")]);

    expect(keyed([emptyStep("reply")], held).map((each) => each.key)).toEqual([2]);
  });
});
