import type { Macro } from "@switchboard/protocol";
import { ListChecks } from "lucide-react";
import { useEffect } from "react";
import { useActions, useDesk } from "../app/context";
import { useMacroWords } from "../commands/useMacroWords";
import { t } from "../i18n/t";
import { EmptyState } from "../ui/EmptyState";
import { EditableList } from "./EditableList";
import { MacroForm } from "./MacroForm";
import styles from "./Settings.module.css";
import { useMayChange, whoHas } from "./Sharing";
import own from "./Template.module.css";

export function MacroSettings() {
  const desk = useActions();
  const teams = useDesk((state) => state.me?.teams) ?? [];
  const mayChange = useMayChange();
  const macros = useDesk((state) => state.macros);
  const words = useMacroWords();

  useEffect(() => {
    desk.loadMacros();
    desk.loadPeople();
  }, [desk]);

  function find(typed: string): Macro[] {
    const wanted = typed.toLocaleLowerCase().split(/\s+/);
    const text = (macro: Macro) => `${macro.name} ${words(macro)}`.toLocaleLowerCase();
    return macros.filter((macro) => wanted.every((word) => text(macro).includes(word)));
  }

  return (
    <EditableList
      hint={t("Several steps by one pick: with M, in the command bar, or by typing / in a reply.")}
      add={t("New macro")}
      items={macros}
      find={{ label: t("Find a macro"), by: find }}
      mayChange={mayChange}
      empty={
        <EmptyState
          icon={<ListChecks />}
          title={t("No macros yet")}
          text={t("Put together what you do again and again: answer, label, assign, close.")}
        />
      }
      row={(macro) => (
        <>
          <span className={styles.words}>
            <span className={styles.name} dir="auto" title={macro.name}>
              {macro.name}
            </span>
            <span className={styles.text} dir="auto" title={words(macro)}>
              {words(macro)}
            </span>
          </span>
          <span className={own.who}>{whoHas(macro, teams)}</span>
        </>
      )}
      form={(macro, done) => <MacroForm macro={macro} done={done} />}
      remove={desk.deleteMacro}
    />
  );
}
