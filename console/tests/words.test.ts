import { afterEach, describe, expect, test, vi } from "vitest";
import { faults, languages, unspokenTexts, wordsOf } from "../scripts/words.mjs";
import { languageFor, speak, t, tn, use } from "../src/i18n/t";

afterEach(() => use("en", {}));

describe("the console's words", () => {
  test("leave no text that people read in English alone", () => {
    expect(unspokenTexts()).toEqual([]);
  });

  test.each(languages())("are all there in %s, with every blank and plural", (language) => {
    expect(faults(language, wordsOf(language))).toEqual([]);
  });

  test("are English where there is no other word", () => {
    use("de", { Save: "Speichern" });

    expect(t("Save")).toBe("Speichern");
    expect(t("Cancel")).toBe("Cancel");
  });

  test("keep what stands in their blanks as it is", () => {
    use("de", { "Ask {name}": "{name} fragen" });

    expect(t("Ask {name}", { name: "{count} $& <b>" })).toBe("{count} $& <b> fragen");
    expect(t("Ask {name}", {})).toBe("{name} fragen");
  });

  test("tell the meanings of a word apart without showing the note", () => {
    expect(t("Open|state")).toBe("Open");

    use("de", { "Open|state": "Offen", "Open|do it": "Öffnen" });

    expect(t("Open|state")).toBe("Offen");
    expect(t("Open|do it")).toBe("Öffnen");
  });

  test("count as each language does", () => {
    expect(tn(1, "{count} reply", "{count} replies")).toBe("1 reply");
    expect(tn(1200, "{count} reply", "{count} replies")).toBe("1,200 replies");

    const forms = { zero: "صفر", one: "رد", two: "ردان", few: "ردود", many: "ردًا", other: "رد" };
    use("ar", { "{count} replies": forms });

    expect(
      [0, 1, 2, 3, 11, 100].map((count) => tn(count, "{count} reply", "{count} replies")),
    ).toEqual(["صفر", "رد", "ردان", "ردود", "ردًا", "رد"]);
  });

  test("are those of the nearest language that has them", () => {
    expect(languageFor("de-AT")).toBe("de");
    expect(languageFor("nn-NO")).toBe("nb");
    expect(languageFor("no")).toBe("nb");
    expect(languageFor("tlh")).toBeNull();
  });

  test("change at once, with the direction in which they are read", async () => {
    await speak("ar");
    expect(document.documentElement.lang).toBe("ar");
    expect(document.documentElement.dir).toBe("rtl");
    expect(t("Save")).not.toBe("Save");

    await speak("tlh");
    expect(document.documentElement.lang).toBe("en");
    expect(document.documentElement.dir).toBe("ltr");
  });

  test("are those of the browser where the profile says nothing", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["tlh", "nb-NO", "de"]);

    await speak(null);

    expect(document.documentElement.lang).toBe("nb");
  });
});
