import { LockKeyhole, Reply } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { m, t } from "../i18n/t";
import { PLAIN_REPLY } from "../state/letters";
import type { Thread } from "../state/thread";
import { useNow } from "../ui/RelativeTime";
import { ChannelSelect } from "./ChannelSelect";
import { Closed } from "./Closed";
import { Colleague, useColleague } from "./Colleague";
import styles from "./Composer.module.css";
import { ableOf, channelOf, channelsOf, letterOf } from "./letter";
import { proposed } from "./mail";
import { ScheduledList } from "./ScheduledList";
import { useDraft } from "./useDraft";
import { useDrop } from "./useDrop";
import { useReplyLanguage, useTranslateTo } from "./useReplyLanguage";
import { Writing } from "./Writing";
import { WrittenTo } from "./WrittenTo";
import { standingOf } from "./windows";

const Approved = lazy(() => import("./Approved"));
const Recorder = lazy(() => import("./Recorder"));

const KINDS = [
  { kind: "reply", name: m("Reply|a message"), icon: Reply },
  { kind: "note", name: m("Internal note"), icon: LockKeyhole },
] as const;

type Props = { row: Conversation; thread: Thread; me: Me };

/** Where the next reply or note is written, with what its channel can do and no more. */
export function Composer({ row, thread, me }: Props) {
  const desk = useActions();
  const { id } = row;
  const { draft, part, edit, setKind, setChannel, setTranslate } = useDraft(id);
  const { kind } = draft;
  const note = kind === "note";
  const known = useDesk((state) => state.channels);
  const channels = channelsOf(row);
  const channel = channelOf(row, draft);
  const able = ableOf(row, draft, known);
  const mail = able.subject ? proposed(thread, channel.id) : undefined;
  const language = useReplyLanguage(id, thread);
  const translateTo = useTranslateTo(id, thread);
  const letter = () => letterOf(row, draft, able, mail, note ? null : translateTo);
  const [approved, setApproved] = useState(false);
  const [recording, setRecording] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const colleague = useColleague(row, thread, part.since, me);
  // The clock of the screen may be a little behind a message that has just come.
  const now = Math.max(useNow(), Date.parse(row.last_entry_at));
  const standing = note ? null : standingOf(able, channel, now);
  const closed = standing && standing.state !== "open";

  function attach(files: readonly File[]) {
    if (note || closed || files.length === 0) return;
    desk.attachFiles(id, kind, files, able.files);
    document.getElementById("composer")?.focus();
  }

  const dragged = useDrop(area, attach);

  function send() {
    if (!note && !colleague.agreed()) return;
    desk.stopTyping();
    desk.write(id, letter());
    document.getElementById("composer")?.focus();
  }

  return (
    <div ref={area} className={styles.composer} data-kind={kind}>
      <ScheduledList scheduled={thread.scheduled} />
      <Colleague warning={colleague} sendAnyway={send} />
      <div className={styles.box}>
        <div className={styles.head}>
          <div className={styles.tabs} role="radiogroup" aria-label={t("What to write")}>
            {KINDS.map(({ kind: each, name: label, icon: Icon }) => (
              <label key={each} className={styles.tab}>
                <input
                  type="radio"
                  name="kind"
                  checked={kind === each}
                  onChange={() => {
                    desk.stopTyping();
                    setKind(each);
                    document.getElementById("composer")?.focus();
                  }}
                />
                <Icon aria-hidden="true" /> {t(label)}
              </label>
            ))}
          </div>
          {!note && <ChannelSelect channels={channels} channel={channel} choose={setChannel} />}
        </div>
        {!closed && <WrittenTo row={row} kind={kind} part={part} able={able} edit={edit} />}
        {closed && (
          <Closed
            standing={standing}
            channel={channel}
            able={able}
            channels={channels}
            customer={row.contact.name}
            now={now}
            written={part.text.trim() !== ""}
            template={() => setApproved(true)}
            choose={setChannel}
          />
        )}
        {!closed && recording && (
          <Suspense fallback={<div className={styles.loading} />}>
            <Recorder
              send={(file) => desk.sendVoice(id, file, { ...letter(), text: "", options: [] })}
              close={() => setRecording(false)}
            />
          </Suspense>
        )}
        {!closed && !recording && (
          <Writing
            row={row}
            me={me}
            thread={thread}
            draft={draft}
            able={able}
            mail={mail}
            standing={standing}
            now={now}
            language={note ? null : language}
            translated={translateTo !== null}
            setTranslate={setTranslate}
            edit={edit}
            letter={letter}
            attach={attach}
            send={send}
            approved={() => setApproved(true)}
            record={() => setRecording(true)}
          />
        )}
        {dragged && (
          <div className={styles.drop} aria-hidden="true">
            {note
              ? t("Notes hold no files")
              : able.attachments && !closed
                ? t("Drop files to attach them")
                : t("This channel can't carry files")}
          </div>
        )}
      </div>
      {approved && (
        <Suspense>
          <Approved
            channel={channel}
            customer={row.contact}
            agent={me}
            close={() => setApproved(false)}
            send={(template, text) => {
              const { channel_id } = letter();
              desk.write(id, { ...PLAIN_REPLY, channel_id, template, text });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
