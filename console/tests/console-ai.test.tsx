import { cleanup, fireEvent, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import { answering, NORA, someInsights, withAi } from "./ai-builders";
import { ANNA, aRow, aSuggestion, received, sent } from "./builders";
import { openConsole } from "./console";
// Loaded when they are opened; a test need not wait for their first time.
import "../src/commands/Dialogs";
import "../src/thread/EntryDialogs";
import "../src/thread/RewriteMenu";
import "../src/thread/TwoWay";
import { told } from "./talks";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

const three = [
  aSuggestion({ id: "sug_1", text: "By land.", score: 0.95 }),
  aSuggestion({ id: "sug_2", text: "By sea.", score: 0.7 }),
  aSuggestion({ id: "sug_3", text: "By air.", score: 0.3 }),
];

describe("suggested answers", () => {
  test("say how sure they are and where they come from", async () => {
    const { findByTestId } = await openConsole({ suggestions: three });

    const card = await findByTestId("suggestion");
    expect(card.textContent).toContain("Sure");
    expect(card.textContent).toContain("Shipping");
  });

  test.each([
    ["Digit2", { ctrlKey: true }, "sug_2"],
    ["Digit3", { metaKey: true }, "sug_3"],
  ])("%s sends, also from the box", async (code, held, id) => {
    const { api, findByTestId } = await openConsole({ suggestions: three });
    await findByTestId("suggestion");

    fireEvent.keyDown(await findByTestId("composer"), { code, key: code.at(-1), ...held });

    await expect.poll(() => api.sendSuggestion.mock.lastCall?.[1]).toBe(id);
  });

  test("Ctrl, Shift and a digit takes one into the box, and the strip makes way", async () => {
    const { api, user, findByTestId, queryByTestId } = await openConsole({ suggestions: three });
    await findByTestId("suggestion");
    const box = await findByTestId("composer");

    fireEvent.keyDown(box, { code: "Digit2", key: "@", ctrlKey: true, shiftKey: true });

    expect((box as HTMLTextAreaElement).value).toBe("By sea.");
    expect(api.sendSuggestion).not.toHaveBeenCalled();
    await expect.poll(() => queryByTestId("suggestion")).toBeNull();
    await user.clear(box);
    expect((await findByTestId("suggestion")).textContent).toContain("By land.");
  });

  test("leave the browser its keys where there is no such suggestion, or something stands above", async () => {
    const { api, user, findByTestId } = await openConsole({ suggestions: three.slice(0, 1) });
    const card = await findByTestId("suggestion");

    expect(fireEvent.keyDown(card, { code: "Digit2", key: "2", ctrlKey: true })).toBe(true);
    await user.keyboard("?");
    fireEvent.keyDown(document.body, { code: "Digit1", key: "1", ctrlKey: true });

    expect(api.sendSuggestion).not.toHaveBeenCalled();
  });

  test("go on with the arrow keys, round and round", async () => {
    const { user, findByTestId } = await openConsole({ suggestions: three });
    (await findByTestId("suggestion-send")).focus();

    await user.keyboard("{ArrowLeft}");
    expect((await findByTestId("suggestion")).textContent).toContain("By air.");
    await user.keyboard("{ArrowRight}");

    expect((await findByTestId("suggestion")).textContent).toContain("By land.");
  });

  test("a rejected one makes way for the next, with a word of thanks", async () => {
    const { api, user, findByTestId, findByText } = await openConsole({ suggestions: three });

    await user.click(await findByTestId("suggestion-reject"));

    await findByText(/^Got it/);
    expect((await findByTestId("suggestion")).textContent).toContain("By sea.");
    expect(api.rejectSuggestion).toHaveBeenCalledWith("cnv_1", "sug_1");
  });

  test("a press that began on another answer sends nothing", async () => {
    const { api, hear, user, findByTestId } = await openConsole({ suggestions: three });
    const button = await findByTestId("suggestion-send");
    await user.pointer({ target: button });
    const newer = [aSuggestion({ id: "sug_9", message_id: "msg_9", text: "By train." })];
    await hear({
      type: "suggestion.ready",
      conversation_id: "cnv_1",
      data: { message_id: "msg_9", suggestions: newer },
    });

    const press = { pointerType: "mouse", bubbles: true };
    fireEvent(button, new PointerEvent("pointerdown", press));
    fireEvent.click(button);
    // What is sent leaves at once.
    expect((await findByTestId("suggestion")).textContent).toContain("By train.");

    fireEvent(button, new PointerEvent("pointermove", press));
    fireEvent(button, new PointerEvent("pointerdown", press));
    fireEvent.click(button);
    await expect.poll(() => api.sendSuggestion.mock.lastCall?.[1]).toBe("sug_9");
  });

  test("a source on the web is a link; a source with a strange address is none", async () => {
    const source = { kind: "page" as never, id: "src_1", title: "Fares" };
    const web = { ...source, url: "https://shop.example/fares" };
    const strange = { ...source, url: "javascript:alert(1)" };
    const { user, findByTestId } = await openConsole({
      suggestions: [
        aSuggestion({ id: "a", score: 0.9, source: web }),
        aSuggestion({ id: "b", score: 0.8, source: strange }),
      ],
    });

    const link = within(await findByTestId("suggestion")).getByRole("link");
    expect(link.getAttribute("href")).toBe("https://shop.example/fares");
    await user.click(await findByTestId("suggestion-next"));

    expect(within(await findByTestId("suggestion")).queryByRole("link")).toBeNull();
  });
});

describe("a conversation that the AI agent has", () => {
  const source = { kind: "article", id: "art_1", title: "Shipping", url: null };
  const byAi = sent(
    2,
    {},
    {
      actor: { kind: "ai_agent", ...NORA },
      data: { ...sent(2).data, sources: [source] } as never,
    },
  );

  test("says so, marks its messages with their sources, and is taken over with a press", async () => {
    const { api, user, findByTestId, findByRole } = await openConsole({
      row: withAi({ version: 2 }),
      events: [received(1), byAi],
    });

    expect((await findByTestId("assignees")).textContent).toBe("Handled by Nora");
    const [, message] = within(await findByTestId("timeline")).getAllByTestId("message");
    expect(message?.dataset.author).toBe("ai_agent");
    expect(message?.textContent).toContain("Shipping");
    await user.click(await findByRole("button", { name: "Take over" }));

    expect(api.take).toHaveBeenCalledWith("cnv_1");
  });

  test("is given to it as to a colleague, and to it alone", async () => {
    const row = aRow({ assignees: [ANNA] });
    const ask = answering({
      "GET /ai-agent": () => ({ name: "Nora", default_mode: "answer", channels: [], teams: [] }),
    });
    const { api, user, findByTestId, findByRole } = await openConsole({ row, ask });
    api.assign.mockResolvedValue(withAi({ version: 3 }));

    await user.click(await findByTestId("assignees"));
    await user.click(await findByRole("option", { name: /Nora/ }));

    expect(api.assign).toHaveBeenCalledWith("cnv_1", ["ai_agent"]);
  });

  test("is not offered to it where it never answers", async () => {
    const ask = answering({
      "GET /ai-agent": () => ({ name: "Nora", default_mode: "suggest", channels: [], teams: [] }),
    });
    const { user, findByTestId, findByRole, queryByRole } = await openConsole({ ask });

    await user.click(await findByTestId("assignees"));
    await findByRole("option", { name: /Nobody/ });

    await expect.poll(() => ask).toHaveBeenCalledWith("GET", "/ai-agent");
    expect(queryByRole("option", { name: /Nora/ })).toBeNull();
  });
});

describe("another language", () => {
  const settings = { translation: { two_way: true } };
  const german = told(1, { text: "Guten Tag" });
  const english = {
    message_id: "msg_1",
    language: "en",
    source_language: "de",
    text: "Good day",
    provider: "amazon",
  };
  /** What is asked when a conversation opens: nothing was translated, and they speak this. */
  const speaks = (language: string) => ({
    "GET /conversations/cnv_1/translations": () => ({ items: [] }),
    "GET /conversations/cnv_1/insights": () =>
      someInsights({
        languages: [
          { language: "en", share: 0.2 },
          { language, share: 0.8 },
        ],
      }),
  });

  test("is translated on a press, with the original one press away", async () => {
    const ask = answering({
      ...speaks("de"),
      "POST /conversations/cnv_1/messages/msg_1/translation": () => english,
    });
    const { user, findByTestId, findByText } = await openConsole({
      events: [german],
      settings,
      ask,
    });

    await user.click(await findByTestId("translate"));
    await findByText("Good day");
    await findByText("Translated from German");
    await user.click(await findByText("Show original"));

    await findByText("Guten Tag");
    await findByText("Show translation");
  });

  test("a refusal is told, and the message stays as it was", async () => {
    const ask = answering({
      ...speaks("de"),
      "POST /conversations/cnv_1/messages/msg_1/translation": () => {
        throw new Problem({ status: 503, code: "unavailable", detail: "No translator here." });
      },
    });
    const { user, findByTestId, findByText } = await openConsole({
      events: [german],
      settings,
      ask,
    });

    await user.click(await findByTestId("translate"));

    await findByText("No translator here.");
    await findByTestId("translate");
  });

  test("can't be translated where no service is set up, and the menu says so", async () => {
    const provider = { name: "none", available: false };
    const { user, findByTestId, findByText, queryByTestId } = await openConsole({
      events: [german],
      settings: { translation: { two_way: true, provider } },
    });

    await user.click(await findByTestId("message-menu"));
    await findByText("No translation service is set up");

    expect(queryByTestId("translate")).toBeNull();
    expect(queryByTestId("translate-reply")).toBeNull();
  });

  test("is found out where replies are translated and no message tells", async () => {
    const { findByText } = await openConsole({ settings, ask: answering(speaks("de")) });

    await findByText("The customer receives German");
    await findByText("Translate");
  });

  test("a message of one's own language has no such line", async () => {
    const ask = answering(speaks("en-GB"));
    const { findByTestId, queryByTestId } = await openConsole({
      settings,
      ask,
    });

    await findByTestId("message");
    await expect.poll(() => ask).toHaveBeenCalledWith("GET", "/conversations/cnv_1/insights");
    expect(queryByTestId("translate")).toBeNull();
  });

  test("a reply goes in it, as previewed, unless that is switched off here", async () => {
    const ask = answering({
      ...speaks("de"),
      "POST /rewrite": () => ({ text: "Ja, gern.", changed: true, by: "translate" }),
    });
    const { api, user, findByTestId, findByText } = await openConsole({
      row: aRow({ assignees: [ANNA] }),
      events: [german],
      settings,
      ask,
    });

    await findByText("The customer receives German");
    await user.type(await findByTestId("composer"), "Yes, gladly.");
    await findByText("Ja, gern.");
    await user.keyboard("{Enter}");
    expect(api.reply.mock.lastCall?.[1]).toMatchObject({
      text: "Yes, gladly.",
      translate_to: "de",
    });

    await user.click(await findByTestId("translate-reply"));
    await user.type(await findByTestId("composer"), "Ja{Enter}");
    expect(api.reply.mock.lastCall?.[1]).not.toHaveProperty("translate_to");
  });

  test("a reply that went translated shows what was written, and on a press what was sent", async () => {
    const reply = sent(2);
    const data = { ...reply.data, text: "Ja", language: "de" };
    const original = { text: "Yes", language: "en" };
    const { user, findByText } = await openConsole({
      events: [german, { ...reply, data: { ...data, original } }],
    });

    await findByText("Yes");
    await findByText("Sent in German");
    await user.click(await findByText("Show what was sent"));

    await findByText("Ja");
  });
});

describe("rewriting", () => {
  const row = aRow({ assignees: [ANNA] });

  test("changes the draft, and takes it back", async () => {
    const ask = answering({
      "POST /rewrite": () => ({ text: "Yes.", changed: true, by: "local" }),
    });
    const { user, findByTestId, queryByTestId } = await openConsole({ row, ask });
    const box = (await findByTestId("composer")) as HTMLTextAreaElement;
    await user.type(box, "Yes, of course we do.");

    await user.click(await findByTestId("rewrite"));
    await user.click(await findByTestId("menu-rewrite-shorter"));
    await expect.poll(() => box.value).toBe("Yes.");
    expect(ask).toHaveBeenCalledWith("POST", "/rewrite", {
      text: "Yes, of course we do.",
      style: "shorter",
    });
    await user.click(await findByTestId("rewrite-undo"));

    expect(box.value).toBe("Yes, of course we do.");
    expect(queryByTestId("rewrite-undo")).toBeNull();
  });

  test("never overwrites what was written meanwhile", async () => {
    let answer: (value: unknown) => void = () => {};
    const ask = answering({
      "POST /rewrite": () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const { user, findByTestId, findByText } = await openConsole({ row, ask });
    const box = (await findByTestId("composer")) as HTMLTextAreaElement;
    await user.type(box, "Yes");
    await user.click(await findByTestId("rewrite"));
    await user.click(await findByTestId("menu-rewrite-formal"));
    await user.type(box, " and no");

    answer({ text: "Indeed", changed: true, by: "local" });

    await findByText("Not rewritten");
    expect(box.value).toBe("Yes and no");
  });

  test("asks for the language, the customer's first", async () => {
    const ask = answering({
      "GET /conversations/cnv_1/translations": () => ({
        items: [{ message_id: "msg_1", language: "en", source_language: "nl", text: "Hi" }],
      }),
      "POST /rewrite": () => ({ text: "Ja", changed: true, by: "translate" }),
    });
    const { user, findByTestId, findByText, findAllByRole } = await openConsole({
      row,
      ask,
      settings: { translation: { automatic: true } },
    });
    await findByText("Translated from Dutch");
    await user.type(await findByTestId("composer"), "Yes");
    await user.click(await findByTestId("rewrite"));
    await user.click(await findByTestId("menu-rewrite-translate"));

    const [first] = await findAllByRole("option");
    expect(first?.textContent).toContain("Dutch");
    await user.click(first as HTMLElement);

    await expect
      .poll(() => ask)
      .toHaveBeenCalledWith("POST", "/rewrite", {
        text: "Yes",
        style: "translate",
        language: "nl",
      });
  });
});
