/** What keys and buttons do to a text and its selection. */
import { t } from "../i18n/t";

export type Selection = { text: string; start: number; end: number };

/** Put marks around the selection, or take them away where they are. */
export function wrapped({ text, start, end }: Selection, mark: string): Selection {
  const inside = text.slice(start, end);
  const size = mark.length;
  const around = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  if (around) {
    const bare = text.slice(0, start - size) + inside + text.slice(end + size);
    return { text: bare, start: start - size, end: end - size };
  }
  const next = text.slice(0, start) + mark + inside + mark + text.slice(end);
  return { text: next, start: start + size, end: end + size };
}

/** A link around the selected words; what is still missing is selected. */
export function linked({ text, start, end }: Selection): Selection {
  const words = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(words);
  const label = isAddress || !words ? t("text|of a link") : words;
  const address = isAddress ? words : "https://";
  const next = `${text.slice(0, start)}[${label}](${address})${text.slice(end)}`;
  if (isAddress || !words) return { text: next, start: start + 1, end: start + 1 + label.length };
  const from = start + label.length + 3;
  return { text: next, start: from, end: from + address.length };
}

const ITEM = /^([ \t]*)(?:([-*•])|(\d{1,3})([.)]))[ \t]+/;

/** Make the selected lines a list, or lines again. */
export function listed({ text, start, end }: Selection, ordered: boolean): Selection {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const to = next === -1 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const isItem = (line: string) => {
    const found = ITEM.exec(line);
    return found !== null && (found[3] !== undefined) === ordered;
  };
  const every = lines.every(isItem);
  const changed = lines.map((line, index) => {
    const bare = line.replace(ITEM, "");
    if (every) return bare;
    return `${ordered ? `${index + 1}.` : "-"} ${bare}`;
  });
  const joined = changed.join("\n");
  const caret = from + joined.length;
  return { text: text.slice(0, from) + joined + text.slice(to), start: caret, end: caret };
}

/** A line break; inside a list it begins the next item, and an empty item ends the list. */
export function broken({ text, start, end }: Selection): Selection {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(from, start);
  const item = ITEM.exec(line);
  if (item && line.length === item[0].length) {
    return { text: text.slice(0, from) + text.slice(end), start: from, end: from };
  }
  const number = item?.[3] ? `${Number(item[3]) + 1}${item[4]} ` : null;
  const mark = item ? `${item[1]}${number ?? `${item[2]} `}` : "";
  const caret = start + 1 + mark.length;
  return { text: `${text.slice(0, start)}\n${mark}${text.slice(end)}`, start: caret, end: caret };
}

export function inserted({ text, start, end }: Selection, piece: string): Selection {
  const caret = start + piece.length;
  return { text: text.slice(0, start) + piece + text.slice(end), start: caret, end: caret };
}

export type Trigger = { sign: "@" | "/"; query: string; from: number };

/** What is being looked up where the caret stands: "@ann" a person, "/ship" a template. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const found = /(?:^|\s)(?:(@)([^\n@]{0,40})|(\/)(\S{0,40}))$/.exec(text.slice(0, caret));
  if (!found) return null;
  const sign = found[1] ? "@" : "/";
  const query = found[2] ?? found[4] ?? "";
  return { sign, query, from: caret - query.length - 1 };
}
