import type { Catalogue } from "../src/i18n/t";

export function spokenTexts(): Map<string, string | null>;
export function unspokenTexts(only?: string): string[];
export function faults(language: string, words: Catalogue): string[];
export function languages(): string[];
export function wordsOf(language: string): Catalogue;
