/** What an agent does with conversations, one or many: shown at once, and mostly undoable. */
import type { Person } from "@switchboard/protocol";
import type { BulkAction, Conversation, Priority } from "../api/types";
import { t, tn } from "../i18n/t";
import { namesOf } from "../text/people";
import type { Parts } from "./actions";
import { withFields, withoutRow } from "./desk";
import type { Optimistic } from "./optimistic";
import { endingsOf, isShared } from "./routing";

/** What is told of those that something was not done to. */
const NOT = {
  assigned: (count: number) =>
    tn(count, "A conversation was not assigned", "{count} conversations were not assigned"),
  closed: (count: number) =>
    tn(count, "A conversation was not closed", "{count} conversations were not closed"),
  reopened: (count: number) =>
    tn(count, "A conversation was not reopened", "{count} conversations were not reopened"),
  snoozed: (count: number) =>
    tn(count, "A conversation was not snoozed", "{count} conversations were not snoozed"),
  labelled: (count: number) =>
    tn(count, "A conversation was not labelled", "{count} conversations were not labelled"),
};

type Ids = readonly string[];
type Ending = { undoable?: boolean; disposition?: string | null; everyone?: boolean };

export function createConversationActions(parts: Parts, optimistic: Optimistic) {
  const { api, store, update } = parts;
  const { attempt, attemptAll, done } = optimistic;
  const rowOf = (id: string) => store.getState().rows[id];
  const me = (): Person => {
    const { id, name } = store.getState().me ?? { id: "", name: "" };
    return { id, name };
  };

  /** One conversation has its own call, which names who was faster; many share one. */
  async function each(
    ids: Ids,
    change: (row: Conversation) => Partial<Conversation>,
    one: (id: string) => Promise<Conversation>,
    action: BulkAction,
    failure: (count: number) => string,
  ): Promise<string[]> {
    const [only] = ids;
    if (ids.length !== 1 || !only) return attemptAll(ids, change, action, failure);
    return (await attempt(only, change, () => one(only), failure(1))) ? [only] : [];
  }

  async function assign(ids: Ids, people: Person[], undoable = true) {
    const before = new Map(ids.map((id) => [id, rowOf(id)?.assignees ?? []]));
    const change = () => ({ assignees: people });
    const user_ids = people.map((person) => person.id);
    const ask = (id: string) => api.assign(id, user_ids);
    const agreed = await each(ids, change, ask, { kind: "assign", user_ids }, NOT.assigned);
    if (agreed.length === 0 || !undoable) return;
    const count = agreed.length;
    const title =
      people.length > 0
        ? tn(
            count,
            "Conversation assigned to {names}",
            "{count} conversations assigned to {names}",
            { names: namesOf(people, me().id) },
          )
        : tn(
            count,
            "Conversation moved to Unassigned",
            "{count} conversations moved to Unassigned",
          );
    done(title, () => {
      for (const id of agreed) assign([id], before.get(id) ?? [], false);
    });
  }

  /** What leaves the list is no longer ticked in it. */
  function unselect(ids: Ids) {
    update((desk) => ({ ...desk, selected: desk.selected.filter((id) => !ids.includes(id)) }));
  }

  /** Ends them. `everyone`: also for the others who have one; else those go on with it. */
  async function close(
    ids: Ids,
    { undoable = true, disposition = null, everyone = false }: Ending = {},
  ) {
    unselect(ids);
    const change = () => ({ status: "closed" as const, snooze: null });
    const ask = (id: string) =>
      everyone ? api.closeForAll(id, disposition) : api.close(id, disposition);
    const action = { kind: "close" as const, disposition, everyone };
    const agreed = await each(ids, change, ask, action, NOT.closed);
    if (agreed.length > 0 && undoable) {
      const title = tn(agreed.length, "Conversation closed", "{count} conversations closed");
      done(title, () => reopen(agreed, false));
    }
  }

  async function reopen(ids: Ids, undoable = true) {
    unselect(ids);
    const change = () => ({ status: "open" as const });
    const ask = (id: string) => api.reopen(id);
    const agreed = await each(ids, change, ask, { kind: "reopen" }, NOT.reopened);
    if (agreed.length > 0 && undoable) {
      const title = tn(agreed.length, "Conversation reopened", "{count} conversations reopened");
      done(title, () => close(agreed, { undoable: false }));
    }
  }

  /** `until`: an ISO time, or null for "until the customer replies". */
  async function snooze(ids: Ids, until: string | null) {
    unselect(ids);
    const before = new Map(ids.map((id) => [id, rowOf(id)?.snooze ?? null]));
    const change = () => ({ snooze: { until } });
    const ask = (id: string) => api.snooze(id, until);
    const agreed = await each(ids, change, ask, { kind: "snooze", until }, NOT.snoozed);
    if (agreed.length === 0) return;
    const title = tn(agreed.length, "Conversation snoozed", "{count} conversations snoozed");
    done(title, () => {
      for (const id of agreed) {
        const old = before.get(id);
        if (old) snooze([id], old.until);
        else wake(id);
      }
    });
  }

  function wake(id: string) {
    const title = t("This conversation is still snoozed");
    return attempt(
      id,
      () => ({ snooze: null }),
      () => api.wake(id),
      title,
    );
  }

  function withLabels(row: Conversation, add: Ids, remove: Ids): Partial<Conversation> {
    const { labels } = store.getState();
    const isPrivate = (id: string) => labels.find((each) => each.id === id)?.scope === "private";
    const change = (held: readonly string[], added: Ids) => [
      ...held.filter((id) => !remove.includes(id) && !added.includes(id)),
      ...added,
    ];
    return {
      labels: change(
        row.labels,
        add.filter((id) => !isPrivate(id)),
      ),
      private_labels: change(row.private_labels ?? [], add.filter(isPrivate)),
    };
  }

  async function label(ids: Ids, add: string[], remove: string[]) {
    const change = (row: Conversation) => withLabels(row, add, remove);
    const ask = (id: string) => api.label(id, add, remove);
    await each(ids, change, ask, { kind: "label", add, remove }, NOT.labelled);
  }

  function updated(id: string, fields: Partial<Conversation>, title: string) {
    const { visible_to, topic, priority, important } = fields;
    const body = {
      ...(topic !== undefined && { topic }),
      ...(priority !== undefined && { priority }),
      ...(important !== undefined && { important }),
      ...(visible_to !== undefined && {
        visible_to: visible_to?.map((person) => person.id) ?? null,
      }),
    };
    return attempt(
      id,
      () => fields,
      () => api.updateConversation(id, body),
      title,
    );
  }

  async function unmerge(id: string, other: string) {
    const drop = (row: Conversation) => ({
      merged: row.merged.filter((each) => each.id !== other),
    });
    await attempt(id, drop, () => api.unmerge(id, other), t("The merge was not undone"));
    parts.fetchRow(other);
  }

  /** What has to be asked first is asked: whether the others who have it go on, how it ended. */
  function end(ids: Ids) {
    const rows = ids.flatMap((id) => rowOf(id) ?? []);
    const ask = (kind: "ending" | "disposition") =>
      update((desk) => ({ ...desk, dialog: { kind, ids } }));
    if (rows.length === 1 && rows.some((row) => isShared(row, me().id))) ask("ending");
    else if (endingsOf(store.getState().dispositions ?? [], rows).length > 0) ask("disposition");
    else close(ids);
  }

  return {
    assign,
    end,
    close,
    reopen,
    snooze,
    wake,
    label,
    unmerge,
    take(id: string) {
      const change = (row: Conversation) => ({ assignees: [...row.assignees, me()] });
      return attempt(id, change, () => api.take(id), t("You could not take this conversation"));
    },
    star(id: string, on: boolean) {
      const title = on ? t("The star was not set") : t("The star was not removed");
      return attempt(
        id,
        () => ({ starred: on }),
        () => api.star(id, on),
        title,
      );
    },
    markUnread(id: string) {
      const title = t("The conversation is still marked read");
      return attempt(
        id,
        () => ({ unread: true }),
        () => api.unread(id),
        title,
      );
    },
    setPriority: (id: string, priority: Priority | null) =>
      updated(id, { priority }, t("The priority was not changed")),
    setImportant: (id: string, important: boolean) =>
      updated(id, { important }, t("The mark was not changed")),
    setTopic: (id: string, topic: string | null) =>
      updated(id, { topic }, t("The topic was not changed")),
    restrict: (id: string, visible_to: Person[] | null) =>
      updated(id, { visible_to }, t("Who may see this was not changed")),
    /** `other` goes into `id`: its messages appear there, and it closes. */
    async merge(id: string, other: Conversation) {
      const ref = { id: other.id, number: other.number };
      const join = (row: Conversation) => ({ merged: [...row.merged, ref] });
      const ask = () => api.merge(id, other.id);
      if (!(await attempt(id, join, ask, t("The conversations were not merged")))) return;
      const row = rowOf(id);
      const into = row && { id, number: row.number };
      if (into) update((desk) => withFields(desk, other.id, { merged_into: into }));
      const merged = { other: `#${other.number}`, into: `#${row?.number}` };
      done(t("{other} merged into {into}", merged), () => unmerge(id, other.id));
    },
    /** For ever; the form that asks for it shows why it failed. */
    async remove(id: string) {
      await api.deleteConversation(id);
      update((desk) => withoutRow(desk, id));
    },
  };
}
