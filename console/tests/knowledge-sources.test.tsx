import { act, cleanup, fireEvent, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import { holds, shareDone, told } from "../src/knowledge/sources/health";
import { aMe } from "./builders";
import { pass, passTime } from "./clock";
import { openConsole } from "./console";
import { aFakeAsk, pageOf, refusal } from "./fake-ask";
import { aPage, aSource } from "./knowledge-builders";
// The page loads it when it is opened; a test need not wait for its first time.
import "../src/knowledge/KnowledgePane";

const LIST = "/knowledge/sources";

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

async function sources(path: string, answers: Record<string, unknown>) {
  const server = aFakeAsk({ "GET /proposals": pageOf(), ...answers });
  const me = aMe({ role: "admin" });
  const screen = await openConsole({ path: "/settings/me", me, ask: server.ask });
  screen.api.teams.mockImplementation(async () => ({ items: [] }));
  await act(async () => {
    location.hash = path;
    window.dispatchEvent(new Event("hashchange"));
  });
  return { ...screen, server };
}

describe("how a source is told", () => {
  test.each([
    [{ status: "ready" as const }, "ok", "Ready"],
    [{ status: "waiting" as const }, "wait", "Waiting"],
    [{ status: "gathering" as const }, "wait", "Reading"],
    [{ status: "failed" as const, error: "It is away." }, "danger", "Could not be read"],
    [{ enabled: false }, "off", "Off"],
    [{ passages: 0 }, "warn", "Empty"],
    [{ error: "Three pages failed." }, "warn", "Ready"],
  ])("%o", (over, tone, title) => {
    expect(told(aSource(over))).toMatchObject({ tone, title });
  });

  test("a failure comes with its sentence, also where it is switched off", () => {
    const source = aSource({ status: "failed", enabled: false, error: "It is away." });

    expect(told(source).text).toBe("It is away.");
  });

  test("progress says how far it is, and stays within its bounds", () => {
    const source = aSource({ status: "gathering", progress: { done: 5, known: 20 } });

    expect(told(source).text).toBe("Read 5 of 20 pages found so far");
    expect(shareDone(source)).toBe(0.25);
    expect(shareDone({ ...source, progress: { done: 9, known: 4 } })).toBe(1);
    expect(shareDone({ ...source, progress: null })).toBeNull();
  });

  test("what it holds is counted in words", () => {
    const file = { name: "a.pdf", size: 2048, mime_type: "application/pdf" };

    expect(holds(aSource({ pages: 1, passages: 1, skipped: 2 }))).toEqual([
      "1 page",
      "1 passage",
      "2 skipped",
    ]);
    expect(holds(aSource({ kind: "file", file }))).toEqual(["2 kB", "80 passages"]);
  });
});

describe("the sources", () => {
  test("begin with the website, which is read before one's eyes", async () => {
    passTime();
    let asked = 0;
    const reading = aSource({ status: "gathering", passages: 0, progress: { done: 1, known: 9 } });
    const { findByLabelText, findByText, findByRole, server, user } = await sources(LIST, {
      "GET /sources": () => ({ items: ++asked === 1 ? [] : [asked === 2 ? reading : aSource()] }),
      "POST /sources": aSource({ status: "waiting" }),
    });
    await user.type(await findByLabelText("Your website"), "shop.example");
    await user.click(await findByRole("button", { name: "Add" }));

    expect(server.to("POST /sources")[0]?.body).toEqual({ kind: "site", url: "shop.example" });
    expect(await findByText("Waiting", { selector: "main *" })).toBeTruthy();
    await pass(2000);
    expect(await findByText("Read 1 of 9 pages found so far")).toBeTruthy();
    await pass(2000);
    expect(await findByText("Ready")).toBeTruthy();
    await pass(10_000);
    expect(asked).toBe(3);
  });

  test("show at the field why an address is refused", async () => {
    const errors = [{ field: "url", message: "This leads into a private network." }];
    const { findByLabelText, findByText, findByRole, user } = await sources(LIST, {
      "GET /sources": { items: [] },
      "POST /sources": () => {
        throw new Problem({ status: 422, errors });
      },
    });
    await user.type(await findByLabelText("Your website"), "10.0.0.1");
    await user.click(await findByRole("button", { name: "Add" }));

    expect(await findByText("This leads into a private network.")).toBeTruthy();
    expect(await findByLabelText("Your website")).toHaveProperty("value", "10.0.0.1");
  });

  test("take a file that is dropped, and say why another is not", async () => {
    const { api, findByRole, findByText, getByText, server, user } = await sources(LIST, {
      "GET /sources": { items: [aSource()] },
      "POST /sources": aSource({ id: "src_2", kind: "file", name: "terms.md" }),
    });
    api.newAttachment.mockImplementation(async ({ name, mime_type, size }) => ({
      attachment: { id: "att_1", name, mime_type, size } as never,
      upload: { url: "https://files.test", fields: {} },
    }));
    api.sendFile.mockImplementation(async () => {});
    await user.click(await findByRole("button", { name: /Add a file/ }));
    const files = [
      new File(["x"], "terms.md", { type: "text/markdown" }),
      new File(["x"], "a.exe"),
    ];

    fireEvent.drop(getByText("Choose files"), { dataTransfer: { files } });

    expect(await findByText("terms.md")).toBeTruthy();
    expect(server.to("POST /sources")[0]?.body).toEqual({
      kind: "file",
      name: "terms.md",
      attachment_id: "att_1",
    });
    expect(api.newAttachment.mock.calls[0]?.[0].mime_type).toBe("text/plain");
    expect((await findByRole("alert")).textContent).toContain("can't be read");
  });

  test("are switched off and read again, each with what was refused", async () => {
    const { findByRole, findByText, server, user } = await sources(LIST, {
      "GET /sources": { items: [aSource()] },
      "PATCH /sources/src_1": aSource({ enabled: false }),
      "POST /sources/src_1/refresh": refusal(429, "It was read a minute ago."),
    });

    await user.click(await findByRole("switch", { name: "Answer from shop.example" }));
    expect(await findByText("Off")).toBeTruthy();
    expect(server.to("PATCH /sources/src_1")[0]?.body).toEqual({ enabled: false });

    await user.click(await findByRole("button", { name: "Read shop.example again" }));
    expect((await findByRole("alert")).textContent).toBe("It was read a minute ago.");
  });

  test("are not for agents", async () => {
    const server = aFakeAsk({});
    const { findByText } = await openConsole({ path: LIST, ask: server.ask });

    expect(await findByText("This is settled by admins")).toBeTruthy();
    expect(server.calls).toEqual([]);
  });
});

describe("a source", () => {
  test("lists its pages with what was not read and why", async () => {
    const { findByRole, user } = await sources(`${LIST}/src_1`, {
      "GET /sources/src_1": aSource(),
      "GET /sources/src_1/pages": pageOf(
        aPage(),
        aPage({
          url: "https://shop.example/cart",
          title: "",
          status: "skipped",
          reason: "It asks not to be read.",
          passages: 0,
        }),
      ),
    });
    const pages = await findByRole("region", { name: "Pages" });
    expect(
      within(pages)
        .getAllByRole("listitem")
        .map((row) => row.textContent),
    ).toEqual(["Returns/returns4 passagesRead", "/cartIt asks not to be read.Skipped"]);

    await user.click(within(pages).getByRole("radio", { name: "Not read" }));

    expect(within(pages).getAllByRole("listitem")).toHaveLength(1);
  });

  test("is forgotten only after a second word", async () => {
    const { findByRole, findAllByRole, server, user } = await sources(`${LIST}/src_1`, {
      "GET /sources/src_1": aSource({ kind: "snippet", text: "Open on Sundays" }),
      "DELETE /sources/src_1": undefined,
      "GET /sources": { items: [] },
    });
    await user.click(await findByRole("button", { name: "Delete" }));
    expect(server.to("DELETE /sources/src_1")).toEqual([]);

    await user.click((await findAllByRole("button", { name: "Delete" })).at(-1) as HTMLElement);

    expect(server.to("DELETE /sources/src_1")).toHaveLength(1);
    expect(location.hash).toBe(`#${LIST}`);
  });
});
