/** An AI agent's settings while they are changed, and what of them the API takes. */
import type { AiAgent, AiAgentChange, Mode, Money } from "@switchboard/protocol";
import { locale } from "../../i18n/locale";
import { t } from "../../i18n/t";

/** What was spent, and what can be reached, is told and not settled. */
export function changeOf(agent: AiAgent): AiAgentChange {
  const { spent, available, ...generator } = agent.generator;
  return { ...agent, name: agent.name.trim(), generator };
}

export function isChanged(draft: AiAgent, saved: AiAgent): boolean {
  return JSON.stringify(changeOf(draft)) !== JSON.stringify(changeOf(saved));
}

/** Why it can't be saved as it stands, or null. */
export function refusalOf(agent: AiAgent): string | null {
  const { name, turn_limit, verified_hours, generator } = agent;
  if (!name.trim()) return t("Give it a name");
  if (!Number.isInteger(turn_limit) || turn_limit < 1) return t("Set how many answers it may give");
  const week = Number.isInteger(verified_hours) && verified_hours >= 1 && verified_hours <= 168;
  if (!week) return t("Set for how many hours a verified customer stays so, from 1 to 168");
  if (generator.provider === "bedrock" && !generator.model_id?.trim()) return t("Name the model");
  return null;
}

/** A mode of its own for one channel or team; null: as by default. */
export function withMode<Each extends { mode: Mode }>(
  all: readonly Each[],
  isIt: (each: Each) => boolean,
  fresh: Each | null,
): Each[] {
  const others = all.filter((each) => !isIt(each));
  return fresh ? [...others, fresh] : others;
}

/** How many digits a currency has behind its point: 2 for EUR, 0 for JPY. */
function digits(currency: string): number {
  const style = { style: "currency", currency } as const;
  return new Intl.NumberFormat("en", style).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "49.50" of a currency in its minor units; null where nothing, or no amount, is written. */
export function minorUnits(text: string, currency: string): number | null {
  const amount = Number(text.trim().replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(amount) || amount < 0) return null;
  return Math.round(amount * 10 ** digits(currency));
}

export function majorUnits({ amount, currency }: Money): string {
  const places = digits(currency);
  const value = amount / 10 ** places;
  return Number.isInteger(value) ? String(value) : value.toFixed(places);
}

export function moneyText({ amount, currency }: Money): string {
  const style = { style: "currency", currency } as const;
  return new Intl.NumberFormat(locale().language ?? undefined, style).format(
    amount / 10 ** digits(currency),
  );
}
