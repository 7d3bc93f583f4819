import { expect, it } from "vitest";
import { blocks, spans } from "../src/frame/markdown";

it.each([
  ["**bold**", [{ kind: "strong", spans: ["bold"] }]],
  ["*it* and _it_", [{ kind: "em", spans: ["it"] }, " and ", { kind: "em", spans: ["it"] }]],
  ["**all *of* it**", [{ kind: "strong", spans: ["all ", { kind: "em", spans: ["of"] }, " it"] }]],
  ["`**raw**`", [{ kind: "code", text: "**raw**" }]],
  ["[us](https://a.example/x)", [{ kind: "link", href: "https://a.example/x", spans: ["us"] }]],
  [
    "see https://a.example.",
    ["see ", { kind: "link", href: "https://a.example", spans: ["https://a.example"] }, "."],
  ],
])("reads %j", (text, read) => {
  expect(spans(text)).toEqual(read);
});

it.each([
  "5 * 3 * 2",
  "snake_case_name",
  "**",
  "a ** b ** c",
  "`",
  "[x](javascript:alert(1))",
  "[x](data:text/html,1)",
  "<b>x</b>",
  "* ",
  "__init__",
])("leaves %j as it is", (text) => {
  expect(spans(text).join("")).toBe(text);
});

it("reads lists, code and the text between", () => {
  const text = "Try this:\n- one\n- two\n\n1. first\n2. second\n```\nrm **x**\n```\nDone";

  expect(blocks(text)).toEqual([
    { kind: "text", spans: ["Try this:"] },
    { kind: "ul", items: [["one"], ["two"]] },
    { kind: "ol", items: [["first"], ["second"]] },
    { kind: "code", text: "rm **x**" },
    { kind: "text", spans: ["Done"] },
  ]);
});

it("keeps a fence that never closes", () => {
  expect(blocks("```\nx")).toEqual([{ kind: "text", spans: ["```\nx"] }]);
});

it("is done with whatever an agent pastes in good time", () => {
  const began = performance.now();
  for (const text of ["*".repeat(4096), "[".repeat(4096), "_a".repeat(2048), "`".repeat(4095)]) {
    blocks(text);
  }

  expect(performance.now() - began).toBeLessThan(500);
});
