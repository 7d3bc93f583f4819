import { beforeEach, describe, expect, test, vi } from "vitest";
import { createAsk } from "../src/api/http";
import { Problem, SignedOut, Unreachable } from "../src/api/problem";
import { createSession } from "../src/api/session";

const MINUTE = 60_000;
const answer = {
  access_token: "first",
  refresh_token: "refresh",
  expires_in: 3600,
  user: {} as never,
};

let now = 0;
const refresh = vi.fn();
const session = () => createSession({ storage: localStorage, now: () => now, refresh });

beforeEach(() => {
  now = 0;
  localStorage.clear();
  refresh.mockReset();
  refresh.mockResolvedValue({ access_token: "second", expires_in: 3600 });
});

describe("a token", () => {
  test("is used while it is good", async () => {
    const signedIn = session();
    signedIn.start(answer);

    expect(await signedIn.token()).toBe("first");
    expect(refresh).not.toHaveBeenCalled();
  });

  test("is refreshed shortly before it expires, once for all who ask", async () => {
    const signedIn = session();
    signedIn.start(answer);
    now = 3600_000 - MINUTE / 2;

    expect(await Promise.all([signedIn.token(), signedIn.token()])).toEqual(["second", "second"]);
    expect(refresh).toHaveBeenCalledExactlyOnceWith("refresh");
  });

  test("that another tab has renewed already is taken from there", async () => {
    const [here, there] = [session(), session()];
    here.start(answer);
    there.start({ ...answer, access_token: "renewed" });

    expect(await here.renew("first")).toBe("renewed");
    expect(refresh).not.toHaveBeenCalled();
  });

  test("that can't be refreshed ends the session", async () => {
    const signedIn = session();
    const ended = vi.fn();
    signedIn.start(answer);
    signedIn.onEnd(ended);
    refresh.mockRejectedValue(new Problem({ status: 401 }));

    await expect(signedIn.renew("first")).rejects.toThrow(SignedOut);
    expect(ended).toHaveBeenCalledOnce();
    expect(signedIn.exists()).toBe(false);
  });

  test("survives a refresh that found no network", async () => {
    const signedIn = session();
    signedIn.start(answer);
    refresh.mockRejectedValue(new Unreachable());

    await expect(signedIn.renew("first")).rejects.toThrow(Unreachable);
    expect(signedIn.exists()).toBe(true);
  });
});

describe("a request", () => {
  const json = (body: unknown, status = 200, type = "application/json") =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });

  function asking(...answers: (Response | Error)[]) {
    const signedIn = session();
    signedIn.start(answer);
    const by = vi.fn();
    for (const each of answers) {
      if (each instanceof Error) by.mockRejectedValueOnce(each);
      else by.mockResolvedValueOnce(each);
    }
    return { ask: createAsk("http://api/v1", signedIn, by), by };
  }

  test("refused with 401 is tried once more with a new token", async () => {
    const { ask, by } = asking(json({}, 401), json({ ok: true }));

    expect(await ask("GET", "/me")).toEqual({ ok: true });
    expect(by.mock.lastCall?.[1].headers.Authorization).toBe("Bearer second");
  });

  test("refused again is a problem, not a loop", async () => {
    const { ask, by } = asking(json({}, 401), json({}, 401));

    await expect(ask("GET", "/me")).rejects.toThrow(Problem);
    expect(by).toHaveBeenCalledTimes(2);
  });

  test("that is refused says why, and who won", async () => {
    const taken = {
      code: "taken",
      detail: "Ben Okafor took this conversation",
      winner: { id: "b", name: "Ben" },
    };
    const { ask } = asking(json(taken, 409, "application/problem+json"));

    const refusal = await ask("POST", "/x").catch((error) => error);

    expect(refusal).toMatchObject({
      status: 409,
      code: "taken",
      message: taken.detail,
      winner: taken.winner,
    });
  });

  test("that a gateway refuses in words of its own still gets a friendly sentence", async () => {
    const { ask } = asking(json({ message: "Internal server error" }, 502));

    await expect(ask("GET", "/me")).rejects.toThrow("Something went wrong. Try again in a moment.");
  });

  test("that finds no network says so", async () => {
    const { ask } = asking(new TypeError("Failed to fetch"));

    await expect(ask("GET", "/me")).rejects.toThrow(Unreachable);
  });
});
