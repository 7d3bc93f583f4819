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
import { m, t } from "../i18n/t";
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
    { name: m("Bold"), icon: <Bold />, keys: "mod+b", step: (held) => wrapped(held, "**") },
    { name: m("Italic"), icon: <Italic />, keys: "mod+i", step: (held) => wrapped(held, "*") },
    { name: m("List"), icon: <List />, step: (held) => listed(held, false) },
    { name: m("Numbered list"), icon: <ListOrdered />, step: (held) => listed(held, true) },
    { name: m("Link"), icon: <Link />, step: linked },
    { name: m("Code"), icon: <Code />, step: (held) => wrapped(held, "`") },
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
  const noText = empty ? t("Write something first") : null;
  const noFiles = able.attachments ? null : t("This channel can't carry files");
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t("Writing tools")}>
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
            aria-label={t("Attach files")}
            hint={t("Attach files")}
            icon={<Paperclip />}
            refusal={noFiles}
            onClick={() => !noFiles && files.current?.click()}
          />
        </>
      )}
      <Button
        tone="ghost"
        aria-label={t("Emoji")}
        hint={t("Emoji")}
        icon={<Smile />}
        aria-haspopup="dialog"
        onClick={(event) => emoji(event.currentTarget.getBoundingClientRect())}
      />
      <Button
        tone="ghost"
        className={rewriting ? styles.busy : undefined}
        aria-label={t("Rewrite")}
        hint={rewriting ? t("Rewriting…") : t("Rewrite")}
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
            aria-label={t("Templates")}
            hint={t("Templates, or type /")}
            icon={<Zap />}
            aria-haspopup="dialog"
            onClick={(event) => template(event.currentTarget.getBoundingClientRect())}
          />
          {able.templates && (
            <Button
              tone="ghost"
              aria-label={t("Approved templates")}
              hint={t("Approved templates")}
              icon={<BadgeCheck />}
              aria-haspopup="dialog"
              onClick={approved}
            />
          )}
          {able.buttons > 0 && (
            <Button
              tone="ghost"
              aria-label={t("Quick replies")}
              aria-expanded={quick}
              hint={t("Quick replies")}
              icon={<RectangleEllipsis />}
              onClick={() => setQuick(!quick)}
            />
          )}
          <Button
            tone="ghost"
            aria-label={t("Record a voice message")}
            hint={t("Voice message")}
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
            aria-label={t("Formatting")}
            aria-expanded={marksShown}
            icon={<ALargeSmall />}
            onClick={() => setMarksShown(!marksShown)}
          />
          <span className={styles.marks} data-shown={marksShown}>
            {MARKS.map(({ name, icon, keys, step }) => (
              <Button
                key={name}
                tone="ghost"
                aria-label={t(name)}
                hint={t(name)}
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
