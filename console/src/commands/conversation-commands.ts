/** What can be done with one conversation or many: for the keyboard, the command bar and menus. */
import type { Conversation, Me } from "../api/types";
import type { DeskActions } from "../state/actions";
import type { Command } from "./commands";
import type { PickerKind } from "./dialogs";
import {
  closeRefusal,
  inviteRefusal,
  leaveRefusal,
  may,
  snoozeRefusal,
  takeRefusal,
  transferRefusal,
} from "./permissions";

const section = "Conversation";

/** The first reason that stops any of them, so that one action means the same for all. */
function firstOf(
  rows: readonly Conversation[],
  refusal: (row: Conversation) => string | null,
): string | null {
  for (const row of rows) {
    const reason = refusal(row);
    if (reason) return reason;
  }
  return null;
}

function closing(desk: DeskActions, rows: readonly Conversation[], me: Me): Command {
  const ids = rows.map((row) => row.id);
  const keys = "e";
  const open = rows.some((row) => row.status === "open");
  if (!open) return { id: "reopen", title: "Reopen", section, keys, run: () => desk.reopen(ids) };
  // Of many, the server says for each why not.
  const refusal = rows.length === 1 ? firstOf(rows, (row) => closeRefusal(row, me)) : null;
  return { id: "close", title: "Close", section, keys, refusal, run: () => desk.end(ids) };
}

function snoozing(desk: DeskActions, rows: readonly Conversation[]): Command[] {
  const [only] = rows;
  const ids = rows.map((row) => row.id);
  const snooze: Command = {
    id: "snooze",
    title: "Snooze…",
    section,
    keys: "z",
    refusal: firstOf(rows, snoozeRefusal),
    run: () => desk.show({ kind: "snooze", ids }),
  };
  if (rows.length !== 1 || !only?.snooze) return [snooze];
  const wake = () => desk.wake(only.id);
  return [{ id: "wake", title: "End the snooze", section, run: wake }, snooze];
}

/** Handing it on, and sharing it. */
function handing(desk: DeskActions, row: Conversation, me: Me): Command[] {
  const ids = [row.id];
  return [
    {
      id: "transfer",
      title: "Transfer…",
      section,
      keys: "h",
      refusal: transferRefusal(row, me),
      run: () => desk.show({ kind: "transfer", ids }),
    },
    {
      id: "invite",
      title: "Invite a colleague…",
      section,
      keys: "v",
      refusal: inviteRefusal(row, me),
      run: () => desk.show({ kind: "invite", ids }),
    },
    {
      id: "leave",
      title: "Leave it to the others",
      section,
      refusal: leaveRefusal(row, me),
      run: () => desk.leave(row.id),
    },
  ];
}

/** What makes sense for one conversation only. */
function single(desk: DeskActions, row: Conversation, me: Me): Command[] {
  const { id } = row;
  const ids = [id];
  const star = row.starred ? "Remove the star" : "Star";
  const important = row.important ? "No longer important" : "Mark important";
  return [
    {
      id: "take",
      title: "Take",
      section,
      keys: "t",
      refusal: takeRefusal(row, me),
      run: () => desk.take(id),
    },
    ...handing(desk, row, me),
    { id: "star", title: star, section, keys: "s", run: () => desk.star(id, !row.starred) },
    {
      id: "unread",
      title: "Mark unread",
      section,
      keys: "u",
      refusal: row.unread ? "This conversation is unread" : null,
      run: () => desk.markUnread(id),
    },
    {
      id: "priority",
      title: "Set the priority…",
      section,
      keys: "p",
      run: () => desk.show({ kind: "priority", ids }),
    },
    {
      id: "important",
      title: important,
      section,
      keys: "i",
      run: () => desk.setImportant(id, !row.important),
    },
    {
      id: "zoom-out",
      title: "Zoom out: topics and mood",
      section,
      keys: "o",
      run: () => desk.show({ kind: "zoom-out", ids }),
    },
    {
      id: "summarise",
      title: "Summarise into a note",
      section,
      run: () => desk.show({ kind: "summary", ids }),
    },
    {
      id: "merge",
      title: "Merge another conversation into this…",
      section,
      run: () => desk.show({ kind: "merge", ids }),
    },
    {
      id: "restrict",
      title: "Choose who may see this…",
      section,
      run: () => desk.show({ kind: "restrict", ids }),
    },
    ...(may(me, "conversations.delete")
      ? [
          {
            id: "delete",
            title: "Delete…",
            section,
            run: () => desk.show({ kind: "delete", ids }),
          } satisfies Command,
        ]
      : []),
    {
      id: "download-transcript",
      title: "Download the transcript",
      section,
      run: () => desk.downloadTranscript(id),
    },
    {
      id: "mail-transcript",
      title: "Mail the transcript…",
      section,
      run: () => desk.show({ kind: "transcript", ids }),
    },
    {
      id: "copy-link",
      title: "Copy the link",
      section,
      run: () => copyLink(id),
    },
  ];
}

export function linkTo(id: string): string {
  return `${location.origin}${location.pathname}#/conversations/${id}`;
}

export function copyLink(id: string) {
  return navigator.clipboard.writeText(linkTo(id));
}

export function conversationCommands(
  desk: DeskActions,
  rows: readonly Conversation[],
  me: Me,
): Command[] {
  const [only] = rows;
  if (!only) return [];
  const ids = rows.map((row) => row.id);
  const show = (kind: PickerKind) => () => desk.show({ kind, ids });
  return [
    { id: "assign", title: "Assign to…", section, keys: "a", run: show("assign") },
    { id: "label", title: "Label…", section, keys: "l", run: show("label") },
    ...snoozing(desk, rows),
    closing(desk, rows, me),
    ...(rows.length === 1 ? single(desk, only, me) : []),
  ];
}
