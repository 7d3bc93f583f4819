import { describe, expect, test } from "vitest";
import {
  filledPart,
  filledUse,
  formOf,
  gapRefusal,
  gapsIn,
  languageName,
  prefilled,
  textOf,
} from "../src/thread/gaps";
import { aTemplate } from "./provider-builders";

const FILLED = { "header-1": "1042", "body-1": "Kari", "body-2": "tent", "button-0": "abc" };

describe("the gaps of a template", () => {
  test.each([
    ["Hi {{2}}, {{1}} and {{ 10 }}, {{2}}", ["1", "2", "10"]],
    ["Hi {{name}}, order {{order_id}}", ["name", "order_id"]],
    ["Nothing to fill", []],
    ["{{ }} {{1}", []],
  ])("in %s: %o", (text, gaps) => {
    expect(gapsIn(text)).toEqual(gaps);
  });

  test("become one field each, in header, text and buttons", () => {
    expect(formOf(aTemplate()).map(({ id, label }) => [id, label])).toEqual([
      ["header-1", "Header value 1"],
      ["body-1", "Value 1"],
      ["body-2", "Value 2"],
      ["button-0", "End of the link of “Track”"],
    ]);
  });

  test("a header that is a file, and buttons without a gap, ask for nothing to be typed", () => {
    const template = aTemplate({
      header_format: "image",
      header: "",
      body: "Hello",
      buttons: [
        { kind: "url", text: "Shop", value: "https://example.com" },
        { kind: "copy_code", text: "Copy", value: "" },
      ],
    });

    expect(formOf(template).map(({ id }) => id)).toEqual(["button-1"]);
  });

  test("names that are known are filled in", () => {
    const form = formOf(aTemplate({ header: "", body: "Hi {{first_name}}, {{code}}" }));

    expect(prefilled(form, "Kari Nordmann", "Anna Berg")).toEqual({ "body-first_name": "Kari" });
    expect(prefilled(form, "", "Anna Berg")).toEqual({});
  });
});

describe("a template may go", () => {
  test("once every gap is filled", () => {
    expect(gapRefusal(aTemplate(), FILLED, null)).toBeNull();
    expect(gapRefusal(aTemplate(), { ...FILLED, "body-2": "  " }, null)).toBe("Fill in “Value 2”.");
  });

  test("with the file that its header wants, and with no other", () => {
    const pictured = aTemplate({ header_format: "image", header: "" });
    const file = { id: "att_1" };

    expect(gapRefusal(pictured, FILLED, null)).toBe("Choose the file at the top.");
    expect(filledUse(pictured, FILLED, file).header_attachment).toBe("att_1");
    expect(filledUse(aTemplate(), FILLED, null)).not.toHaveProperty("header_attachment");
  });

  test("as lists in the order of its gaps, without line breaks", () => {
    expect(filledUse(aTemplate(), { ...FILLED, "body-2": "a\n tent " }, null)).toEqual({
      id: "tpl_order",
      header: ["1042"],
      body: ["Kari", "a tent"],
      buttons: ["abc"],
    });
  });
});

test("the preview reads as the customer will; what is empty stays a gap", () => {
  expect(filledPart("Hi {{1}}, your {{2}}", "body", { "body-1": "Kari" })).toBe(
    "Hi Kari, your {{2}}",
  );
  expect(textOf(aTemplate(), FILLED)).toBe(
    "Order 1042\n\nHi Kari, your tent is on its way.\n\nNordlys",
  );
});

test("languages are said by name, and a code that is none stays", () => {
  expect(languageName("en_US")).toBe("American English");
  expect(languageName("not a code")).toBe("not a code");
});
