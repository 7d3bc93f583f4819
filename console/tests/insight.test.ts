import type { Insights, Moment } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import { direction, reservation, summary, toneOfTopic, turnsOf } from "../src/insight/mood";
import { treemap } from "../src/insight/treemap";
import { minutes } from "./builders";

const trend = (...scores: number[]): Moment[] =>
  scores.map((score, index) => ({ message_id: `msg_${index}`, at: minutes(index), score }));

describe("a picture of topics", () => {
  const shares = [0.5, 0.25, 0.15, 0.1];

  test("gives each as much room as its share", () => {
    const rooms = treemap(shares, 1.6).map(({ width, height }) => (width * height) / 10_000);

    rooms.forEach((room, index) => {
      expect(room).toBeCloseTo(shares[index] as number);
    });
  });

  test("fills the whole, and nothing stands over something else", () => {
    const areas = treemap(shares, 0.6);

    for (const { x, y, width, height } of areas) {
      expect(x + width).toBeLessThanOrEqual(100.001);
      expect(y + height).toBeLessThanOrEqual(100.001);
    }
    for (const [index, a] of areas.entries()) {
      for (const b of areas.slice(index + 1)) {
        const apart =
          a.x + a.width <= b.x + 1e-6 ||
          b.x + b.width <= a.x + 1e-6 ||
          a.y + a.height <= b.y + 1e-6 ||
          b.y + b.height <= a.y + 1e-6;
        expect(apart).toBe(true);
      }
    }
  });

  test("has nothing to show of nothing", () => {
    expect([treemap([], 1), treemap([0], 1)]).toEqual([[], []]);
  });
});

describe("a mood", () => {
  test.each([
    ["better", trend(-0.8, -0.6, 0.1, 0.5, 0.7)],
    ["worse", trend(0.7, 0.5, 0, -0.4, -0.6)],
    ["steady", trend(0.1, 0.2, 0.1, 0.15)],
    [null, trend(-1, 1)],
  ])("goes on: %s", (onward, moments) => {
    expect(direction(moments)).toBe(onward);
  });

  test("is one sentence", () => {
    const moments = trend(-0.8, -0.6, 0.1, 0.5, 0.7);
    const mood = { score: -0.1, label: "mixed" as const, trend: moments, covered: 1 };

    expect(summary(mood)).toBe("Mixed feelings, getting better");
    expect(summary({ ...mood, label: null })).toBeNull();
  });

  test("was moved by the few messages after which it was another", () => {
    const turns = turnsOf(trend(0.1, -0.7, -0.6, 0.2, 0.3));

    expect(turns.map(({ message_id, change }) => [message_id, Math.sign(change)])).toEqual([
      ["msg_1", -1],
      ["msg_3", 1],
    ]);
  });

  test("of a topic is that of its messages, and unknown where none of them has one", () => {
    const topic = { name: "Zip", terms: [], share: 1, message_ids: ["msg_1", "msg_2"] };

    expect(toneOfTopic(topic, trend(0.9, -0.7, -0.5))).toBe("bad");
    expect(toneOfTopic(topic, [])).toBeNull();
  });
});

describe("what the mood was not read from", () => {
  const insights = (covered: number, score: number | null): Insights => ({
    topics: [],
    sentiment: { score, label: null, trend: [], covered },
    languages: [{ language: "ar", share: 1 }],
    messages: 3,
    computed_at: minutes(0),
  });

  test("is told", () => {
    expect(reservation(insights(0, null))).toContain("can't be read in Arabic");
    expect(reservation(insights(0.8, 0.2))).toContain("20 %");
  });

  test("is no word worth where there is nothing", () => {
    expect(reservation(insights(1, 0.2))).toBeNull();
  });
});
