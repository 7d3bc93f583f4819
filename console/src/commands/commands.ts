/** Every action by name: the command bar lists them, the keyboard runs them, the help explains them. */
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import {
  knowledgePath,
  listPath,
  type Place,
  pathOf,
  searchPath,
  settingsPath,
  usePlace,
} from "../app/routes";
import { focusListSearch, focusRow } from "../inboxes/row-focus";
import type { DeskActions } from "../state/actions";
import type { Desk } from "../state/desk";
import type { ListId } from "../state/queries";
import { channelName } from "../ui/channels";
import { setTheme, THEMES } from "../ui/theme";
import { conversationCommands } from "./conversation-commands";
import { macroCommands } from "./MacroCommands";

export { closeRefusal, takeRefusal } from "./permissions";

export type Command = {
  id: string;
  title: string;
  section: "Conversation" | "Macros" | "Go to" | "List" | "You";
  /** As in KeyboardEvent.key; "mod+k" stands for Ctrl or Cmd, "g i" for one after the other. */
  keys?: string;
  /** Why it can't be run now. */
  refusal?: string | null;
  run: () => void;
};

type Go = (path: string) => void;

function startWriting(desk: DeskActions, id: string, kind: "reply" | "note") {
  desk.kept.setDraft(id, { ...desk.kept.draft(id), kind });
  document.getElementById("composer")?.focus();
}

function writing(desk: DeskActions, id: string): Command[] {
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
      id: "articles",
      title: "Find an article",
      section,
      run: () => desk.openPanel("articles"),
    },
    {
      id: "copilot",
      title: "Ask the copilot",
      section,
      keys: "g c",
      run: () => desk.openPanel("copilot"),
    },
    {
      id: "details",
      title: "Show or hide the details",
      section,
      keys: "]",
      run: desk.toggleDetails,
    },
  ];
}

const LETTERS: Record<string, string> = {
  me: "g i",
  unassigned: "g u",
  mentions: "g m",
  starred: "g s",
  all: "g a",
  waiting: "g w",
};

function going(inboxes: Desk["inboxes"], views: Desk["views"], go: Go): Command[] {
  const lists: { id: ListId; name: string }[] = [
    ...inboxes,
    { id: "waiting", name: "Waiting" },
    ...views.map(({ id, name }) => ({ id: `view:${id}` as const, name })),
  ];
  const teams = inboxes.filter((inbox) => inbox.id.startsWith("team:"));
  return lists.map(({ id, name }): Command => {
    const team = teams.findIndex((each) => each.id === id);
    const keys = LETTERS[id] ?? (team >= 0 && team < 9 ? `g ${team + 1}` : undefined);
    return {
      id: `go-${id}`,
      title: name,
      section: "Go to",
      ...(keys ? { keys } : {}),
      run: () => go(pathOf(id)),
    };
  });
}

type Marked = { selected: readonly string[]; target: string | null };

function moving(desk: DeskActions, marked: Marked, place: Place, go: Go): Command[] {
  const { selected, target } = marked;
  const back: Command | null =
    selected.length > 0
      ? { id: "unselect", title: "Unselect all", section: "List", run: () => desk.selectAll([]) }
      : place.conversationId
        ? {
            id: "back",
            title: "Back to the list",
            section: "List",
            run: () => go(listPath(place, null)),
          }
        : null;
  return [
    ...(back ? [{ ...back, keys: "Escape" }] : []),
    {
      id: "next",
      title: "Next conversation",
      section: "List",
      keys: "j",
      run: () => focusRow(1),
    },
    {
      id: "previous",
      title: "Previous conversation",
      section: "List",
      keys: "k",
      run: () => focusRow(-1),
    },
    ...(target
      ? [
          {
            id: "select",
            title: selected.includes(target) ? "Unselect" : "Select",
            section: "List" as const,
            keys: "x",
            run: () => desk.select(target),
          },
        ]
      : []),
    {
      id: "search-list",
      title: "Search this list",
      section: "List",
      keys: "/",
      run: focusListSearch,
    },
    {
      id: "filter",
      title: "Filter this list…",
      section: "List",
      keys: "f",
      run: () => desk.show({ kind: "filter" }),
    },
    {
      id: "sort",
      title: "Sort this list…",
      section: "List",
      run: () => desk.show({ kind: "sort" }),
    },
  ];
}

