/** One way to ask the API: JSON in and out, problems and silence as typed errors. */
import { Problem, Unreachable } from "./problem";
import type { Session } from "./session";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
export type Ask = <Answer>(method: Method, path: string, body?: unknown) => Promise<Answer>;

type Fetch = typeof fetch;

async function send(url: string, method: Method, body: unknown, token: string | null, by: Fetch) {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    return await by(url, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Unreachable();
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : undefined) as Answer;
  // A gateway in front of the API answers in words of its own, so the type decides.
  const described = response.headers.get("content-type")?.includes("problem+json");
  throw new Problem({ ...(described ? JSON.parse(text) : {}), status: response.status });
}

/** Requests of someone who is not signed in yet. */
export function createPublicAsk(base: string, by: Fetch): Ask {
  return async (method, path, body) => read(await send(base + path, method, body, null, by));
}

/** Requests of the signed-in agent; a refused token is renewed once. */
export function createAsk(base: string, session: Session, by: Fetch): Ask {
  return async (method, path, body) => {
    const token = await session.token();
    const response = await send(base + path, method, body, token, by);
    if (response.status !== 401) return read(response);
    return read(await send(base + path, method, body, await session.renew(token), by));
  };
}
