/** What can be done with one conversation or many: for the keyboard, the command bar and menus. */

import type { Conversation, Me } from "../api/types";
import { t } from "../i18n/t";
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

const section = "conversation";

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
  if (!open)
    return { id: "reopen", title: t("Reopen"), section, keys, run: () => desk.reopen(ids) };
  // Of many, the server says for each why not.
  const refusal = rows.length === 1 ? firstOf(rows, (row) => closeRefusal(row, me)) : null;
  return { id: "close", title: t("Close"), section, keys, refusal, run: () => desk.end(ids) };
}

function snoozing(desk: DeskActions, rows: readonly Conversation[]): Command[] {
  const [only] = rows;
  const ids = rows.map((row) => row.id);
  const snooze: Command = {
    id: "snooze",
    title: t("Snooze…"),
    section,
    keys: "z",
    refusal: firstOf(rows, snoozeRefusal),
    run: () => desk.show({ kind: "snooze", ids }),
  };
  if (rows.length !== 1 || !only?.snooze) return [snooze];
  const wake = () => desk.wake(only.id);
  return [{ id: "wake", title: t("End the snooze"), section, run: wake }, snooze];
}

/** Handing it on, and sharing it. */
function handing(desk: DeskActions, row: Conversation, me: Me): Command[] {
  const ids = [row.id];
  return [
    {
      id: "transfer",
      title: t("Transfer…"),
      section,
      keys: "h",
      refusal: transferRefusal(row, me),
      run: () => desk.show({ kind: "transfer", ids }),
    },
    {
      id: "invite",
      title: t("Invite a colleague…"),
      section,
      keys: "v",
      refusal: inviteRefusal(row, me),
      run: () => desk.show({ kind: "invite", ids }),
    },
    {
      id: "leave",
      title: t("Leave it to the others"),
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
  const star = row.starred ? t("Remove the star") : t("Star|do it");
  const important = row.important ? t("No longer important") : t("Mark important");
  return [
    {
      id: "take",
      title: t("Take"),
      section,
      keys: "t",
      refusal: takeRefusal(row, me),
      run: () => desk.take(id),
    },
    ...handing(desk, row, me),
    { id: "star", title: star, section, keys: "s", run: () => desk.star(id, !row.starred) },
    {
      id: "unread",
      title: t("Mark unread"),
      section,
      keys: "u",
      refusal: row.unread ? t("This conversation is unread") : null,
      run: () => desk.markUnread(id),
    },
    {
      id: "priority",
      title: t("Set the priority…"),
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
      title: t("Zoom out: topics and mood"),
      section,
      keys: "o",
      run: () => desk.show({ kind: "zoom-out", ids }),
    },
    {
      id: "summarise",
      title: t("Summarise into a note"),
      section,
      run: () => desk.show({ kind: "summary", ids }),
    },
    {
      id: "merge",
      title: t("Merge another conversation into this…"),
      section,
      run: () => desk.show({ kind: "merge", ids }),
    },
    {
      id: "restrict",
      title: t("Choose who may see this…"),
      section,
      run: () => desk.show({ kind: "restrict", ids }),
    },
    ...(may(me, "conversations.delete")
      ? [
          {
            id: "delete",
            title: t("Delete…"),
            section,
            run: () => desk.show({ kind: "delete", ids }),
          } satisfies Command,
        ]
      : []),
    {
      id: "download-transcript",
      title: t("Download the transcript"),
      section,
      run: () => desk.downloadTranscript(id),
    },
    {
      id: "mail-transcript",
      title: t("Mail the transcript…"),
      section,
      run: () => desk.show({ kind: "transcript", ids }),
    },
    {
      id: "copy-link",
      title: t("Copy the link"),
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
    { id: "assign", title: t("Assign to…"), section, keys: "a", run: show("assign") },
    { id: "label", title: t("Label…"), section, keys: "l", run: show("label") },
    ...snoozing(desk, rows),
    closing(desk, rows, me),
    ...(rows.length === 1 ? single(desk, only, me) : []),
  ];
}
