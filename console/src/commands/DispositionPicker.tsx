import { Check, CornerDownLeft, Flag } from "lucide-react";
import { useEffect } from "react";
import { useActions, useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import { endingsOf, isShared } from "../state/routing";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import { DISPOSITIONS, LONGEST_DISPOSITION } from "./dispositions";
import { onlyName, usePicked } from "./usePicked";

const NONE = "none";

/** Whether these can't be closed without saying how they ended; the channel may ask for it, too. */
function useNeeded(teamIds: readonly string[]): boolean {
  const usual = useDesk((desk) => desk.rules?.needs_disposition ?? false);
  const teams = useDesk((desk) => desk.me?.teams);
  return teamIds.some(
    (id) => teams?.find((team) => team.id === id)?.routing.needs_disposition ?? usual,
  );
}

/** How it ended, before a conversation is closed: what the company has settled, or, where it has
 * settled nothing and wants to know all the same, in the agent's own words. */
export function DispositionPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const known = useDesk((state) => state.dispositions);
  const rows = usePicked(ids);
  const name = onlyName(rows);
  const needed = useNeeded(rows.map((row) => row.team_id));
  const everyone = rows.length === 1 && rows.some((row) => isShared(row, me?.id ?? ""));
  const icon = <Flag aria-hidden="true" />;
  const settled = known !== null && known.length > 0;

  useEffect(() => {
    desk.loadDispositions();
  }, [desk]);

  const options: Option[] = settled
    ? endingsOf(known, rows).map(({ id, name }) => ({ id, name, icon }))
    : DISPOSITIONS.map((each) => ({ id: each, name: t(each), icon }));
  if (settled && !needed) {
    const fact = t("say nothing about it");
    options.push({ id: NONE, name: t("Just close"), icon: <Check aria-hidden="true" />, fact });
  }

  function extra(query: string): Option[] {
    const text = query.slice(0, LONGEST_DISPOSITION);
    if (!text || settled) return [];
    return [{ id: text, name: `“${text}”`, icon: <CornerDownLeft aria-hidden="true" /> }];
  }

  return (
    <Picker
      label={
        name
          ? t("How did {name} end?", { name })
          : tn(
              rows.length,
              "How did {count} conversation end?",
              "How did {count} conversations end?",
            )
      }
      placeholder={t("How did it end?")}
      options={options}
      extra={extra}
      choose={({ id }) => {
        desk.close(ids, { disposition: id === NONE ? null : id, everyone });
        close();
      }}
      close={close}
      anchor={anchor}
      testId="disposition-picker"
    />
  );
}
