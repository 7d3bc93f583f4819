import { FileText, Users } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import type { DraftPart, Mention } from "../state/drafts";
import type { Kind } from "../state/thread";
import { inserted, type Selection, triggerAt } from "../text/formatting";
import { filled } from "../text/template";
import { Avatar } from "../ui/Avatar";
import { narrowed } from "../ui/Picker";
import { optionId, type Suggested } from "./Typeahead";

const MOST = 8;

type Props = {
  row: Conversation;
  me: Me;
  kind: Kind;
  part: DraftPart;
  selection: () => Selection;
  put: (next: Selection) => void;
  mention: (mentions: Mention[]) => void;
};

/** People and teams by "@" in notes, templates by "/" in replies. */
export function useTypeahead({ row, me, kind, part, selection, put, mention }: Props) {
  const desk = useActions();
  const id = useId();
  const users = useDesk((state) => state.users);
  const teams = useDesk((state) => state.teams);
  const templates = useDesk((state) => state.templates);
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
  }, [sign, users.length, teams.length, templates.length, desk]);

  function options(): Suggested[] {
    if (!looking) return [];
    if (looking.sign === "/") {
      const fitting = templates.filter(
        (each) => each.team_id === null || each.team_id === row.team_id,
      );
      return fitting.map(({ id: key, name, text }) => ({
        id: key,
        name,
        fact: filled(text, { contact: row.contact, agent: me }).replace(/\s+/g, " "),
        icon: <FileText aria-hidden="true" />,
      }));
    }
    const visible = row.visible_to?.map((person) => person.id);
    const hidden = (who: string) => visible && !visible.includes(who);
    const people = users
      .filter((user) => user.id !== me.id)
      .map((user) => ({
        id: user.id,
        name: user.name,
        fact: hidden(user.id) ? "May not see this conversation" : undefined,
        icon: <Avatar person={user} size={20} />,
      }));
    const groups = teams.map((team) => ({
      id: team.id,
      name: team.name,
      fact: "Team",
      icon: <Users aria-hidden="true" />,
    }));
    return [...people, ...groups];
  }

  const found = narrowed(options(), looking?.query ?? "").slice(0, MOST);
  const open = found.length > 0;
  const current = Math.min(index, found.length - 1);

  function choose(option: Suggested) {
    if (!looking) return;
    const held = selection();
    const whole = { ...held, start: looking.from };
    if (looking.sign === "/") {
      const template = templates.find((each) => each.id === option.id);
      if (template)
        put(inserted(whole, filled(template.text, { contact: row.contact, agent: me })));
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
    label: looking?.sign === "/" ? "Templates" : "People and teams",
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
