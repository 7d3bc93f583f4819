import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../src/ui/tokens.css"), "utf8");

type Rgb = [number, number, number];

function colour(token: string, dark: boolean): Rgb {
  const pair = css.match(new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`));
  const hex = pair?.[dark ? 2 : 1] ?? "";
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(ink: Rgb, ground: Rgb): number {
  const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["bg", "bg-subtle", "bg-raised", "bg-hover"];
const PAIRS: [string, string[]][] = [
  ["ink", [...SURFACES, "bubble", "bubble-own", "note"]],
  ["ink-2", [...SURFACES, "note"]],
  ["ink-3", SURFACES],
  ["accent", ["bg", "bg-raised", "bubble-own"]],
  ["accent-ink", ["accent"]],
  ["danger", ["bg", "bg-raised"]],
  ["note-ink", ["note"]],
  ["ai", ["bg", "bg-raised", "ai-soft"]],
  ["ai-ink", ["ai"]],
  ["ink", ["ai-soft"]],
  ["ink-2", ["ai-soft"]],
  ["ink-3", ["ai-soft"]],
];

describe.each([false, true])("in the dark: %s", (dark) => {
  test.each(PAIRS.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const)))(
    "%s can be read on %s",
    (ink, ground) => {
      expect(contrast(colour(ink, dark), colour(ground, dark))).toBeGreaterThanOrEqual(4.5);
    },
  );
});
