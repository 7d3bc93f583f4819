/** Changes that show at once: taken back, with the reason, when the server refuses them. */
import { Problem } from "../api/problem";
import type { BulkAction, BulkResult, Conversation } from "../api/types";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { type Desk, withFields, withoutRow, withRow, withToast } from "./desk";
import type { Rows } from "./lists";

type Fields = Partial<Conversation>;
type Change = (row: Conversation) => Fields;

/** Put back what a refused change had set, unless something newer has been said since. */
export function rolledBack(desk: Desk, before: Rows, id: string, set: Fields): Desk {
  const [row, old] = [desk.rows[id], before[id]];
  if (!row || !old || row.version !== old.version) return desk;
  const names = Object.keys(set) as (keyof Conversation)[];
  const untouched = names.filter((name) => row[name] === set[name]);
  return withFields(desk, id, Object.fromEntries(untouched.map((name) => [name, old[name]])));
}

/** One sentence on what a bulk action did not do: each reason once, with how many it stopped. */
export function reasonsOf(results: readonly BulkResult[]): string {
  const counts = new Map<string, number>();
  for (const { ok, problem } of results) {
    if (ok) continue;
    const reason = problem?.detail ?? t("It was refused.");
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const single = counts.size === 1;
  return [...counts].map(([reason, count]) => (single ? reason : `${count} × ${reason}`)).join(" ");
}

const AT_ONCE = 100;

/** `ids` in parts that the API takes in one request. */
export function portions(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / AT_ONCE);
  return Array.from({ length: count }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

export type Optimistic = ReturnType<typeof createOptimistic>;

type After = { catchUp: (id: string) => void; countSoon: () => void };

export function createOptimistic(parts: Parts, { catchUp, countSoon }: After) {
  const { api, store, update, complain, newId } = parts;
  const turns = new Map<string, Promise<void>>();

  /** One conversation's changes go one after another: an answer holds all that was asked before,
   * and none comes late and takes back what a later one did. */
  function inTurn<T>(id: string, ask: () => Promise<T>): Promise<T> {
    const before = turns.get(id);
    const asked = before ? before.then(ask) : ask();
    const over = asked.then(
      () => undefined,
      () => undefined,
    );
    turns.set(id, over);
    void over.then(() => turns.get(id) === over && turns.delete(id));
    return asked;
  }

  function set(
    ids: readonly string[],
    change: Change,
  ): { before: Rows; fields: Map<string, Fields> } {
    const before = store.getState().rows;
    const known = ids.flatMap((id) => before[id] ?? []);
    const fields = new Map(known.map((row) => [row.id, change(row)]));
    update((desk) => [...fields].reduce((held, [id, each]) => withFields(held, id, each), desk));
    return { before, fields };
  }

  function refused(id: string, title: string, error: unknown) {
    if (error instanceof Problem && error.missing.includes("disposition")) {
      update((desk) => ({ ...desk, dialog: { kind: "disposition", ids: [id] } }));
      return;
    }
    if (error instanceof Problem && error.status === 404) update((desk) => withoutRow(desk, id));
    const taken = error instanceof Problem && error.code === "taken";
    const winner = taken ? error.winner : null;
    complain(winner ? t("{name} took this conversation", { name: winner.name }) : title, error);
    if (taken) parts.fetchRow(id);
  }

  /** The numbers after the change, and the entries that it made where its thread is on screen. */
  function follow(id: string) {
    countSoon();
    if (store.getState().threads[id]?.state === "ready") catchUp(id);
  }

  return {
    /** Tell that something was done, with a way back. */
    done(title: string, undo: () => void) {
      const action = { label: t("Undo"), run: undo };
      const toast = { tone: "done" as const, title, text: "", conversationId: null, action };
      update((desk) => withToast(desk, { ...toast, id: newId() }));
    },

    /** Change one row at once and ask for it; whether the server agreed. */
    async attempt(
      id: string,
      change: Change,
      ask: () => Promise<Conversation | undefined>,
      title: string,
    ): Promise<boolean> {
      const { before, fields } = set([id], change);
      try {
        const row = await inTurn(id, ask);
        if (row) update((desk) => withRow(desk, row));
        follow(id);
        return true;
      } catch (error) {
        update((desk) => rolledBack(desk, before, id, fields.get(id) ?? {}));
        refused(id, title, error);
        return false;
      }
    },

    /** Change many rows at once; the ids that the server agreed to. */
    async attemptAll(
      ids: readonly string[],
      change: Change,
      action: BulkAction,
      title: (count: number) => string,
    ): Promise<string[]> {
      const { before, fields } = set(ids, change);
      const back = (failed: readonly string[]) =>
        update((desk) =>
          failed.reduce((held, id) => rolledBack(held, before, id, fields.get(id) ?? {}), desk),
        );
      const agreed: string[] = [];
      const results: BulkResult[] = [];
      for (const portion of portions(ids)) {
        try {
          results.push(...(await api.bulk(portion, action)).items);
        } catch (error) {
          back(portion);
          complain(title(portion.length), error);
        }
      }
      for (const result of results) if (result.ok) agreed.push(result.id);
      const failed = results.filter((result) => !result.ok);
      back(failed.map((result) => result.id));
      if (failed.length > 0) complain(title(failed.length), new Error(reasonsOf(failed)));
      for (const id of agreed) follow(id);
      return agreed;
    },
  };
}
