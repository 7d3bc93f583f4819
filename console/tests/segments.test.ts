import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { count } from "../src/text/segments";

type Vector = { name: string; text: string; repeat: number; expect: unknown[] };

/** The very cases that the API's count is tested with. */
const VECTORS: Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../tests/channels/segments.json"), "utf8"),
);

describe("segments of an SMS (CH-15)", () => {
  test.each(VECTORS)("$name", (vector) => {
    const { encoding, units, segments, remaining } = count(vector.text.repeat(vector.repeat));

    expect([encoding, units, segments, remaining]).toEqual(vector.expect);
  });

  test("a lone half of a surrogate pair counts as one unit", () => {
    expect(count("\ud83d")).toEqual({ encoding: "ucs2", units: 1, segments: 1, remaining: 69 });
  });
});
