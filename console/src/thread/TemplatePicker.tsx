import type { Template } from "@switchboard/protocol";
import { FileText, ListChecks } from "lucide-react";
import { useEffect } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { useMacroWords } from "../commands/useMacroWords";
import { t } from "../i18n/t";
import { valuesOf } from "../text/template";
import { previewOf } from "../text/template-list";
import { usableIn } from "../text/usable";
import { type Option, Picker } from "../ui/Picker";

type Props = {
  row: Conversation;
  me: Me;
  anchor: DOMRect;
  choose: (template: Template) => void;
  close: () => void;
};

const folderOf = ({ folder }: Template) => folder ?? t("Without a folder");

/** Answers that are written already, by their folders; then the macros. */
export function TemplatePicker({ row, me, anchor, choose, close }: Props) {
  const { loadTemplates, loadMacros, runMacro } = useActions();
  const templates = useDesk((desk) => desk.templates);
  const macros = useDesk((desk) => desk.macros);
  const words = useMacroWords();
  useEffect(() => {
    loadTemplates();
    loadMacros();
  }, [loadTemplates, loadMacros]);

  const usable = usableIn(templates, row.team_id);
  const inFolders = usable.some((each) => each.folder);
  const values = valuesOf({ ...row, agent: me });
  const options = usable
    .sort((a, b) => folderOf(a).localeCompare(folderOf(b)) || a.name.localeCompare(b.name))
    .sort((a, b) => Number(!a.folder) - Number(!b.folder))
    .map((each): Option => {
      const preview = previewOf(each, values);
      return {
        id: each.id,
        name: each.name,
        also: `${each.short_code ?? ""} ${each.folder ?? ""} ${each.text}`,
        icon: <FileText />,
        fact: each.short_code ? `/${each.short_code} · ${preview}` : preview,
        section: inFolders ? folderOf(each) : t("Templates"),
      };
    });
  const runs = usableIn(macros, row.team_id).map(
    (each): Option => ({
      id: each.id,
      name: each.name,
      icon: <ListChecks />,
      fact: words(each),
      section: t("Macros"),
    }),
  );
  return (
    <Picker
      label={t("Templates")}
      placeholder={t("Insert a template, or run a macro…")}
      options={[...options, ...runs]}
      anchor={anchor}
      size="wide"
      close={close}
      choose={({ id }) => {
        const template = templates.find((each) => each.id === id);
        const macro = macros.find((each) => each.id === id);
        close();
        if (template) choose(template);
        else if (macro) runMacro(row.id, macro);
      }}
    />
  );
}
