/** One source: how it is, what was read of it and what was not, and what can be changed. */
import type { Source } from "@switchboard/protocol";
import { RefreshCw, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { messageOf } from "../../api/problem";
import { knowledgePath, usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { Switch } from "../../settings/ai/parts/Switch";
import { BackTo } from "../../settings/channels/BackTo";
import { LongField } from "../../settings/channels/LongField";
import { useAttempt } from "../../settings/channels/useAttempt";
import { useLoaded } from "../../settings/channels/useLoaded";
import { Waiting } from "../../settings/channels/Waiting";
import common from "../../settings/Settings.module.css";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { useKnowledgeApi } from "../api";
import styles from "../knowledge.module.css";
import { Since } from "../Since";
import { canRefresh, holds, isUnderWay, KINDS, told } from "./health";
import { PageList } from "./PageList";
import { KIND_ICONS } from "./SourceCard";
import { SourceProgress, SourceStatus } from "./SourceStatus";
import own from "./sources.module.css";
import { useAskedAgain } from "./useSources";

type Part = { source: Source; put: (source: Source) => void };

function Head({ source }: { source: Source }) {
  const { tone, text } = told(source);
  const facts = [t(KINDS[source.kind]), ...holds(source)].join(" · ");
  return (
    <>
      <h2 className={own.head}>
        <span className={own.sign}>{KIND_ICONS[source.kind]}</span>
        <span dir="auto">{source.name}</span>
      </h2>
      <div className={own.health} data-tone={tone} role="status">
        <SourceStatus source={source} />
        <p>
          {facts}
          {source.refreshed_at && (
            <>
              {" · "}
              {tx("read {when}|done", { when: <Since iso={source.refreshed_at} /> })}
            </>
          )}
        </p>
        {text && <p>{text}</p>}
        <SourceProgress source={source} />
      </div>
    </>
  );
}

/** Its name, and the words of a text that was pasted. */
function Facts({ source, put }: Part) {
  const api = useKnowledgeApi();
  const [name, setName] = useState(source.name);
  const [text, setText] = useState(source.text ?? "");
  const { busy, failure, run } = useAttempt();
  const changed = name.trim() !== source.name || text !== (source.text ?? "");
  const written = source.kind === "snippet";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!changed || !name.trim() || busy) return;
    const body = { name: name.trim(), ...(written && { text }) };
    run(async () => put(await api.changeSource(source.id, body)));
  }

  return (
    <form className={common.form} onSubmit={submit} aria-label={t("About this source")}>
      <Field
        label={t("Name")}
        dir="auto"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {written && (
        <LongField
          label={t("Text")}
          rows={10}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {failure !== null && (
        <p className={common.failure} role="alert">
          {messageOf(failure)}
        </p>
      )}
      <p>
        <Button
          tone="primary"
          type="submit"
          disabled={busy}
          refusal={changed ? null : t("Nothing was changed")}
        >
          {t("Save")}
        </Button>
      </p>
    </form>
  );
}

function Actions({ source, put }: Part) {
  const api = useKnowledgeApi();
  const { go } = usePlace();
  const { busy, failure, run } = useAttempt();
  const [asked, setAsked] = useState(false);

  async function remove() {
    await api.deleteSource(source.id);
    go(knowledgePath("sources"), { replace: true });
  }

  return (
    <>
      <div className={own.row}>
        <Switch
          label={t("Answer from it")}
          on={source.enabled}
          disabled={busy}
          set={(on) => run(async () => put(await api.changeSource(source.id, { enabled: on })))}
        />
        <span className={own.rowEnd}>
          {canRefresh(source) && (
            <Button
              icon={<RefreshCw />}
              disabled={busy || isUnderWay(source)}
              onClick={() =>
                run(async () => {
                  const again = await api.refreshSource(source.id);
                  put(again ?? { ...source, status: "waiting", error: null });
                })
              }
            >
              {t("Read again")}
            </Button>
          )}
          <Button icon={<Trash2 />} onClick={() => setAsked(true)}>
            {t("Delete")}
          </Button>
        </span>
      </div>
      {failure !== null && (
        <p className={common.failure} role="alert">
          {messageOf(failure)}
        </p>
      )}
      {asked && (
        <FormDialog
          title={t("Delete {name}?", { name: source.name })}
          verb={t("Delete")}
          submit={remove}
          close={() => setAsked(false)}
        >
          <p>{t("What was read of it is forgotten, and nothing is answered from it any more.")}</p>
        </FormDialog>
      )}
    </>
  );
}

export function SourcePage({ id }: { id: string }) {
  const api = useKnowledgeApi();
  const { value: source, error, reload, put } = useLoaded(id, () => api.source(id));
  useAskedAgain(source !== null && isUnderWay(source), reload);
  return (
    <div className={styles.stack}>
      <BackTo href={knowledgePath("sources")} name={t("Sources")} />
      {source ? (
        <>
          <Head source={source} />
          <Actions source={source} put={put} />
          {source.kind !== "snippet" && <PageList source={source} />}
          <details className={own.more} open={source.kind === "snippet"}>
            <summary>{source.kind === "snippet" ? t("Text") : t("Rename")}</summary>
            <Facts source={source} put={put} />
          </details>
        </>
      ) : (
        <Waiting error={error} retry={reload} />
      )}
    </div>
  );
}
