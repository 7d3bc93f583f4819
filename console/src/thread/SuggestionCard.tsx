import type { Suggestion } from "@switchboard/protocol";
import { ChevronLeft, ChevronRight, Pencil, Send, Sparkles, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { t } from "../i18n/t";
import { sureness } from "../state/suggestions";
import { languageName } from "../text/languages";
import { Button } from "../ui/Button";
import { Source } from "./Source";
import styles from "./Suggestions.module.css";
import { useAimed } from "./useAimed";
import { useOverflow } from "./useOverflow";
import { useSwipe } from "./useSwipe";

type Props = {
  suggestion: Suggestion;
  index: number;
  count: number;
  leaving: boolean;
  /** The customer receives it in this language. */
  language: string | null;
  move: (step: number) => void;
  send: (suggestion: Suggestion) => void;
  edit: (suggestion: Suggestion) => void;
  reject: (suggestion: Suggestion) => void;
};

const MOD = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl";

/** How likely it is the right one: a word, and three strokes for a glance. */
function Sureness({ score }: { score: number }) {
  const word = sureness(score);
  return (
    <span
      className={styles.sureness}
      data-sure={word}
      title={t("{percent} % of such answers were right", { percent: Math.round(score * 100) })}
    >
      <i />
      <i />
      <i />
      {t(word)}
    </span>
  );
}

/** The answer as it would be sent; a long one is folded. */
function Text({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const { ref, overflows } = useOverflow<HTMLParagraphElement>(text);
  return (
    <div className={styles.words}>
      <p ref={ref} className={styles.text} data-open={open} dir="auto">
        {text}
      </p>
      {(overflows || open) && (
        <button type="button" className={styles.fold} onClick={() => setOpen(!open)}>
          {open ? t("Show less") : t("Show all")}
        </button>
      )}
    </div>
  );
}

export function SuggestionCard(props: Props) {
  const { suggestion, index, count, leaving, language, move, send, edit, reject } = props;
  const { aimed, aims } = useAimed(suggestion.message_id);
  const swipe = useSwipe(move);
  const several = count > 1;

  function onKey(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !several || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(step);
  }
  /** A press on what was here a moment ago must not send what has come in its place. */
  const pressed = (deed: (one: Suggestion) => void) => () => aimed() && deed(suggestion);

  return (
    <article
      className={styles.card}
      data-testid={leaving ? undefined : "suggestion"}
      data-suggestion-id={suggestion.id}
      data-leaving={leaving}
      inert={leaving}
      onKeyDown={onKey}
      {...aims}
    >
      <header className={styles.head}>
        <Sparkles aria-hidden="true" />
        <h2>{t("Suggested answer")}</h2>
        <Source source={suggestion.source} />
        <Sureness score={suggestion.score} />
      </header>
      <div key={suggestion.id} className={styles.slide} {...(several ? swipe : {})}>
        <Text text={suggestion.text} />
      </div>
      <footer className={styles.actions}>
        <Button
          className={styles.send}
          icon={<Send />}
          aria-label={t("Send this answer")}
          aria-keyshortcuts={`Control+${index + 1} Meta+${index + 1}`}
          data-testid="suggestion-send"
          onClick={pressed(send)}
        >
          {t("Send")}
          {/* drawn, not written: a button is called by the words that it shows */}
          <kbd data-keys={`${MOD} ${index + 1}`} />
        </Button>
        {language && (
          <span className={styles.foreign}>
            {t("in {language}", { language: languageName(language) })}
          </span>
        )}
        <span className={styles.rare}>
          <Button
            tone="ghost"
            icon={<Pencil />}
            data-testid="suggestion-edit"
            onClick={pressed(edit)}
          >
            {t("Edit")}
          </Button>
          <Button
            tone="ghost"
            icon={<X />}
            data-testid="suggestion-reject"
            onClick={pressed(reject)}
          >
            {t("Reject")}
          </Button>
        </span>
        {several && (
          <span className={styles.pager}>
            <Button
              tone="ghost"
              aria-label={t("Previous suggestion")}
              icon={<ChevronLeft />}
              data-testid="suggestion-previous"
              onClick={() => move(-1)}
            />
            <span aria-live="polite">
              <span className="visually-hidden">
                {t("Suggestion {at} of {all}", { at: index + 1, all: count })}
              </span>
              <span aria-hidden="true">
                {index + 1} / {count}
              </span>
            </span>
            <Button
              tone="ghost"
              aria-label={t("Next suggestion")}
              icon={<ChevronRight />}
              data-testid="suggestion-next"
              onClick={() => move(1)}
            />
          </span>
        )}
      </footer>
    </article>
  );
}