/** Write first: on any channel, or on one sort of them. */
function sending(desk: DeskActions, channels: Desk["channels"]): Command[] {
  const section = "Go to";
  const kinds = new Map(
    channels
      .filter((channel) => channel.capabilities.pushes)
      .map(({ kind }) => [channelName(kind), kind]),
  );
  return [
    {
      id: "new-chat",
      title: "New chat…",
      section,
      keys: "c",
      run: () => desk.show({ kind: "new-chat" }),
    },
    ...[...kinds].map(
      ([name, kind]): Command => ({
        id: `send-${kind}`,
        title: `Send a message by ${name}…`,
        section,
        run: () => desk.show({ kind: "new-chat", channel_kind: kind }),
      }),
    ),
  ];
}

type Needs = { signOut: () => void; toggleSidebar: () => void };

function yours(desk: DeskActions, me: Me, go: Go, { signOut, toggleSidebar }: Needs): Command[] {
  const section = "You";
  const away = me.availability === "away";
  return [
    {
      id: "availability",
      title: away ? "Set yourself available" : "Set yourself away",
      section,
      run: () => desk.setAvailability({ status: away ? "available" : "away" }),
    },
    ...THEMES.map(
      (theme): Command => ({
        id: `theme-${theme}`,
        title: `Theme: ${theme}`,
        section,
        run: () => setTheme(theme),
      }),
    ),
    { id: "knowledge", title: "Knowledge", section, keys: "g k", run: () => go(knowledgePath()) },
    { id: "settings", title: "Settings", section, keys: "g ,", run: () => go(settingsPath()) },
    { id: "sidebar", title: "Toggle the sidebar", section, keys: "[", run: toggleSidebar },
    {
      id: "commands",
      title: "Open the command bar",
      section,
      keys: "mod+k",
      run: () => desk.show({ kind: "commands" }),
    },
    {
      id: "help",
      title: "Keyboard shortcuts",
      section,
      keys: "?",
      run: () => desk.show({ kind: "help" }),
    },
    { id: "sign-out", title: "Sign out", section, run: signOut },
  ];
}

/** What an action means: the ticked rows, else the focused one, else the open conversation. */
export function targetsOf({ selected, cursorId, openId, rows }: Desk) {
  const focused = cursorId ?? openId;
  const ids = selected.length > 0 ? selected : focused ? [focused] : [];
  return ids.flatMap((id) => rows[id] ?? []);
}

export function useCommands({ signOut, toggleSidebar }: Needs): Command[] {
  const desk = useActions();
  const { place, go } = usePlace();
  const me = useDesk((state) => state.me);
  const inboxes = useDesk((state) => state.inboxes);
  const views = useDesk((state) => state.views);
  const channels = useDesk((state) => state.channels);
  const macros = useDesk((state) => state.macros);
  const selected = useDesk((state) => state.selected);
  const target = useDesk((state) => state.cursorId ?? state.openId);
  const targets = useDesk(useShallow(targetsOf));
  const openId = place.conversationId ?? "";
  const opened = useDesk((state) => openId in state.rows);

  return useMemo(() => {
    if (!me) return [];
    return [
      ...(opened ? writing(desk, openId) : []),
      ...conversationCommands(desk, targets, me),
      ...macroCommands(desk, macros, targets),
      ...moving(desk, { selected, target }, place, go),
      ...sending(desk, channels),
      {
        id: "search",
        title: "Search everywhere",
        section: "Go to",
        keys: "g /",
        run: () => go(searchPath({ q: "" })),
      },
      ...going(inboxes, views, go),
      ...yours(desk, me, go, { signOut, toggleSidebar }),
    ];
  }, [
    desk,
    me,
    inboxes,
    views,
    channels,
    macros,
    selected,
    target,
    targets,
    openId,
    opened,
    place,
    go,
    signOut,
    toggleSidebar,
  ]);
}

const KEY_NAMES: Record<string, string> = { Escape: "Esc" };

/** The keys of a command as they are printed on a keyboard. */
export function keyCaps(keys: string): string[] {
  const mod = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl";
  return keys.split(/[+ ]/).map((key) => {
    if (key === "mod") return mod;
    return KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  });
}
