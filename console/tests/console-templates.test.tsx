import type { Macro, Template } from "@switchboard/protocol";
import { cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem, Unreachable } from "../src/api/problem";
import type { Me } from "../src/api/types";
import { ANNA, aMe, aRow, BEN, sent } from "./builders";
import { openConsole } from "./console";
import { aMacro, aRendering, aReplyTemplate } from "./template-builders";
// The page loads it when the settings are opened; a test need not wait for its first time.
import "../src/settings/SettingsPane";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

const mine = aRow({ assignees: [ANNA], version: 2 });
const page = <Item,>(items: Item[]) => ({ items, next_cursor: null });

type Known = { templates?: Template[]; macros?: Macro[]; path?: string; me?: Me };

async function opened({ templates = [], macros = [], path, me = aMe() }: Known = {}) {
  const screen = await openConsole({ row: mine, me, ...(path ? { path: "/settings/me" } : {}) });
  screen.api.templates.mockImplementation(async () => page(templates));
  screen.api.macros.mockImplementation(async () => page(macros));
  screen.api.renderTemplate.mockImplementation(async () => aRendering());
  screen.api.runMacro.mockImplementation(async () => ({ done: ["reply", "status"], failed: [] }));
  if (path) await screen.user.click(await screen.findByRole("link", { name: path }));
  return screen;
}

const value = (element: HTMLElement) => (element as HTMLTextAreaElement).value;
const selected = (element: HTMLElement) => {
  const { selectionStart, selectionEnd } = element as HTMLTextAreaElement;
  return value(element).slice(selectionStart, selectionEnd);
};

