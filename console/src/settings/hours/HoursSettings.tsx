/** Office hours: when the company, or a team of it, is there for customers. */
import { ChevronRight, Clock, Plus } from "lucide-react";
import { Link } from "wouter";
import type { OfficeHours } from "../../api/people-types";
import { settingsPath, usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import { ManagedMark } from "../parts/Managed";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { HoursPage, Now } from "./HoursPage";
import { weekText } from "./week";

function Row({ hours }: { hours: OfficeHours }) {
  const zone = hours.time_zone.replaceAll("_", " ");
  return (
    <li>
      <Link href={settingsPath("hours", hours.id)} className={styles.row}>
        <span className={common.words}>
          <span className={common.name} dir="auto">
            {hours.name}
          </span>
          <span className={common.text}>{`${weekText(hours.week)} · ${zone}`}</span>
        </span>
        {hours.default && (
          <span className={styles.mark} data-tone="accent">
            {t("Default")}
          </span>
        )}
        <ManagedMark by={hours.managed_by} />
        <Now hours={hours} />
        <ChevronRight aria-hidden="true" className={styles.chevron} />
      </Link>
    </li>
  );
}

export default function HoursSettings() {
  const api = usePeopleApi();
  const { place, go } = usePlace();
  const { value, error, reload } = useLoaded("hours", api.hours.list);
  const [id] = place.within;
  const add = (
    <Button icon={<Plus />} onClick={() => go(settingsPath("hours", "new"))}>
      {t("New office hours")}
    </Button>
  );
  if (!value) return <Waiting error={error} retry={reload} rows={2} />;
  if (id) {
    const hours = id === "new" ? null : value.find((each) => each.id === id);
    if (hours === undefined)
      return (
        <EmptyState
          icon={<Clock />}
          title={t("No such hours")}
          text={t("They may have been removed.")}
        />
      );
    return <HoursPage key={id} hours={hours} reload={reload} />;
  }
  if (value.length === 0)
    return (
      <EmptyState
        icon={<Clock />}
        title={t("No office hours yet")}
        text={t("Until there are some, every moment counts as open.")}
      >
        {add}
      </EmptyState>
    );
  return (
    <div className={common.form}>
      <p className={common.hint}>
        {t("Service levels and auto-replies go by these. A team can have its own.")}
      </p>
      <p>{add}</p>
      <ul className={styles.rows} aria-label={t("Office hours")}>
        {value.map((hours) => (
          <Row key={hours.id} hours={hours} />
        ))}
      </ul>
    </div>
  );
}
