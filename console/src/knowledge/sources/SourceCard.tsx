import type { Source } from "@switchboard/protocol";
import { FileText, Globe, NotebookText, PanelTop, RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { messageOf } from "../../api/problem";
import { knowledgePath } from "../../app/routes";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { Switch } from "../../settings/ai/parts/Switch";
import { useAttempt } from "../../settings/channels/useAttempt";
import { Button } from "../../ui/Button";
import { useKnowledgeApi } from "../api";
import { Since } from "../Since";
import { canRefresh, holds, isUnderWay, KINDS, told } from "./health";
import { SourceProgress, SourceStatus } from "./SourceStatus";
import styles from "./sources.module.css";

export const KIND_ICONS: Record<Source["kind"], ReactNode> = {
  site: <Globe />,
  page: <PanelTop />,
  file: <FileText />,
  snippet: <NotebookText />,
};

const bare = (url: string) => url.replace(/^https?:\/\//, "").replace(/\/$/, "");

/** What it is and where from, without saying its name twice. */
function Facts({ source }: { source: Source }) {
  const address = source.url && bare(source.url);
  const where = address !== source.name ? address : null;
  const facts = [t(KINDS[source.kind]), where, ...holds(source)].filter(Boolean);
  return (
    <span className={styles.facts} dir="auto">
      {facts.join(" · ")}
      {source.refreshed_at && !isUnderWay(source) && (
        <>
          {" · "}
          {tx("read {when}|done", { when: <Since iso={source.refreshed_at} /> })}
        </>
      )}
    </span>
  );
}

type Props = { source: Source; put: (source: Source) => void };

export function SourceCard({ source, put }: Props) {
  const api = useKnowledgeApi();
  const { busy, failure, run } = useAttempt();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const { tone, text } = told(source);

  async function turn(on: boolean) {
    setWanted(on);
    await run(async () => put(await api.changeSource(source.id, { enabled: on })));
    setWanted(null);
  }

  const refresh = () =>
    run(async () => {
      const again = await api.refreshSource(source.id);
      put(again ?? { ...source, status: "waiting", error: null });
    });

  return (
    <li className={styles.card} data-testid="source" data-status={source.status}>
      <span className={styles.sign}>{KIND_ICONS[source.kind]}</span>
      <div className={styles.words}>
        <Link href={knowledgePath("sources", source.id)} className={styles.name} dir="auto">
          {source.name}
        </Link>
        <Facts source={source} />
        <SourceProgress source={source} />
        {text && (
          <p className={styles.told} data-tone={tone}>
            {text}
          </p>
        )}
        {failure !== null && (
          <p className={styles.told} data-tone="danger" role="alert">
            {messageOf(failure)}
          </p>
        )}
      </div>
      <SourceStatus source={source} />
      <span className={styles.actions}>
        {canRefresh(source) && (
          <Button
            tone="ghost"
            icon={<RefreshCw />}
            aria-label={t("Read {name} again", { name: source.name })}
            hint={t("Read again")}
            disabled={busy || isUnderWay(source)}
            onClick={refresh}
          />
        )}
        <Switch
          label={t("Answer from {name}", { name: source.name })}
          hideLabel
          on={wanted ?? source.enabled}
          set={turn}
          disabled={busy}
        />
      </span>
    </li>
  );
}
