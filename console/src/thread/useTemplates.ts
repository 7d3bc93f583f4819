/** Puts a template where the caret is: filled in, with its files, and its first gap selected. */
import type { Template } from "@switchboard/protocol";
import { useRef } from "react";
import type { Conversation } from "../api/types";
import { useActions } from "../app/context";
import { inserted, type Selection } from "../text/formatting";
import { gapsIn } from "../text/template";

const MOST_FILES = 10;

type Props = { row: Conversation; selection: () => Selection; put: (next: Selection) => void };

export function useTemplates({ row, selection, put }: Props) {
  const desk = useActions();
  // What is written meanwhile counts, and so does that another conversation may be open by then.
  const latest = useRef({ id: row.id, selection, put });
  latest.current = { id: row.id, selection, put };

  /** `typed`: what was typed to find it, and where that began. */
  return async (template: Template, typed?: { words: string; from: number }) => {
    const { id } = row;
    const rendered = await desk.renderTemplate(template.id, id);
    const now = latest.current;
    if (!rendered || now.id !== id || desk.kept.draft(id).kind !== "reply") return;
    const held = now.selection();
    const end = typed ? typed.from + typed.words.length : 0;
    const stands = typed && held.text.slice(typed.from, end) === typed.words;
    const place = stands ? { text: held.text, start: typed.from, end } : held;
    const next = inserted(place, rendered.text);
    const gap = gapsIn(next.text).find((each) => each.start >= place.start && each.end <= next.end);
    now.put(gap ? { text: next.text, start: gap.start, end: gap.end } : next);
    const { attachments } = desk.kept.draft(id).reply;
    const known = new Set(attachments.map((each) => each.id));
    const fresh = rendered.attachments.filter((each) => !known.has(each.id));
    if (fresh.length > 0) {
      const all = [...attachments, ...fresh].slice(0, MOST_FILES);
      desk.editDraft(id, "reply", { attachments: all });
    }
  };
}
