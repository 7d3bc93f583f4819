/** What the company has set up: labels, templates, views, people and rules, fetched when needed. */
import type { Macro, Rendered, Template } from "@switchboard/protocol";
import { messageOf } from "../api/problem";
import type { MacroBody, TemplateBody } from "../api/template-api";
import type { Label, Preferences, SavedView, Settings, Sort } from "../api/types";
import { m, t } from "../i18n/t";
import type { Parts } from "./actions";
import type { Desk } from "./desk";

type Catalog = "labels" | "templates" | "macros" | "views" | "teams" | "channels";

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

export function createCatalogActions({ api, store, update, complain }: Parts) {
  const set = <Name extends keyof Desk>(name: Name, value: Desk[Name]) =>
    update((desk) => ({ ...desk, [name]: value }));

  /** Fetch one part of the catalog; what is on screen stays if that fails. */
  function loader<Name extends Catalog>(
    name: Name,
    failure: string,
    ask: () => Promise<{ items: Desk[Name] }>,
  ) {
    let underWay: Promise<void> | null = null;
    async function load() {
      try {
        set(name, (await ask()).items);
      } catch (error) {
        complain(t(failure), error);
      } finally {
        underWay = null;
      }
    }
    return () => {
      underWay ??= load();
      return underWay;
    };
  }

  const settled = (settings: Settings) =>
    update((desk) => ({ ...desk, settings, rules: settings }));
  const sortedLabels = (labels: Label[]) => set("labels", [...labels].sort(byName));
  const sortedTemplates = (templates: Template[]) => set("templates", [...templates].sort(byName));
  const others = <Item extends { id: string }>(items: Item[], id: string) =>
    items.filter((item) => item.id !== id);

  async function everyTemplate() {
    let page = await api.templates();
    const items = [...page.items];
    while (page.next_cursor) {
      page = await api.templates(page.next_cursor);
      items.push(...page.items);
    }
    return { items: items.sort(byName) };
  }

  async function preferences(change: Partial<Preferences>) {
    const before = store.getState().me;
    if (!before) return;
    set("me", { ...before, preferences: { ...before.preferences, ...change } });
    try {
      set("me", await api.setPreferences(change));
    } catch (error) {
      set("me", before);
      complain(t("Your choice was not saved"), error);
    }
  }

  return {
    loadLabels: loader("labels", m("Labels could not be loaded"), api.labels),
    loadTemplates: loader("templates", m("Templates could not be loaded"), everyTemplate),
    loadMacros: loader("macros", m("Macros could not be loaded"), api.macros),
    loadViews: loader("views", m("Saved views could not be loaded"), api.views),
    loadTeams: loader("teams", m("Teams could not be loaded"), api.teams),
    loadChannels: loader("channels", m("Channels could not be loaded"), api.channels),
    async loadPeople() {
      try {
        let page = await api.users();
        const users = [...page.items];
        while (page.next_cursor) {
          page = await api.users(page.next_cursor);
          users.push(...page.items);
        }
        set("users", users.sort(byName));
      } catch (error) {
        complain(t("Your colleagues could not be loaded"), error);
      }
    },
    async loadSettings() {
      try {
        settled(await api.settings());
      } catch (error) {
        complain(t("The settings could not be loaded"), error);
      }
    },
    async loadRules() {
      try {
        set("rules", await api.rules());
      } catch (error) {
        complain(t("The company's rules could not be loaded"), error);
      }
    },

    setPreferences: preferences,
    setSort(inbox: string, sort: Sort) {
      const sorts = store.getState().me?.preferences?.sorts ?? {};
      return preferences({ sorts: { ...sorts, [inbox]: sort } });
    },

    // Forms show their own failures, so these let the caller have them.
    async createLabel(body: Omit<Label, "id">): Promise<Label> {
      const label = await api.createLabel(body);
      sortedLabels([...others(store.getState().labels, label.id), label]);
      return label;
    },
    async updateLabel(id: string, body: Partial<Omit<Label, "id">>) {
      const label = await api.updateLabel(id, body);
      sortedLabels([...others(store.getState().labels, id), label]);
    },
    async deleteLabel(id: string) {
      await api.deleteLabel(id);
      set("labels", others(store.getState().labels, id));
    },
    async saveTemplate(id: string | null, body: TemplateBody) {
      const template = id ? await api.updateTemplate(id, body) : await api.createTemplate(body);
      sortedTemplates([...others(store.getState().templates, template.id), template]);
    },
    async deleteTemplate(id: string) {
      await api.deleteTemplate(id);
      set("templates", others(store.getState().templates, id));
    },
    /** A template as it reads in a conversation; null when it could not be had, which is told. */
    async renderTemplate(id: string, conversationId: string): Promise<Rendered | null> {
      try {
        return await api.renderTemplate(id, conversationId);
      } catch (error) {
        complain(t("The template was not inserted"), error);
        return null;
      }
    },
    async saveMacro(id: string | null, body: MacroBody) {
      const macro = id ? await api.updateMacro(id, body) : await api.createMacro(body);
      const macros: Macro[] = [...others(store.getState().macros, macro.id), macro];
      set("macros", macros.sort(byName));
    },
    async deleteMacro(id: string) {
      await api.deleteMacro(id);
      set("macros", others(store.getState().macros, id));
    },
    async createView(body: Omit<SavedView, "id" | "count">): Promise<SavedView> {
      const view = await api.createView(body);
      set("views", [...others(store.getState().views, view.id), view].sort(byName));
      return view;
    },
    async deleteView(id: string): Promise<boolean> {
      try {
        await api.deleteView(id);
        set("views", others(store.getState().views, id));
        return true;
      } catch (error) {
        complain(t("The view was not deleted"), error);
        return false;
      }
    },
    async updateSettings(body: Partial<Omit<Settings, "translation">>): Promise<string | null> {
      try {
        settled(await api.updateSettings(body));
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
  };
}
