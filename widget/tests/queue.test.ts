import { describe, expect, test } from "vitest";
import { inWords, nearer } from "../src/frame/queue";

describe("The place in line", () => {
  test("is told in words, and how long it will take about", () => {
    expect(inWords({ position: 3, wait_seconds: 200 })).toBe(
      "You are number 3 in line · about 4 minutes",
    );
    expect(inWords({ position: 1, wait_seconds: 20 })).toBe("You are next · about a minute");
    expect(inWords({ position: 40, wait_seconds: 7400 })).toBe(
      "You are number 40 in line · about 2 hours",
    );
    expect(inWords({ position: 2, wait_seconds: null })).toBe("You are number 2 in line");
  });

  test("never rises, whatever comes late or out of order", () => {
    const known = { position: 2, wait_seconds: 60 };

    expect(nearer(known, { position: 5, wait_seconds: 30 })).toEqual({
      position: 2,
      wait_seconds: 30,
    });
    expect(nearer(known, { position: 1, wait_seconds: 400 })).toEqual({
      position: 1,
      wait_seconds: 60,
    });
    expect(nearer(known, { position: 1, wait_seconds: null })).toEqual({
      position: 1,
      wait_seconds: 60,
    });
  });

  test("ends when somebody has the conversation, and begins anew after that", () => {
    expect(nearer({ position: 2, wait_seconds: 60 }, null)).toBeNull();
    expect(nearer(null, { position: 9, wait_seconds: 900 })).toEqual({
      position: 9,
      wait_seconds: 900,
    });
  });
});
