import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import type { Draft, DraftPart } from "../state/drafts";
import { type Letter, lastSeq, type Thread } from "../state/thread";
import { customerLanguage, ownLanguage } from "../state/translations";
import { broken, inserted } from "../text/formatting";
import { Chips, useUploads } from "./Chips";
import styles from "./Composer.module.css";
import { type Capabilities, lengthOf } from "./capabilities";
import { hintOf } from "./hints";
import { refusalOf } from "./letter";
import { MailFields } from "./MailFields";
import { QuickReplies } from "./QuickReplies";
import { Rewritten } from "./Rewritten";
import { SendButtons } from "./SendButtons";
import { TemplateGaps, useGaps } from "./TemplateGaps";
import { TemplatePicker } from "./TemplatePicker";
import { formatOf, Toolbar } from "./Toolbar";
import { Typeahead } from "./Typeahead";
import { useField } from "./useField";
import { useRewrite } from "./useRewrite";
import { useTemplates } from "./useTemplates";
import { useTypeahead } from "./useTypeahead";
import { closesIn, type Standing } from "./windows";

const EmojiPicker = lazy(() => import("./EmojiPicker"));
const RewriteMenu = lazy(() => import("./RewriteMenu"));
const SegmentCount = lazy(() => import("./SegmentCount"));
const TwoWay = lazy(() => import("./TwoWay"));

const COUNT_FROM = 200;

type Props = {
  row: Conversation;
  me: Me;
  thread: Thread;
  draft: Draft;
  able: Capabilities;
  /** Subject and copies as proposed, where the channel has them. */
  mail: { subject: string; cc: string[] } | undefined;
  standing: Standing | null;
  now: number;
  /** What the customer writes in, where replies can be translated into it. */
  language: string | null;
  translated: boolean;
  setTranslate: (on: boolean) => void;
  edit: (change: Partial<DraftPart>) => void;
  letter: () => Letter;
  attach: (files: readonly File[]) => void;
  send: () => void;
  approved: () => void;
  record: () => void;
};
type Picker = { kind: "emoji" | "template" | "rewrite" | "language"; anchor: DOMRect };

/** What still fits, once that is near; or how many SMS or messages it becomes. */
function Count({ text, able }: { text: string; able: Capabilities }) {
  const length = lengthOf(text.trim(), able.unit);
  const left = able.longest - length;
  if (able.segments) {
    if (!text) return null;
    return (
      <Suspense>
        <SegmentCount text={text} />
      </Suspense>
    );
  }
  if (able.splits && left < 0) {
    return (
      <span className={styles.count}>
        {tn(Math.ceil(length / able.longest), "{count} message", "{count} messages")}
      </span>
    );
  }
  if (left >= COUNT_FROM) return null;
  return (
    <span className={styles.count} data-over={left < 0}>
      {left}
    </span>
  );
}

