import { CalendarClock, Clock, MessageCircleReply } from "lucide-react";
import { useId, useState } from "react";
import { useActions } from "../app/context";
import { t, tn } from "../i18n/t";
import { localTime, momentAt } from "../text/zone";
import { Button } from "../ui/Button";
import { momentText, presets, spokenMoment } from "../ui/moments";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import styles from "./pickers.module.css";
import { onlyName, usePicked } from "./usePicked";

export function SnoozePicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const rows = usePicked(ids);
  const customer = onlyName(rows);
  const [now] = useState(() => new Date());
  const [value, setValue] = useState(() => localTime(now.getTime() + 3_600_000));
  const field = useId();
  const chosen = momentAt(value);
  const isPast = !(chosen > now);

  function snooze(until: Date | null) {
    desk.snooze(ids, until?.toISOString() ?? null);
    close();
  }

  const options = presets(now).map(
    ({ id, name, at }): Option => ({
      id,
      name,
      icon: at ? <Clock aria-hidden="true" /> : <MessageCircleReply aria-hidden="true" />,
      fact: at ? momentText(at, now.getTime()) : "",
    }),
  );

  function extra(query: string): Option[] {
    const spoken = spokenMoment(query, now);
    if (!spoken) return [];
    const name = t("In {time}", { time: query.replace(/^\p{L}+ /u, "") });
    const fact = momentText(spoken, now.getTime());
    return [{ id: "spoken", name, fact, icon: <CalendarClock aria-hidden="true" /> }];
  }

  return (
    <Picker
      label={
        customer
          ? t("Snooze {name}", { name: customer })
          : tn(rows.length, "Snooze {count} conversation", "Snooze {count} conversations")
      }
      placeholder={t("Until when? Try 2h or 3 days")}
      options={options}
      extra={extra}
      choose={({ id }, query) =>
        snooze(
          id === "spoken"
            ? spokenMoment(query, now)
            : (presets(now).find((each) => each.id === id)?.at ?? null),
        )
      }
      close={close}
      anchor={anchor}
      testId="snooze-picker"
      footer={
        <form
          className={styles.footer}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isPast) snooze(chosen);
          }}
        >
          <label htmlFor={field} className="visually-hidden">
            {t("Date and time")}
          </label>
          <p className={styles.line}>
            <input
              id={field}
              type="datetime-local"
              value={value}
              min={localTime(now)}
              onChange={(event) => setValue(event.target.value)}
            />
            <Button type="submit" refusal={isPast ? t("Choose a time that lies ahead") : null}>
              {t("Snooze")}
            </Button>
          </p>
        </form>
      }
    />
  );
}
