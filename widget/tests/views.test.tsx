import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Refused } from "../src/frame/api";
import { Composer } from "../src/frame/composer";
import { ConnectionBar } from "../src/frame/connection";
import { GroupView } from "../src/frame/message";
import { dress } from "../src/frame/page";
import { openDraft } from "../src/frame/storage";
import type { Bubble, Group } from "../src/frame/thread";
import { createUploads } from "../src/frame/uploads";
import type { ChatFrame } from "../src/host";

const find = <T extends Element = HTMLElement>(selector: string) =>
  document.querySelector<T>(selector) as T;
const field = () => find<HTMLTextAreaElement>("textarea");

function show(view: preact.ComponentChild): void {
  act(() => render(view, document.body));
}

function write(text: string): void {
  act(() => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function press(init: KeyboardEventInit & { keyCode?: number }): void {
  act(() => {
    field().dispatchEvent(
      new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }),
    );
  });
}

const onTyping = vi.fn();
const upload = vi.fn(async () => {});
const server = {
  async offer({ name, mime_type, size }: { name: string; mime_type: string; size: number }) {
    if (name.endsWith(".exe")) throw new Refused(422, `${name} cannot be sent`, "refused");
    const kind = mime_type.startsWith("image/") ? ("image" as const) : ("file" as const);
    return {
      attachment: { id: `att_${name}`, name, mime_type, size, kind },
      upload: { url: "https://files.test/", fields: {} },
    };
  },
};
const chat = {
  retry: vi.fn(),
  send: vi.fn(),
  link: vi.fn(async (_: string, id: string) => `https://files.test/${id}`),
};

/** Lets promises and timers run, and what follows be drawn. */
const settled = () => act(() => new Promise<void>((done) => setTimeout(done)));

async function attach(...files: File[]): Promise<void> {
  const input = find<HTMLInputElement>("[data-testid=attach]");
  Object.defineProperty(input, "files", { value: files, configurable: true });
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
}

const aFile = (name: string, type: string) => new File(["x"], name, { type });

function aComposer() {
  const onSend = vi.fn();
  show(
    <Composer
      open={signal(false)}
      draft={openDraft("chn_1")}
      uploads={createUploads(server, upload)}
      onSend={onSend}
      onTyping={onTyping}
    />,
  );
  return onSend;
}

const aGroup = (text: string, facts: Partial<Bubble> = {}, group: Partial<Group> = {}): Group => ({
  kind: "group",
  key: "c1",
  author: "customer",
  name: null,
  id: null,
  ai: false,
  continued: false,
  seen: false,
  ...group,
  bubbles: [
    {
      key: "c1",
      id: "msg_1",
      text,
      markdown: false,
      files: [],
      quote: null,
      edited: false,
      deleted: false,
      options: [],
      reactions: [],
      at: "2026-01-05T12:00:00.000Z",
      state: "sent",
      ...facts,
    },
  ],
});

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  act(() => render(null, document.body));
  document.documentElement.removeAttribute("dir");
});

it("sends the trimmed text on Enter and is empty again", () => {
  const onSend = aComposer();
  write("  hello \n");
  press({ key: "Enter" });

  expect(onSend).toHaveBeenCalledExactlyOnceWith("hello", []);
  expect(field().value).toBe("");
});

it.each([
  ["Shift+Enter breaks the line", { shiftKey: true }],
  ["an input method is composing", { isComposing: true }],
])("sends nothing when %s", (_, init) => {
  const onSend = aComposer();
  write("hello");
  press({ key: "Enter", ...init });

  expect(onSend).not.toHaveBeenCalled();
});

it("sends nothing but spaces to nobody", () => {
  const onSend = aComposer();
  write("  \n ");
  press({ key: "Enter" });

  expect(onSend).not.toHaveBeenCalled();
});

it.each([
  [3800, "", false],
  [4090, "6 characters left", false],
  [4096, "0 characters left", false],
  [4097, "1 character too many", true],
])("at %i characters says %j", (count, words, refused) => {
  aComposer();
  write("🎉".repeat(count));

  expect(find(".room").textContent).toBe(words);
  expect(find<HTMLButtonElement>(".send").disabled).toBe(refused);
});

it("keeps the draft for the next page of the site", () => {
  aComposer();
  write("half a thou");
  act(() => render(null, document.body));
  aComposer();

  expect(field().value).toBe("half a thou");
});