/** The text field with what belongs to it: files, quick replies, tools and the way to send. */
export function Writing(props: Props) {
  const { row, me, thread, draft, able, mail, standing, now, edit, letter, attach } = props;
  const desk = useActions();
  const { id } = row;
  const { kind } = draft;
  const part = draft[kind];
  const note = kind === "note";
  const { text } = part;
  const offline = useDesk((state) => state.connection === "offline");
  const uploads = useUploads(id, kind);
  const refusal = refusalOf({ draft, able, uploads, offline });
  const [picker, setPicker] = useState<Picker | null>(null);
  const [asked, setAsked] = useState(false);
  const quick = !note && able.buttons > 0 && (asked || part.options.length > 0);
  const field = useRef<HTMLTextAreaElement>(null);
  const enterSends = me.preferences?.enter_sends ?? true;

  function write(next: string) {
    const began = text === "" && next !== "";
    const since = next === "" ? null : began ? lastSeq(thread, id) : part.since;
    // An emptied box begins anew.
    edit({ text: next, since, ...(next === "" ? { suggestion_id: null } : {}) });
    if (next.trim()) desk.typing(id, kind);
    else desk.stopTyping();
  }

  const { selection, put, change } = useField(field, text, write);
  const rewriting = useRewrite(text, (next) =>
    put({ text: next, start: next.length, end: next.length }),
  );
  const theirs = useDesk((state) =>
    customerLanguage(thread.events, state.translations, state.spoken[id]),
  );
  const own = useDesk((state) => ownLanguage(state.rules));
  const mention = (mentions: typeof part.mentions) => edit({ mentions });
  const insert = useTemplates({ row, selection, put });
  const ahead = useTypeahead({ row, me, kind, part, selection, put, mention, insert });
  const filling = useGaps({ text: note ? "" : text, field, selection });

  function send() {
    if (refusal) {
      filling.refused();
      return;
    }
    setAsked(false);
    props.send();
  }

  function onKey(event: KeyboardEvent) {
    // While a word is being composed (Japanese, Chinese …) Enter belongs to the input method.
    if (event.nativeEvent.isComposing || ahead.onKey(event) || filling.onKey(event)) return;
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

  return (
    <>
      {ahead.open && <Typeahead {...ahead} options={ahead.found} />}
      {mail && (
        <MailFields
          subject={part.subject ?? mail.subject}
          cc={part.cc ?? mail.cc}
          setSubject={(subject) => edit({ subject })}
          setCc={(cc) => edit({ cc })}
        />
      )}
      <textarea
        ref={field}
        id="composer"
        data-testid="composer"
        className={styles.field}
        dir="auto"
        rows={1}
        aria-label={note ? t("Internal note") : t("Reply to {name}", { name: row.contact.name })}
        aria-describedby="composer-hint"
        aria-autocomplete="list"
        aria-controls={ahead.open ? ahead.id : undefined}
        aria-activedescendant={ahead.activeId}
        enterKeyHint={enterSends ? "send" : "enter"}
        placeholder={note ? t("Write a note to your team, @ to mention…") : t("Write a reply…")}
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
      <TemplateGaps text={text} field={field} gaps={filling.gaps} select={filling.select} />
      {rewriting.done && <Rewritten what={rewriting.done.what} undo={rewriting.undo} />}
      {props.language && (
        <Suspense>
          <TwoWay
            text={text}
            language={props.language}
            on={props.translated}
            set={props.setTranslate}
          />
        </Suspense>
      )}
      {quick && (
        <QuickReplies
          options={part.options}
          able={able}
          change={(options) => edit({ options })}
          close={() => setAsked(false)}
        />
      )}
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
          rewrite={(anchor) => setPicker({ kind: "rewrite", anchor })}
          rewriting={rewriting.busy}
          empty={!text.trim()}
          approved={props.approved}
          record={props.record}
          quick={quick}
          setQuick={(on) => {
            setAsked(on);
            if (!on) edit({ options: [] });
          }}
        />
        <p id="composer-hint" className={styles.hint}>
          {hintOf({
            row,
            me,
            kind,
            able,
            offline,
            closesIn: standing ? closesIn(standing, now) : null,
          })}
        </p>
        <Count text={text} able={able} />
        <SendButtons
          id={id}
          note={note}
          letter={letter}
          refusal={refusal}
          enterSends={enterSends}
          send={send}
        />
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
      {(picker?.kind === "rewrite" || picker?.kind === "language") && (
        <Suspense>
          <RewriteMenu
            kind={picker.kind}
            anchor={picker.anchor}
            theirs={theirs}
            own={own}
            rewrite={rewriting.rewrite}
            languages={() => setPicker({ kind: "language", anchor: picker.anchor })}
            close={() => setPicker(null)}
          />
        </Suspense>
      )}
      {picker?.kind === "template" && (
        <TemplatePicker
          row={row}
          me={me}
          anchor={picker.anchor}
          close={() => setPicker(null)}
          choose={(template) => insert(template)}
        />
      )}
    </>
  );
}
