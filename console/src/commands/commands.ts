/** Every action by name: the command bar lists them, the keyboard runs them, the help explains them. */
import type { Conversation, InboxId, Me } from "@switchboard/protocol";
import { useMemo } from "react";
import { useActions, useDesk } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { focusRow } from "../inboxes/row-focus";
import type { DeskActions } from "../state/actions";
import type { Draft } from "../state/kept";
import { setTheme, THEMES } from "../ui/theme";

export type Dialog = "commands" | "help" | null;

export type Command = {
  id: string;
  title: string;
  section: "Conversation" | "Go to" | "You";
  /** As in KeyboardEvent.key; "mod+k" stands for Ctrl or Cmd. */
  keys?: string;
  /** Why it can't be run now. */
  refusal?: string | null;
  run: () => void;
};

/** Why the agent may not take this conversation, or null when they may. */
export function takeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return "Reopen this conversation first";
  if (row.assignees.length === 0) return null;
  const mine = row.assignees.some((person) => person.id === me.id);
  return mine ? "This conversation is yours" : `${row.assignees[0]?.name} has this conversation`;
}

/** Why the agent may not close this conversation, or null when they may. */
export function closeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return "This conversation is closed";
  const may = me.role === "admin" || row.assignees.some((person) => person.id === me.id);
  return may ? null : "Only an assignee or an admin can close this. Take it first.";
}

function startWriting(desk: DeskActions, id: string, kind: Draft["kind"]) {
  desk.kept.setDraft(id, { ...desk.kept.draft(id), kind });
  document.getElementById("composer")?.focus();
}

function conversationCommands(desk: DeskActions, row: Conversation, me: Me): Command[] {
  const { id } = row;
  const section = "Conversation";
  return [
    { id: "reply", title: "Reply", section, keys: "r", run: () => startWriting(desk, id, "reply") },
    {
      id: "note",
      title: "Add a note",
      section,
      keys: "n",
      run: () => startWriting(desk, id, "note"),
    },
    {
      id: "take",
      title: "Take this conversation",
      section,
      keys: "a",
      refusal: takeRefusal(row, me),
      run: () => desk.take(id),
    },
    row.status === "open"
      ? {
          id: "close",
          title: "Close this conversation",
          section,
          keys: "e",
          refusal: closeRefusal(row, me),
          run: () => desk.close(id),
        }
      : {
          id: "reopen",
          title: "Reopen this conversation",
          section,
          keys: "e",
          run: () => desk.reopen(id),
        },
  ];
}

type Needs = {
  setDialog: (dialog: Dialog) => void;
  signOut: () => void;
  toggleSidebar: () => void;
};

export function useCommands({ setDialog, signOut, toggleSidebar }: Needs): Command[] {
  const desk = useActions();
  const { place, go } = usePlace();
  const me = useDesk((state) => state.me);
  const inboxes = useDesk((state) => state.inboxes);
  const row = useDesk((state) => (state.openId ? state.rows[state.openId] : undefined));

  return useMemo(() => {
    if (!me) return [];
    const { inbox, filter, conversationId } = place;
    const away = me.availability === "away";
    const all: { id: InboxId; name: string }[] =
      me.role === "admin" ? [{ id: "all", name: "All conversations" }] : [];
    const back: Command[] = conversationId
      ? [
          {
            id: "back",
            title: "Back to the list",
            section: "Go to",
            keys: "Escape",
            run: () => go(pathOf(inbox, filter)),
          },
        ]
      : [];
    return [
      ...(row ? conversationCommands(desk, row, me) : []),
      ...back,
      {
        id: "next",
        title: "Next conversation",
        section: "Go to",
        keys: "j",
        run: () => focusRow(1),
      },
      {
        id: "previous",
        title: "Previous conversation",
        section: "Go to",
        keys: "k",
        run: () => focusRow(-1),
      },
      ...[...inboxes, ...all].map(
        ({ id, name }, index): Command => ({
          id: `go-${id}`,
          title: name,
          section: "Go to",
          ...(index < 9 ? { keys: String(index + 1) } : {}),
          run: () => go(pathOf(id)),
        }),
      ),
      {
        id: "filter",
        title: filter === "open" ? "Closed conversations" : "Open conversations",
        section: "Go to",
        run: () => go(pathOf(inbox, filter === "open" ? "closed" : "open")),
      },
      {
        id: "availability",
        title: away ? "Set yourself available" : "Set yourself away",
        section: "You",
        run: () => desk.setAvailability(away ? "available" : "away"),
      },
      ...THEMES.map(
        (theme): Command => ({
          id: `theme-${theme}`,
          title: `Theme: ${theme}`,
          section: "You",
          run: () => setTheme(theme),
        }),
      ),
      { id: "sidebar", title: "Toggle the sidebar", section: "You", keys: "[", run: toggleSidebar },
      {
        id: "commands",
        title: "Open the command bar",
        section: "You",
        keys: "mod+k",
        run: () => setDialog("commands"),
      },
      {
        id: "help",
        title: "Keyboard shortcuts",
        section: "You",
        keys: "?",
        run: () => setDialog("help"),
      },
      { id: "sign-out", title: "Sign out", section: "You", run: signOut },
    ];
  }, [desk, me, inboxes, row, place, go, setDialog, signOut, toggleSidebar]);
}

const KEY_NAMES: Record<string, string> = { Escape: "Esc" };

/** The keys of a command as they are printed on a keyboard. */
export function keyCaps(keys: string): string[] {
  const mod = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl";
  return keys.split("+").map((key) => {
    if (key === "mod") return mod;
    return KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  });
}
