/** What the figures of a sentiment mean, in words. */
import type { Insights, Moment, Sentiment, Topic } from "@switchboard/protocol";
import { list, m, t } from "../i18n/t";
import { languageName } from "../text/languages";

export type Tone = "good" | "bad" | "even";

/** Between these a score says nothing. */
const CLEAR = 0.15;

export function toneOf(score: number): Tone {
  if (score > CLEAR) return "good";
  return score < -CLEAR ? "bad" : "even";
}

export const TONE_WORDS: Record<Tone, string> = {
  good: m("Positive"),
  bad: m("Negative"),
  even: m("Neutral"),
};

/** The same inside of a line. */
export const TONE_ASIDES: Record<Tone, string> = {
  good: m("positive"),
  bad: m("negative"),
  even: m("neutral"),
};

/** A share in words: "40 %". */
export const percent = (share: number) => t("{percent} %", { percent: Math.round(share * 100) });

const mean = (values: readonly number[]) =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** How it went on: the last third beside the first; null where that is too little to say. */
export function direction(trend: readonly Moment[]): "better" | "worse" | "steady" | null {
  if (trend.length < 4) return null;
  const third = Math.ceil(trend.length / 3);
  const scores = trend.map(({ score }) => score);
  const change = mean(scores.slice(-third)) - mean(scores.slice(0, third));
  if (Math.abs(change) < 0.2) return "steady";
  return change > 0 ? "better" : "worse";
}

const LABELS = {
  positive: m("Mostly positive"),
  neutral: m("Neutral"),
  negative: m("Mostly negative"),
  mixed: m("Mixed feelings"),
} as const;

const ONWARD = {
  better: m("{mood}, getting better"),
  worse: m("{mood}, getting worse"),
  steady: m("{mood}, steady"),
} as const;

/** "Mostly negative, getting better"; null where nothing is known. */
export function summary({ label, trend }: Sentiment): string | null {
  if (!label) return null;
  const onward = direction(trend);
  const mood = t(LABELS[label]);
  return onward ? t(ONWARD[onward], { mood }) : mood;
}

const TONES = { positive: "good", neutral: "even", negative: "bad", mixed: "even" } as const;

export const toneOfLabel = (label: NonNullable<Sentiment["label"]>): Tone => TONES[label];

/** A message that changed the mood, and by how much since the one before. */
export type Turn = Moment & { change: number };

const MOST_TURNS = 3;
const TURN = 0.35;

/** The few messages that moved it most, in their order. */
export function turnsOf(trend: readonly Moment[]): Turn[] {
  return trend
    .map((each, index) => ({ ...each, change: each.score - (trend[index - 1]?.score ?? 0) }))
    .filter(({ change }) => Math.abs(change) >= TURN)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, MOST_TURNS)
    .sort((a, b) => a.at.localeCompare(b.at));
}

/** How the customer felt while they spoke of it; null where that is not known. */
export function toneOfTopic({ message_ids }: Topic, trend: readonly Moment[]): Tone | null {
  const about = new Set(message_ids);
  const scores = trend.filter(({ message_id }) => about.has(message_id)).map(({ score }) => score);
  return scores.length > 0 ? toneOf(mean(scores)) : null;
}

/** What the mood could not be read from, honestly said; null where it was read from all. */
export function reservation({ sentiment, languages }: Insights): string | null {
  const { covered, score } = sentiment;
  if (covered >= 0.995) return null;
  const names = languages.map(({ language }) => languageName(language));
  if (score === null || covered === 0) {
    return names.length > 0
      ? t("The mood can't be read in {languages} yet. Topics and languages can.", {
          languages: list(names),
        })
      : t("The mood can't be read here yet. Topics and languages can.");
  }
  return t(
    "{percent} % of the messages are in a language whose mood can't be read yet, and are left out.",
    { percent: Math.round((1 - covered) * 100) },
  );
}
