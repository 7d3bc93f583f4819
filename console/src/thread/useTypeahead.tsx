import type { Template } from "@switchboard/protocol";
import { FileText, ListChecks, Users } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { useMacroWords } from "../commands/useMacroWords";
import { t } from "../i18n/t";
import type { DraftPart, Mention } from "../state/drafts";
import type { Kind } from "../state/thread";
import { inserted, type Selection, triggerAt } from "../text/formatting";
import { valuesOf } from "../text/template";
import { matchingTemplates, previewOf } from "../text/template-list";
import { usableIn } from "../text/usable";
import { Avatar } from "../ui/Avatar";
import { narrowed } from "../ui/Picker";
import { optionId, type Suggested } from "./Typeahead";

const MOST = 8;
const MOST_MACROS = 3;

type Props = {
  row: Conversation;
  me: Me;
  kind: Kind;
  part: DraftPart;
  selection: () => Selection;
  put: (next: Selection) => void;
  mention: (mentions: Mention[]) => void;
  insert: (template: Template, typed: { words: string; from: number }) => void;
};

/** People and teams by "@" in notes, templates and macros by "/" in replies. */
export function useTypeahead({ row, me, kind, part, selection, put, mention, insert }: Props) {
  const desk = useActions();
  const id = useId();
  const users = useDesk((state) => state.users);
  const teams = useDesk((state) => state.teams);
  const words = useMacroWords();
  const templates = useDesk((state) => state.templates);
  const macros = useDesk((state) => state.macros);
  const [caret, setCaret] = useState<number | null>(null);
  const [index, setIndex] = useState(0);

  const trigger = caret === null ? null : triggerAt(part.text, caret);
  const fits = trigger && (trigger.sign === "@") === (kind === "note");
  const looking = fits ? trigger : null;
  const sign = looking?.sign;

  useEffect(() => {
    if (sign === "@" && users.length === 0) desk.loadPeople();
    if (sign === "@" && teams.length === 0) desk.loadTeams();
    if (sign === "/" && templates.length === 0) desk.loadTemplates();
    if (sign === "/" && macros.length === 0) desk.loadMacros();
  }, [sign, users.length, teams.length, templates.length, macros.length, desk]);

  function answers(query: string): Suggested[] {
    const runs = narrowed(
      usableIn(macros, row.team_id).map((each) => ({
        id: each.id,
        name: each.name,
        fact: words(each),
        icon: <ListChecks aria-hidden="true" />,
        section: t("Macros"),
      })),
      query,
    );
    const room = MOST - Math.min(runs.length, MOST_MACROS);
    const values = valuesOf({ ...row, agent: me });
    const texts = matchingTemplates(usableIn(templates, row.team_id), query).slice(0, room);
    return [
      ...texts.map((each) => {
        const preview = previewOf(each, values);
        return {
          id: each.id,
          name: each.name,
          code: each.short_code,
          fact: each.folder ? `${each.folder} · ${preview}` : preview,
          icon: <FileText aria-hidden="true" />,
          section: t("Templates"),
        };
      }),
      ...runs.slice(0, MOST - texts.length),
    ];
  }

  function colleagues(query: string): Suggested[] {
    const visible = row.visible_to?.map((person) => person.id);
    const hidden = (who: string) => visible && !visible.includes(who);
    const people = users
      .filter((user) => user.id !== me.id)
      .map((user) => ({
        id: user.id,
        name: user.name,
        fact: hidden(user.id) ? t("May not see this conversation") : undefined,
        icon: <Avatar person={user} size={20} />,
      }));
    const groups = teams.map((team) => ({
      id: team.id,
      name: team.name,
      fact: t("Team"),
      icon: <Users aria-hidden="true" />,
    }));
    return narrowed([...people, ...groups], query).slice(0, MOST);
  }

  const found = looking ? (sign === "/" ? answers : colleagues)(looking.query) : [];
  const open = found.length > 0;
  const current = Math.min(index, found.length - 1);

  function choose(option: Suggested) {
    if (!looking) return;
    const held = selection();
    const whole = { ...held, start: looking.from };
    const template = templates.find((each) => each.id === option.id);
    const macro = macros.find((each) => each.id === option.id);
    if (template) insert(template, { words: `/${looking.query}`, from: looking.from });
    else if (macro) {
      put(inserted(whole, ""));
      desk.runMacro(row.id, macro);
    } else {
      put(inserted(whole, `@${option.name} `));
      mention([...part.mentions, { id: option.id, name: option.name }]);
    }
    setCaret(null);
    setIndex(0);
  }

  /** True when the key was for the list rather than for the text. */
  function onKey(event: KeyboardEvent): boolean {
    if (!open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setIndex((current + step + found.length) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(found[current] as Suggested);
    else if (event.key === "Escape") setCaret(null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    id,
    open,
    found,
    current,
    label: looking?.sign === "/" ? t("Templates and macros") : t("People and teams"),
    activeId: open ? optionId(id, current) : undefined,
    choose,
    point: setIndex,
    onKey,
    /** The caret moved by writing; null when the field lost it. */
    follow(at: number | null) {
      setCaret(at);
      setIndex(0);
    },
  };
}
