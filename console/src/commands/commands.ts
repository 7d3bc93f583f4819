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
import { m, t } from "../i18n/t";
import { focusListSearch, focusRow } from "../inboxes/row-focus";
import { listName } from "../inboxes/useListQuery";
import type { DeskActions } from "../state/actions";
import type { Desk } from "../state/desk";
import type { ListId } from "../state/queries";
import { channelName } from "../ui/channels";
import { setTheme, THEMES, type Theme } from "../ui/theme";
import { conversationCommands } from "./conversation-commands";
import { macroCommands } from "./MacroCommands";

export { closeRefusal, takeRefusal } from "./permissions";

/** What the lists of commands are headed with. */
export const SECTIONS = {
  conversation: m("Conversation"),
  macros: m("Macros"),
  go: m("Go to"),
  list: m("List|section"),
  you: m("You|section"),
};

export type Command = {
  id: string;
  title: string;
  section: keyof typeof SECTIONS;
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
  const section = "conversation";
  return [
    {
      id: "reply",
      title: t("Reply|do it"),
      section,
      keys: "r",
      run: () => startWriting(desk, id, "reply"),
    },
    {
      id: "note",
      title: t("Add a note"),
      section,
      keys: "n",
      run: () => startWriting(desk, id, "note"),
    },
    {
      id: "articles",
      title: t("Find an article"),
      section,
      run: () => desk.openPanel("articles"),
    },
    {
      id: "copilot",
      title: t("Ask the copilot"),
      section,
      keys: "g c",
      run: () => desk.openPanel("copilot"),
    },
    {
      id: "details",
      title: t("Show or hide the details"),
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
  const lists: { id: ListId; name?: string }[] = [
    ...inboxes,
    { id: "waiting" },
    ...views.map(({ id, name }) => ({ id: `view:${id}` as const, name })),
  ];
  const teams = inboxes.filter((inbox) => inbox.id.startsWith("team:"));
  return lists.map(({ id, name }): Command => {
    const team = teams.findIndex((each) => each.id === id);
    const keys = LETTERS[id] ?? (team >= 0 && team < 9 ? `g ${team + 1}` : undefined);
    return {
      id: `go-${id}`,
      title: listName(id, name),
      section: "go",
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
      ? { id: "unselect", title: t("Unselect all"), section: "list", run: () => desk.selectAll([]) }
      : place.conversationId
        ? {
            id: "back",
            title: t("Back to the list"),
            section: "list",
            run: () => go(listPath(place, null)),
          }
        : null;
  return [
    ...(back ? [{ ...back, keys: "Escape" }] : []),
    {
      id: "next",
      title: t("Next conversation"),
      section: "list",
      keys: "j",
      run: () => focusRow(1),
    },
    {
      id: "previous",
      title: t("Previous conversation"),
      section: "list",
      keys: "k",
      run: () => focusRow(-1),
    },
    ...(target
      ? [
          {
            id: "select",
            title: selected.includes(target) ? t("Unselect") : t("Select"),
            section: "list" as const,
            keys: "x",
            run: () => desk.select(target),
          },
        ]
      : []),
    {
      id: "search-list",
      title: t("Search this list"),
      section: "list",
      keys: "/",
      run: focusListSearch,
    },
    {
      id: "filter",
      title: t("Filter this list…"),
      section: "list",
      keys: "f",
      run: () => desk.show({ kind: "filter" }),
    },
    {
      id: "sort",
      title: t("Sort this list…"),
      section: "list",
      run: () => desk.show({ kind: "sort" }),
    },
  ];
}

/** Write first: on any channel, or on one sort of them. */
function sending(desk: DeskActions, channels: Desk["channels"]): Command[] {
  const section = "go";
  const kinds = new Map(
    channels
      .filter((channel) => channel.capabilities.pushes)
      .map(({ kind }) => [channelName(kind), kind]),
  );
  return [
    {
      id: "new-chat",
      title: t("New chat…"),
      section,
      keys: "c",
      run: () => desk.show({ kind: "new-chat" }),
    },
    ...[...kinds].map(
      ([name, kind]): Command => ({
        id: `send-${kind}`,
        title: t("Send a message by {channel}…", { channel: name }),
        section,
        run: () => desk.show({ kind: "new-chat", channel_kind: kind }),
      }),
    ),
  ];
}

const THEME_NAMES: Record<Theme, string> = {
  system: m("Theme: system"),
  light: m("Theme: light"),
  dark: m("Theme: dark"),
};

type Needs = { signOut: () => void; toggleSidebar: () => void };

function yours(desk: DeskActions, me: Me, go: Go, { signOut, toggleSidebar }: Needs): Command[] {
  const section = "you";
  const away = me.availability === "away";
  return [
    {
      id: "availability",
      title: away ? t("Set yourself available") : t("Set yourself away"),
      section,
      run: () => desk.setAvailability({ status: away ? "available" : "away" }),
    },
    ...THEMES.map(
      (theme): Command => ({
        id: `theme-${theme}`,
        title: t(THEME_NAMES[theme]),
        section,
        run: () => setTheme(theme),
      }),
    ),
    {
      id: "knowledge",
      title: t("Knowledge"),
      section,
      keys: "g k",
      run: () => go(knowledgePath()),
    },
    { id: "settings", title: t("Settings"), section, keys: "g ,", run: () => go(settingsPath()) },
    { id: "sidebar", title: t("Toggle the sidebar"), section, keys: "[", run: toggleSidebar },
    {
      id: "commands",
      title: t("Open the command bar"),
      section,
      keys: "mod+k",
      run: () => desk.show({ kind: "commands" }),
    },
    {
      id: "help",
      title: t("Keyboard shortcuts"),
      section,
      keys: "?",
      run: () => desk.show({ kind: "help" }),
    },
    { id: "sign-out", title: t("Sign out"), section, run: signOut },
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
        title: t("Search everywhere"),
        section: "go",
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

const KEY_NAMES: Record<string, string> = {
  Escape: m("Esc"),
  Enter: m("Enter|key"),
  ctrl: m("Ctrl"),
  shift: m("Shift"),
};

/** The keys of a command as they are printed on a keyboard. */
export function keyCaps(keys: string): string[] {
  const mod = /Mac|iP/.test(navigator.platform) ? "⌘" : t("Ctrl");
  return keys.split(/[+ ]/).map((key) => {
    if (key === "mod") return mod;
    const name = KEY_NAMES[key];
    if (name) return t(name);
    return key.length === 1 ? key.toUpperCase() : key;
  });
}
