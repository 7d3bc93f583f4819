import { LockKeyhole, Reply } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { lastSeq, type Thread } from "../state/thread";
import { broken, inserted } from "../text/formatting";
import { ChannelSelect } from "./ChannelSelect";
import { Chips, useUploads } from "./Chips";
import { Colleague, useColleague } from "./Colleague";
import styles from "./Composer.module.css";
import { lengthOf } from "./capabilities";
import { hintOf } from "./hints";
import { ableOf, channelOf, letterOf, refusalOf } from "./letter";
import { ScheduledList } from "./ScheduledList";
import { SendButtons } from "./SendButtons";
import { TemplatePicker } from "./TemplatePicker";
import { formatOf, Toolbar } from "./Toolbar";
import { Typeahead } from "./Typeahead";
import { useDraft } from "./useDraft";
import { useDrop } from "./useDrop";
import { useField } from "./useField";
import { useTypeahead } from "./useTypeahead";
import { WrittenTo } from "./WrittenTo";

const EmojiPicker = lazy(() => import("./EmojiPicker"));
const Recorder = lazy(() => import("./Recorder"));

const COUNT_FROM = 200;

const KINDS = [
  { kind: "reply", name: "Reply", icon: Reply },
  { kind: "note", name: "Internal note", icon: LockKeyhole },
] as const;

type Props = { row: Conversation; thread: Thread; me: Me };
type Picker = { kind: "emoji" | "template"; anchor: DOMRect };

export function Composer({ row, thread, me }: Props) {
  const desk = useActions();
  const { id } = row;
  const offline = useDesk((state) => state.connection === "offline");
  const { draft, part, edit, setKind, setChannel } = useDraft(id);
  const { kind } = draft;
  const note = kind === "note";
  const { text } = part;
  const channels = useDesk((state) => state.channels);
  const able = ableOf(row, draft, channels);
  const letter = () => letterOf(row, draft, able);
  const uploads = useUploads(id, kind);
  const refusal = refusalOf({ draft, able, uploads, offline });
  const [picker, setPicker] = useState<Picker | null>(null);
  const [recording, setRecording] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const colleague = useColleague(row, thread, part.since, me);
  const enterSends = me.preferences?.enter_sends ?? true;

  function write(next: string) {
    const began = text === "" && next !== "";
    const since = next === "" ? null : began ? lastSeq(thread, id) : part.since;
    edit({ text: next, since });
    if (next.trim()) desk.typing(id, kind);
    else desk.stopTyping();
  }

  const { selection, put, change } = useField(field, text, write);
  const mention = (mentions: typeof part.mentions) => edit({ mentions });
  const ahead = useTypeahead({ row, me, kind, part, selection, put, mention });

  function attach(files: readonly File[]) {
    if (note || files.length === 0) return;
    desk.attachFiles(id, kind, files);
    field.current?.focus();
  }

  const dragged = useDrop(area, attach);

  function send() {
    if (refusal || (!note && !colleague.agreed())) return;
    desk.stopTyping();
    desk.write(id, letter());
    field.current?.focus();
  }

  function onKey(event: KeyboardEvent) {
    // While a word is being composed (Japanese, Chinese …) Enter belongs to the input method.
    if (event.nativeEvent.isComposing || ahead.onKey(event)) return;
    const mod = event.ctrlKey || event.metaKey;
    const format = mod && able.markdown ? formatOf(event.key) : undefined;
    if (format) {
      event.preventDefault();
      change(format);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (mod || (enterSends && !event.shiftKey)) send();
      else change(broken);
    }
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || note) return;
    event.preventDefault();
    attach(files);
  }

  const over = lengthOf(text) - able.longest;
  const name = row.contact.name;
  return (
    <div ref={area} className={styles.composer} data-kind={kind}>
      <ScheduledList scheduled={thread.scheduled} />
      <Colleague warning={colleague} sendAnyway={send} />
      <div className={styles.box}>
        {ahead.open && <Typeahead {...ahead} options={ahead.found} />}
        <div className={styles.head}>
          <div className={styles.tabs} role="radiogroup" aria-label="What to write">
            {KINDS.map(({ kind: each, name: label, icon: Icon }) => (
              <label key={each} className={styles.tab}>
                <input
                  type="radio"
                  name="kind"
                  checked={kind === each}
                  onChange={() => {
                    desk.stopTyping();
                    setKind(each);
                    field.current?.focus();
                  }}
                />
                <Icon aria-hidden="true" /> {label}
              </label>
            ))}
          </div>
          {!note && (
            <ChannelSelect
              channels={row.channels ?? [row.channel]}
              channel={channelOf(row, draft)}
              choose={setChannel}
            />
          )}
        </div>
        <WrittenTo row={row} kind={kind} part={part} edit={edit} />
        {recording ? (
          <Suspense fallback={<div className={styles.loading} />}>
            <Recorder
              send={(file) => desk.sendVoice(id, file, { ...letter(), text: "" })}
              close={() => setRecording(false)}
            />
          </Suspense>
        ) : (
          <>
            <textarea
              ref={field}
              id="composer"
              data-testid="composer"
              className={styles.field}
              dir="auto"
              rows={1}
              aria-label={note ? "Internal note" : `Reply to ${name}`}
              aria-describedby="composer-hint"
              aria-autocomplete="list"
              aria-controls={ahead.open ? ahead.id : undefined}
              aria-activedescendant={ahead.activeId}
              enterKeyHint={enterSends ? "send" : "enter"}
              placeholder={note ? "Write a note to your team, @ to mention…" : "Write a reply…"}
              value={text}
              onChange={(event) => {
                write(event.target.value);
                ahead.follow(event.target.selectionStart);
              }}
              onBlur={() => {
                ahead.follow(null);
                desk.stopTyping();
              }}
              onKeyDown={onKey}
              onPaste={onPaste}
            />
            <Chips
              attachments={note ? [] : part.attachments}
              uploads={uploads}
              remove={(fileId) =>
                edit({ attachments: part.attachments.filter((each) => each.id !== fileId) })
              }
            />
            <div className={styles.foot}>
              <Toolbar
                able={able}
                note={note}
                change={change}
                attach={attach}
                emoji={(anchor) => setPicker({ kind: "emoji", anchor })}
                template={(anchor) => setPicker({ kind: "template", anchor })}
                record={() => setRecording(true)}
              />
              <p id="composer-hint" className={styles.hint}>
                {hintOf({ row, me, kind, able, offline })}
              </p>
              {over > -COUNT_FROM && (
                <span className={styles.count} data-over={over > 0}>
                  {-over}
                </span>
              )}
              <SendButtons
                id={id}
                note={note}
                letter={letter}
                refusal={refusal}
                enterSends={enterSends}
                send={send}
              />
            </div>
          </>
        )}
        {dragged && (
          <div className={styles.drop} aria-hidden="true">
            {note
              ? "Notes hold no files"
              : able.attachments
                ? "Drop files to attach them"
                : "This channel can't carry files"}
          </div>
        )}
      </div>
      {picker?.kind === "emoji" && (
        <Suspense>
          <EmojiPicker
            anchor={picker.anchor}
            close={() => setPicker(null)}
            choose={(sign) => {
              setPicker(null);
              change((held) => inserted(held, sign));
            }}
          />
        </Suspense>
      )}
      {picker?.kind === "template" && (
        <TemplatePicker
          row={row}
          me={me}
          anchor={picker.anchor}
          close={() => setPicker(null)}
          choose={(words) => {
            setPicker(null);
            change((held) => inserted(held, words));
          }}
        />
      )}
    </div>
  );
}