it("lets each text choose its direction, in a layout that follows the page", () => {
  document.documentElement.dir = "rtl";
  show(<GroupView group={aGroup("Great, thanks!")} chat={chat} />);
  expect(find("[data-testid=message] p").dir).toBe("auto");

  const frame = document.createElement("iframe") as ChatFrame;
  frame.switchboard = { theme: "dark" } as ChatFrame["switchboard"];
  vi.spyOn(window, "getComputedStyle").mockReturnValue({ direction: "rtl" } as CSSStyleDeclaration);
  document.documentElement.dir = "";
  dress(frame);

  expect(document.documentElement.dir).toBe("rtl");
  expect(document.documentElement.dataset.theme).toBe("dark");
});

it("shows markup as the text it is, and opens links safely", () => {
  show(<GroupView group={aGroup("<img src=x onerror=alert(1)> https://a.example")} chat={chat} />);

  expect(find("img")).toBeNull();
  expect(find<HTMLAnchorElement>("a").rel).toContain("noopener");
  expect(find("[data-testid=message]").textContent).toContain("<img src=x");
});

it("offers to send a failed message again, and says why it failed", () => {
  const failed = { state: "failed", reason: "a file was not uploaded" } as const;
  show(<GroupView group={aGroup("hello", failed)} chat={chat} />);
  expect(find("[data-testid=message]").dataset.state).toBe("failed");
  expect(find(".failure").textContent).toContain("Not sent: a file was not uploaded.");

  find(".failure button").click();

  expect(chat.retry).toHaveBeenCalledWith("c1");
});

it("shows an agent's markdown as elements, and no markup that it holds", () => {
  const text = "**Hi** <b>you</b>\n- `one`\n- [two](https://a.example)";
  show(<GroupView group={aGroup(text, { markdown: true }, { author: "agent" })} chat={chat} />);

  expect(find("strong").textContent).toBe("Hi");
  expect(find("b")).toBeNull();
  expect(document.querySelectorAll("li")).toHaveLength(2);
  expect(find("li code").textContent).toBe("one");
  expect(find<HTMLAnchorElement>("li a").href).toBe("https://a.example/");
});

it("leaves a tombstone where a message was deleted, and marks an edited one", () => {
  show(<GroupView group={aGroup("", { deleted: true })} chat={chat} />);
  expect(find("[data-testid=message]").textContent).toBe("Message deleted");

  show(<GroupView group={aGroup("better", { edited: true })} chat={chat} />);
  expect(find(".edited").textContent).toBe("Edited");
});

it("shows what a message answers", () => {
  const quote = { message_id: "msg_0", text: "Do you ship?", author: "customer" } as const;
  show(<GroupView group={aGroup("Yes", { quote }, { author: "agent" })} chat={chat} />);

  expect(find("blockquote").textContent).toBe("You said: Do you ship?");
});

it("says that the visitor's last words were read", () => {
  show(<GroupView group={aGroup("hello", {}, { seen: true })} chat={chat} />);

  expect(find("[data-testid=seen]").textContent).toContain("Seen");
});

const aPicture = {
  id: "att_1",
  name: "sea.png",
  mime_type: "image/png",
  size: 900_000,
  kind: "image",
  url: null,
} as const;

it("shows a picture by a link that it fetches, and again when that has expired", async () => {
  chat.link.mockClear();
  show(<GroupView group={aGroup("", { files: [aPicture] })} chat={chat} />);
  await settled();
  expect(find<HTMLImageElement>(".picture img").src).toBe("https://files.test/att_1");

  find("img").dispatchEvent(new Event("error"));
  await settled();
  await settled();
  expect(chat.link).toHaveBeenCalledTimes(2);

  find("img").dispatchEvent(new Event("error"));
  await settled();
  expect(find(".file").textContent).toBe("sea.png879 kB");
});

it("plays a voice message", async () => {
  const voice = {
    ...aPicture,
    name: "voice.webm",
    mime_type: "audio/webm",
    kind: "audio",
  } as const;
  show(<GroupView group={aGroup("", { files: [voice] })} chat={chat} />);
  await settled();

  expect(find<HTMLAudioElement>("audio").controls).toBe(true);
  expect(find<HTMLAudioElement>("audio").src).toBe("https://files.test/att_1");
});

