/** A server by path for what asks the API itself: each route answers, and every call is kept. */
import type { Ask } from "../src/api/http";
import { Problem } from "../src/api/problem";

export type Call = { method: string; path: string; query: Record<string, string>; body: unknown };
type Answer = unknown | ((call: Call) => unknown);

/** `routes`: by method and path without its query, such as "GET /articles". */
export function aFakeAsk(routes: Record<string, Answer>) {
  const calls: Call[] = [];
  const ask = async (method: string, path: string, body?: unknown) => {
    const [bare = "", search] = path.split("?");
    const query = Object.fromEntries(new URLSearchParams(search));
    const call = { method, path: bare, query, body };
    calls.push(call);
    const route = `${method} ${bare}`;
    if (!(route in routes)) throw new Problem({ status: 404, detail: `No answer to ${route}` });
    const answer = routes[route];
    return typeof answer === "function" ? answer(call) : answer;
  };
  return {
    ask: ask as Ask,
    calls,
    to: (route: string) => calls.filter(({ method, path }) => `${method} ${path}` === route),
    set: (route: string, answer: Answer) => {
      routes[route] = answer;
    },
  };
}

export const pageOf = (...items: unknown[]) => ({ items, next_cursor: null });

export const refusal = (status: number, detail: string) => () => {
  throw new Problem({ status, detail });
};