describe("a template in a reply", () => {
  test("is found by its short code and inserted as the server fills it in", async () => {
    const templates = [
      aReplyTemplate({ id: "tpl_2", name: "Other", text: "greets" }),
      aReplyTemplate({ short_code: "gre" }),
    ];
    const { api, user, findByTestId } = await opened({ templates });
    const composer = await findByTestId("composer");

    await user.type(composer, "Well: /gre");
    const list = within(await findByTestId("typeahead"));
    expect(list.getAllByRole("option").map((each) => each.textContent)).toEqual([
      "Greeting/greHi Kari!",
      "Othergreets",
    ]);
    await user.keyboard("{Enter}");
    await expect.poll(() => value(composer)).toBe("Well: Hi Kari!");

    expect(api.renderTemplate).toHaveBeenCalledWith("tpl_1", "cnv_1");
  });

  test("brings its files along, each once", async () => {
    const { api, user, findByTestId, findAllByTestId } = await opened({
      templates: [aReplyTemplate()],
    });
    const file = { id: "att_1", name: "a.png", mime_type: "image/png", size: 3 };
    const attachments = [{ ...file, kind: "image" as const }];
    api.renderTemplate.mockImplementation(async () => aRendering({ attachments }));
    const composer = await findByTestId("composer");

    for (const _ of [1, 2]) {
      await user.type(composer, " /gre");
      await findByTestId("typeahead");
      await user.keyboard("{Enter}");
      await findByTestId("attached");
    }
    expect(await findAllByTestId("attached")).toHaveLength(1);
    await expect.poll(() => value(composer)).toBe(" Hi Kari! Hi Kari!");
    await user.type(composer, "{Enter}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({ attachments: ["att_1"] });
  });

  test("with gaps selects the first, walks them by Tab, and is not sent before they are filled", async () => {
    const text = "Hi {{contact.first_name}}, call {{contact.phone}}";
    const { api, user, findByTestId, queryByTestId } = await opened({
      templates: [aReplyTemplate({ text })],
    });
    api.renderTemplate.mockImplementation(async () => aRendering({ text }));
    const composer = await findByTestId("composer");
    await user.type(composer, "/gre");
    await findByTestId("typeahead");
    await user.keyboard("{Enter}");

    await expect.poll(() => selected(composer)).toBe("{{contact.first_name}}");
    expect((await findByTestId("gaps")).textContent).toContain("contact's phone");
    expect((await findByTestId("gap-marks")).querySelectorAll("mark")).toHaveLength(2);
    await user.keyboard("{Tab}");
    expect(selected(composer)).toBe("{{contact.phone}}");
    await user.keyboard("{Enter}");
    expect(api.reply).not.toHaveBeenCalled();
    expect(selected(composer)).toBe("{{contact.first_name}}");
    const send = await findByTestId("send");
    expect(send.getAttribute("aria-description")).toMatch(/Fill in “contact's first name”/);
    await user.keyboard("Kari{Tab}123{Enter}");

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({ text: "Hi Kari, call 123" });
    expect(queryByTestId("gaps")).toBeNull();
  });

  test("past the last gap, Tab leaves the field", async () => {
    const { user, findByTestId } = await opened();
    const composer = await findByTestId("composer");
    await user.click(composer);
    await user.paste("{{contact.name}} there");

    await user.keyboard("{Tab}");

    expect(document.activeElement).not.toBe(composer);
  });

  test("that could not be had leaves what was typed, and says why", async () => {
    const { api, user, findByTestId, findByText } = await opened({ templates: [aReplyTemplate()] });
    api.renderTemplate.mockImplementation(async () => {
      throw new Unreachable();
    });
    const composer = await findByTestId("composer");
    await user.type(composer, "/gre");
    await findByTestId("typeahead");
    await user.keyboard("{Enter}");

    await findByText("The template was not inserted");
    expect(value(composer)).toBe("/gre");
  });

  test("does not overwrite what was written meanwhile", async () => {
    const { api, user, findByTestId } = await opened({ templates: [aReplyTemplate()] });
    let answer = (_: ReturnType<typeof aRendering>) => {};
    api.renderTemplate.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const composer = await findByTestId("composer");
    await user.type(composer, "/gre");
    await findByTestId("typeahead");
    await user.keyboard("{Enter}");
    await user.type(composer, " Bye");
    answer(aRendering());

    await expect.poll(() => value(composer)).toBe("Hi Kari! Bye");
  });

  test("is chosen from its folder by the button, too", async () => {
    const templates = [
      aReplyTemplate({ id: "tpl_2", name: "Loose" }),
      aReplyTemplate({ folder: "Hellos", name: "A very long name ".repeat(6).trim() }),
    ];
    const { user, findByLabelText, findByRole, findByTestId } = await opened({ templates });

    await user.click(await findByLabelText("Templates"));
    const list = await findByRole("listbox", { name: "Templates" });
    expect(within(list).getByText("Hellos")).toBeTruthy();
    expect(within(list).getByText("Without a folder")).toBeTruthy();
    await user.click(within(list).getByText(/^A very long name/));

    await expect.poll(async () => value(await findByTestId("composer"))).toBe("Hi Kari!");
  });
});

describe("a macro", () => {
  test("runs from the reply box under its own heading, and the typed words go", async () => {
    const { api, user, findByTestId, findByText } = await opened({
      templates: [aReplyTemplate({ name: "Refund policy" })],
      macros: [aMacro()],
    });
    const composer = await findByTestId("composer");
    await user.type(composer, "/ref");
    const list = within(await findByTestId("typeahead"));
    expect(list.getByText("Macros")).toBeTruthy();
    expect(list.getByText("Reply and close")).toBeTruthy();
    await user.keyboard("{ArrowDown}{Enter}");

    await findByText("Refund: done");
    expect(value(composer)).toBe("");
    expect(api.runMacro).toHaveBeenCalledOnce();
    expect(api.runMacro.mock.lastCall?.slice(0, 2)).toEqual(["cnv_1", "mac_1"]);
  });

  test("runs from the command bar and by M", async () => {
    const { api, user, findByTestId, findByText, findByPlaceholderText } = await opened();
    await findByTestId("composer");
    api.macros.mockImplementation(async () => page([aMacro()]));
    (document.activeElement as HTMLElement).blur();
    await user.keyboard("m");
    await findByPlaceholderText("Run a macro…");
    await user.click(await findByText("Refund"));
    await findByText("Refund: done");

    await user.keyboard("{Control>}k{/Control}");
    await findByTestId("command-bar");
    await user.keyboard("refund{Enter}");

    await expect.poll(() => api.runMacro.mock.calls.length).toBe(2);
  });

  test("tells what was not done, and why", async () => {
    const { api, user, findByTestId, findByText } = await opened({ macros: [aMacro()] });
    api.runMacro.mockImplementation(async () => ({
      done: ["reply"],
      failed: [
        { action: "label", code: "not_found", detail: "there is no such label" },
        { action: "status", code: "forbidden", detail: "only an admin may close this" },
      ],
    }));
    await user.type(await findByTestId("composer"), "/ref");
    await findByTestId("typeahead");
    await user.keyboard("{Enter}");

    await findByText("Refund: 2 steps were not done");
    await findByText("There is no such label. Only an admin may close this.");
  });

  test("that nothing answered is the same run when it is picked again", async () => {
    const { api, user, findByTestId, findByText } = await opened({ macros: [aMacro()] });
    api.runMacro.mockImplementationOnce(async () => {
      throw new Unreachable();
    });
    const composer = await findByTestId("composer");
    for (const outcome of ["Refund was not run", "Refund: done"]) {
      await user.type(composer, "/ref");
      await findByTestId("typeahead");
      await user.keyboard("{Enter}");
      await findByText(outcome);
    }

    const [first, second] = api.runMacro.mock.calls.map((call) => call[2]);
    expect(first).toBe(second);
  });
});

describe("the settings of templates", () => {
  const templates = [
    aReplyTemplate({ id: "tpl_1", name: "Greeting", short_code: "hi", folder: "Hellos" }),
    aReplyTemplate({ id: "tpl_2", name: "Ben's", creator: BEN }),
  ];

  test("show folders and short codes, and let change what is one's own", async () => {
    const { findByRole, findByText, queryByLabelText } = await opened({
      templates,
      path: "Templates",
    });

    await findByRole("heading", { name: "Hellos" });
    await findByText("/hi");
    expect(queryByLabelText("Change Greeting")).toBeTruthy();
    expect(queryByLabelText("Change Ben's")).toBeNull();
  });

  test("let change all of them who looks after what is shared", async () => {
    const me = aMe({ permissions: ["shared.manage"] });
    const { findByLabelText } = await opened({ templates, path: "Templates", me });

    expect(await findByLabelText("Change Ben's")).toBeTruthy();
  });

  test("keep what was written, formatted, with a variable and its fallback", async () => {
    const screen = await opened({ path: "Templates" });
    const { api, user, findByLabelText, findByText, findByTestId, getByRole } = screen;
    api.createTemplate.mockImplementation(async (body) =>
      aReplyTemplate({ ...body, attachments: [] }),
    );
    await user.click(await findByText("New template"));
    await user.type(await findByLabelText("Name"), "Hello");
    await user.type(await findByLabelText("Short code"), "/Say Hi");
    await user.type(await findByLabelText("Folder"), "Hellos");
    await user.type(await findByLabelText("Text"), "Hi ");
    await user.click(await findByTestId("variables"));
    await user.type(await findByLabelText("When it is not known, write"), "there{Enter}");
    await user.click(await findByText("Contact's first name"));
    const text = await findByLabelText("Text");
    await expect.poll(() => value(text)).toBe("Hi {{contact.first_name|there}}");
    expect(document.activeElement).toBe(text);
    const preview = within(await findByTestId("preview"));
    expect(preview.getByText("Hi Kari")).toBeTruthy();
    await user.click(preview.getByRole("checkbox"));
    expect(preview.getByText("Hi there")).toBeTruthy();
    await user.selectOptions(await findByLabelText("Who has it"), "Only you");
    expect(api.createTemplate).not.toHaveBeenCalled();
    await user.click(getByRole("button", { name: "Create" }));

    await expect
      .poll(() => api.createTemplate.mock.lastCall?.[0])
      .toEqual({
        name: "Hello",
        text: "Hi {{contact.first_name|there}}",
        format: "markdown",
        short_code: "say-hi",
        folder: "Hellos",
        visibility: "private",
        team_id: null,
        attachments: [],
      });
  });

  test("warn of a gap that no fallback fills", async () => {
    const { user, findByLabelText, findByText } = await opened({ path: "Templates" });
    await user.click(await findByText("New template"));
    await user.click(await findByLabelText("Text"));
    await user.paste("Your plan: {{contact.custom.plan}}");

    await findByText(/One gap has to be filled in/);
  });

  test("say at its field that a short code is taken", async () => {
    const { api, user, findByLabelText, getByRole } = await opened({
      templates,
      path: "Templates",
    });
    const message = "/hi is another template's short code already";
    api.updateTemplate.mockImplementation(async () => {
      throw new Problem({
        status: 409,
        code: "conflict",
        detail: message,
        errors: [{ field: "short_code", message }],
      });
    });
    await user.click(await findByLabelText("Change Greeting"));
    await user.click(getByRole("button", { name: "Save" }));

    const field = await findByLabelText("Short code");
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  });

  test("carry files, and let them go", async () => {
    const { api, user, findByLabelText, findByTestId, findByText, getByRole } = await opened({
      templates: [
        aReplyTemplate({
          attachments: [
            { id: "att_1", name: "old.pdf", mime_type: "application/pdf", size: 9, kind: "file" },
          ],
        }),
      ],
      path: "Templates",
    });
    const file = { id: "att_2", name: "new.pdf", mime_type: "application/pdf", size: 3 };
    api.newAttachment.mockResolvedValue({
      attachment: { ...file, kind: "file" },
      upload: { url: "https://files.example", fields: {} },
    });
    api.sendFile.mockImplementation(async () => {});
    api.updateTemplate.mockImplementation(async () => aReplyTemplate());
    await user.click(await findByLabelText("Change Greeting"));
    await user.upload(await findByTestId("template-files"), [
      new File(["abc"], "new.pdf", { type: "application/pdf" }),
    ]);
    await findByText("new.pdf");
    await user.click(await findByLabelText("Remove old.pdf"));
    await user.click(getByRole("button", { name: "Save" }));

    await expect
      .poll(() => api.updateTemplate.mock.lastCall?.[1])
      .toMatchObject({ attachments: ["att_2"] });
  });

  test("find one among many, and say when there is none", async () => {
    const many = Array.from({ length: 7 }, (_, at) =>
      aReplyTemplate({ id: `tpl_${at}`, name: `Template ${at}`, folder: at < 3 ? "F" : null }),
    );
    const { user, findByLabelText, findByText, queryByText } = await opened({
      templates: many,
      path: "Templates",
    });
    await user.type(await findByLabelText("Find a template"), "template 4");
    expect(queryByText("Template 4")).toBeTruthy();
    expect(queryByText("Template 1")).toBeNull();
    await user.type(await findByLabelText("Find a template"), "zzz");

    await findByText("Nothing holds “template 4zzz”.");
  });
});

describe("the settings of macros", () => {
  test("build one step by step, and keep it", async () => {
    const screen = await opened({ path: "Macros" });
    const { api, user, findByLabelText, findByText, findByRole, findByTestId, getByRole } = screen;
    api.createMacro.mockImplementation(async (body) => aMacro(body));
    await findByText("No macros yet");
    await user.click(await findByText("New macro"));
    await user.type(await findByLabelText("Name"), "Refund");
    const create = getByRole("button", { name: /^Create/ });
    expect(create.getAttribute("aria-description")).toBe("Add a step");
    for (const step of ["Close or reopen", "Reply", "Set labels"]) {
      await user.click(getByRole("button", { name: /^(Add a step|Then…)$/ }));
      await user.click(await findByRole("option", { name: step }));
    }
    await user.type(await findByLabelText("Reply with"), "Done.");
    await user.click(await findByRole("button", { name: /^Labels/ }));
    await user.click(await findByRole("option", { name: /Warranty/ }));
    await user.keyboard("{Escape}");
    expect(create.getAttribute("aria-description")).toMatch(/before you close/);
    const close = within(await findByTestId("step-status"));
    await user.click(close.getByLabelText("Close or reopen: later"));
    await user.click(close.getByLabelText("Close or reopen: later"));
    await user.click(create);

    await expect
      .poll(() => api.createMacro.mock.lastCall?.[0])
      .toEqual({
        name: "Refund",
        visibility: "everyone",
        team_id: null,
        actions: [
          { type: "reply", text: "Done.", format: "markdown" },
          { type: "label", label_ids: ["lbl_1"] },
          { type: "status", status: "closed", disposition: null },
        ],
      });
    await findByText("Reply, set Warranty, and close");
  });

  test("say at the step what is wrong with it", async () => {
    const actions = [{ type: "label" as const, label_ids: ["lbl_gone"] }];
    const { api, user, findByLabelText, findByText, getByRole } = await opened({
      macros: [aMacro({ actions })],
      path: "Macros",
    });
    const message = "one of these labels is gone";
    api.updateMacro.mockImplementation(async () => {
      const errors = [{ field: "actions.0.label_ids", message }];
      throw new Problem({ status: 400, code: "invalid_request", detail: message, errors });
    });
    await user.click(await findByLabelText("Change Refund"));
    await user.click(getByRole("button", { name: "Save" }));

    await findByText(message);
  });
});

test("a sent answer is seen although only a macro sent it", async () => {
  const { api, user, findByTestId, findByText } = await opened({ macros: [aMacro()] });
  await findByText("question 1");
  api.timeline.mockImplementation(async () => ({ ...page([sent(3)]), earlier: null }));
  api.conversation.mockImplementation(async () => ({ ...mine, version: 3 }));
  await user.type(await findByTestId("composer"), "/ref");
  await findByTestId("typeahead");
  await user.keyboard("{Enter}");

  await findByText("answer 3");
});