it("opens a file in a window of its own", async () => {
  const file = { ...aPicture, name: "bill.pdf", kind: "file" } as const;
  const opened = { opener: {}, location: { replace: vi.fn() } };
  vi.spyOn(window, "open").mockReturnValue(opened as unknown as Window);
  show(<GroupView group={aGroup("", { files: [file] })} chat={chat} />);

  find(".file").click();
  await settled();

  expect(opened.opener).toBeNull();
  expect(opened.location.replace).toHaveBeenCalledWith("https://files.test/att_1");
});

it("uploads a file while the visitor writes and sends it along", async () => {
  const onSend = aComposer();
  await attach(aFile("bill.pdf", "application/pdf"));
  expect(find("[data-testid=upload]").dataset.state).toBe("done");

  press({ key: "Enter" });

  expect(onSend.mock.lastCall?.[0]).toBe("");
  expect(onSend.mock.lastCall?.[1]).toMatchObject([{ id: "att_bill.pdf" }]);
  expect(find("[data-testid=upload]")).toBeNull();
});

it("waits for an upload that is under way", async () => {
  let arrive = () => {};
  upload.mockImplementationOnce(() => new Promise<void>((done) => (arrive = done)));
  const onSend = aComposer();
  write("look");
  await attach(aFile("bill.pdf", "application/pdf"));
  expect(find("progress")).not.toBeNull();
  press({ key: "Enter" });
  expect(onSend).not.toHaveBeenCalled();

  arrive();
  await settled();
  press({ key: "Enter" });

  expect(onSend).toHaveBeenCalledOnce();
});

it("says why a file is refused, and sends the rest without it", async () => {
  const onSend = aComposer();
  await attach(aFile("setup.exe", ""), aFile("bill.pdf", "application/pdf"));
  expect(find("[data-state=failed]").textContent).toContain("setup.exe cannot be sent");
  expect(find("[data-state=failed] small button")).toBeNull();

  press({ key: "Enter" });

  expect(onSend.mock.lastCall?.[1]).toHaveLength(1);
  expect(find("[data-state=failed]")).not.toBeNull();
});

it("offers another try where the network failed", async () => {
  upload.mockRejectedValueOnce(new Error("network"));
  aComposer();
  await attach(aFile("bill.pdf", "application/pdf"));
  expect(find("[data-state=failed]").textContent).toContain("bill.pdf could not be uploaded.");

  find("[data-state=failed] small button").click();
  await settled();

  expect(find("[data-testid=upload]").dataset.state).toBe("done");
});

it("tells that the visitor types, and that they stopped", () => {
  aComposer();
  write("hel");
  expect(onTyping).toHaveBeenLastCalledWith(true);
  write(" ");
  expect(onTyping).toHaveBeenLastCalledWith(false);
});

it("says when messages do not flow, and nothing while they do", () => {
  show(<ConnectionBar state="offline" />);
  expect(find("[data-testid=connection]").textContent).toContain("offline");
  show(<ConnectionBar state="online" />);

  expect(find("[data-testid=connection]").textContent).toBe("");
});

it("offers quick replies to press, which say their own words", () => {
  const group = aGroup(
    "Which day?",
    {
      options: [
        { id: "1", title: "Monday" },
        { id: "2", title: "Friday" },
      ],
    },
    { author: "agent" },
  );
  show(<GroupView group={group} chat={chat} />);

  const buttons = document.querySelectorAll<HTMLButtonElement>(".options button");
  act(() => buttons[1]?.click());

  expect(buttons).toHaveLength(2);
  expect(chat.send).toHaveBeenCalledExactlyOnceWith("Friday", [], "2");
});

it("shows what was put on a message", () => {
  show(<GroupView group={aGroup("Thanks", { reactions: ["👍", "❤️"] })} chat={chat} />);

  expect(find("[data-testid=reactions]").textContent).toBe("Reactions: 👍 ❤️");
});

it("tells that an answer is the AI agent's", () => {
  const by = { author: "agent", name: "Nora", id: "ai_agent" } as const;
  show(<GroupView group={aGroup("Within 60 days.", {}, { ...by, ai: true })} chat={chat} />);
  expect(find(".author").textContent).toBe("NNoraAI");

  show(<GroupView group={aGroup("Within 60 days.", {}, by)} chat={chat} />);
  expect(find(".ai")).toBeNull();
});
