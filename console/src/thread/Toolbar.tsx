import {
  ALargeSmall,
  BadgeCheck,
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  LoaderCircle,
  Mic,
  Paperclip,
  RectangleEllipsis,
  Smile,
  WandSparkles,
  Zap,
} from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { linked, listed, type Selection, wrapped } from "../text/formatting";
import { Button } from "../ui/Button";
import type { Capabilities } from "./capabilities";
import styles from "./Toolbar.module.css";

type Props = {
  able: Capabilities;
  note: boolean;
  change: (step: (held: Selection) => Selection) => void;
  attach: (files: File[]) => void;
  emoji: (anchor: DOMRect) => void;
  template: (anchor: DOMRect) => void;
  rewrite: (anchor: DOMRect) => void;
  rewriting: boolean;
  /** Nothing is written yet. */
  empty: boolean;
  /** Choose one that the provider approved. */
  approved: () => void;
  record: () => void;
  /** Quick replies are written along. */
  quick: boolean;
  setQuick: (on: boolean) => void;
};

const MARKS: { name: string; icon: ReactNode; keys?: string; step: (h: Selection) => Selection }[] =
  [
    { name: "Bold", icon: <Bold />, keys: "mod+b", step: (held) => wrapped(held, "**") },
    { name: "Italic", icon: <Italic />, keys: "mod+i", step: (held) => wrapped(held, "*") },
    { name: "List", icon: <List />, step: (held) => listed(held, false) },
    { name: "Numbered list", icon: <ListOrdered />, step: (held) => listed(held, true) },
    { name: "Link", icon: <Link />, step: linked },
    { name: "Code", icon: <Code />, step: (held) => wrapped(held, "`") },
  ];

/** What a key with Ctrl or Cmd does to the text, if anything. */
export function formatOf(key: string): ((held: Selection) => Selection) | undefined {
  return MARKS.find((mark) => mark.keys === `mod+${key.toLowerCase()}`)?.step;
}

export function Toolbar(props: Props) {
  const { able, note, change, attach, emoji, template, approved, record, quick, setQuick } = props;
  const { rewrite, rewriting, empty } = props;
  const files = useRef<HTMLInputElement>(null);
  const [marksShown, setMarksShown] = useState(false);
  const noText = empty ? "Write something first" : null;
  const noFiles = able.attachments ? null : "This channel can't carry files";
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Writing tools">
      {!note && (
        <>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            data-testid="file-input"
            onChange={(event) => {
              attach([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button
            tone="ghost"
            aria-label="Attach files"
            hint="Attach files"
            icon={<Paperclip />}
            refusal={noFiles}
            onClick={() => !noFiles && files.current?.click()}
          />
        </>
      )}
      <Button
        tone="ghost"
        aria-label="Emoji"
        hint="Emoji"
        icon={<Smile />}
        aria-haspopup="dialog"
        onClick={(event) => emoji(event.currentTarget.getBoundingClientRect())}
      />
      <Button
        tone="ghost"
        className={rewriting ? styles.busy : undefined}
        aria-label="Rewrite"
        hint={rewriting ? "Rewriting…" : "Rewrite"}
        icon={rewriting ? <LoaderCircle /> : <WandSparkles />}
        aria-haspopup="menu"
        aria-busy={rewriting}
        refusal={noText}
        data-testid="rewrite"
        onClick={(event) => {
          if (!noText && !rewriting) rewrite(event.currentTarget.getBoundingClientRect());
        }}
      />
      {!note && (
        <>
          <Button
            tone="ghost"
            aria-label="Templates"
            hint="Templates, or type /"
            icon={<Zap />}
            aria-haspopup="dialog"
            onClick={(event) => template(event.currentTarget.getBoundingClientRect())}
          />
          {able.templates && (
            <Button
              tone="ghost"
              aria-label="Approved templates"
              hint="Approved templates"
              icon={<BadgeCheck />}
              aria-haspopup="dialog"
              onClick={approved}
            />
          )}
          {able.buttons > 0 && (
            <Button
              tone="ghost"
              aria-label="Quick replies"
              aria-expanded={quick}
              hint="Quick replies"
              icon={<RectangleEllipsis />}
              onClick={() => setQuick(!quick)}
            />
          )}
          <Button
            tone="ghost"
            aria-label="Record a voice message"
            hint="Voice message"
            icon={<Mic />}
            refusal={noFiles}
            onClick={() => !noFiles && record()}
          />
        </>
      )}
      {able.markdown && (
        <>
          <Button
            tone="ghost"
            className={styles.more}
            aria-label="Formatting"
            aria-expanded={marksShown}
            icon={<ALargeSmall />}
            onClick={() => setMarksShown(!marksShown)}
          />
          <span className={styles.marks} data-shown={marksShown}>
            {MARKS.map(({ name, icon, keys, step }) => (
              <Button
                key={name}
                tone="ghost"
                aria-label={name}
                hint={name}
                icon={icon}
                aria-keyshortcuts={keys?.replace("mod", "Control")}
                onClick={() => change(step)}
              />
            ))}
          </span>
        </>
      )}
    </div>
  );
}
