import { CopyPlus } from "lucide-react";
import { useState } from "react";
import type { Day } from "../../api/people-types";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import styles from "./hours.module.css";
import { AddSpan, Spans } from "./Spans";
import { copied, DAYS, type Week } from "./week";

/** Each day with its spans; what one has can be copied to others. */
export function WeekGrid({ week, set }: { week: Week; set: (week: Week) => void }) {
  const [copies, setCopies] = useState<{ day: Day; name: string; anchor: DOMRect } | null>(null);
  return (
    <ul className={styles.week} aria-label={t("Week")}>
      {DAYS.map(({ id, label }) => {
        const name = t(label);
        const spans = week[id];
        const change = (next: Week[Day]) => set({ ...week, [id]: next });
        return (
          <li key={id} className={styles.day}>
            <span className={styles.dayName}>{name}</span>
            <Spans name={name} spans={spans} set={change} />
            <span className={styles.tools}>
              <AddSpan name={name} spans={spans} set={change} />
              <Button
                tone="ghost"
                icon={<CopyPlus />}
                aria-label={t("Copy {day} to other days", { day: name })}
                hint={t("Copy to other days")}
                onClick={({ currentTarget }) =>
                  setCopies({ day: id, name, anchor: currentTarget.getBoundingClientRect() })
                }
              />
            </span>
          </li>
        );
      })}
      {copies && (
        <Menu
          label={t("Copy {day}", { day: copies.name })}
          anchor={copies.anchor}
          close={() => setCopies(null)}
          items={[
            {
              id: "workdays",
              name: t("To Monday to Friday"),
              icon: <CopyPlus />,
              run: () => set(copied(week, copies.day, "workdays")),
            },
            {
              id: "all",
              name: t("To every day"),
              icon: <CopyPlus />,
              run: () => set(copied(week, copies.day, "all")),
            },
          ]}
        />
      )}
    </ul>
  );
}
