/** What only some sorts of messages show: forwarded ones, answers to a question, advertisements. */
import {
  BadgeCheck,
  CircleDashed,
  ExternalLink,
  Forward,
  Megaphone,
  MousePointerClick,
} from "lucide-react";
import type { Message } from "../api/thread-types";
import { t } from "../i18n/t";
import { channelName } from "../ui/channels";
import styles from "./Sorts.module.css";

const WEB = /^https?:\/\//i;

/** What led the customer here, with a link that opens elsewhere. */
function Source({ referral }: { referral: NonNullable<Message["data"]["referral"]> }) {
  // Each provider tells what it knows, in its own words.
  const said = (name: string) => (typeof referral[name] === "string" ? referral[name] : "");
  const [headline, body, url] = [said("headline"), said("body"), said("source_url")];
  const link = WEB.test(url) && URL.canParse(url) ? url : null;
  return (
    <div className={styles.referral} data-testid="referral">
      <p className={styles.tag}>
        <Megaphone aria-hidden="true" />
        {said("source_type") === "post" ? t("Came from a post") : t("Came from an advertisement")}
      </p>
      {headline && (
        <p className={styles.headline} dir="auto">
          {headline}
        </p>
      )}
      {body && (
        <p className={styles.referralBody} dir="auto">
          {body}
        </p>
      )}
      {link && (
        <a className={styles.link} href={link} target="_blank" rel="noopener noreferrer">
          <ExternalLink aria-hidden="true" /> {new URL(link).hostname}
        </a>
      )}
    </div>
  );
}

/** A form that was filled in is JSON; anything else is the name of a choice, which nobody reads. */
export function formAnswers(payload: string | null): [name: string, value: string][] {
  if (!payload?.trim().startsWith("{")) return [];
  let form: unknown;
  try {
    form = JSON.parse(payload);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  return Object.entries(form as Record<string, unknown>)
    .filter(([name]) => name !== "flow_token")
    .map(([name, value]) => [
      name.replaceAll("_", " "),
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
}

/** What stands above the words of a message. */
export function Above({ entry }: { entry: Message }) {
  const { forwarded, referral, answer } = entry.data;
  return (
    <>
      {forwarded && (
        <p className={styles.tag}>
          <Forward aria-hidden="true" /> {t("Forwarded")}
        </p>
      )}
      {referral && <Source referral={referral} />}
      {answer && (
        <p className={styles.tag} data-testid="answer">
          <MousePointerClick aria-hidden="true" />
          {formAnswers(answer.payload).length > 0 ? t("Filled in") : t("Chose")}
        </p>
      )}
    </>
  );
}

/** What stands below them: a form's answers, and that the provider knows the text as a template. */
export function Below({ entry }: { entry: Message }) {
  const { answer, template } = entry.data;
  const answers = formAnswers(answer?.payload ?? null);
  return (
    <>
      {answers.length > 0 && (
        <dl className={styles.form}>
          {answers.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {template && (
        <p className={styles.tag} title={`${template.name} · ${template.language}`}>
          <BadgeCheck aria-hidden="true" /> {t("Template")}
        </p>
      )}
    </>
  );
}

/** The quick replies that went along. */
export function Options({ titles }: { titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <ul className={styles.options} aria-label={t("Quick replies offered")}>
      {titles.map((title) => (
        <li key={title} dir="auto">
          {title}
        </li>
      ))}
    </ul>
  );
}

/** Something that the provider does not hand out. */
export function Unsupported({ kind }: { kind: string }) {
  return (
    <p className={styles.unsupported} data-testid="unsupported">
      <CircleDashed aria-hidden="true" />
      {t(
        "{channel} does not pass this sort of message on. Ask the customer to send it another way.",
        { channel: channelName(kind) },
      )}
    </p>
  );
}
