import type { SourceRef as SourceFacts } from "@switchboard/protocol";
import {
  BookOpen,
  ExternalLink,
  FileText,
  Globe,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  TextQuote,
  Zap,
} from "lucide-react";
import { Link } from "wouter";
import type { Written } from "../api/thread-types";
import { useActions } from "../app/context";
import { useNarrow } from "../app/sidebar-state";
import { m, t } from "../i18n/t";
import styles from "./Source.module.css";

const KINDS: Record<string, { icon: LucideIcon; name: string }> = {
  article: { icon: BookOpen, name: m("Article") },
  template: { icon: Zap, name: m("Template") },
  page: { icon: Globe, name: m("Page of your site") },
  file: { icon: FileText, name: m("File") },
  snippet: { icon: TextQuote, name: m("Snippet") },
  answer: { icon: MessagesSquare, name: m("Earlier conversation") },
  message: { icon: MessageSquare, name: m("Message") },
};

const UNKNOWN = { icon: FileText, name: m("Source") };

/** Addresses come from the web, so only what a browser opens as a page is a link. */
const isWeb = (url: string | null | undefined): url is string => /^https?:\/\//i.test(url ?? "");

/** Where an answer comes from, by sign and title; a press shows it. */
export function Source({ source }: { source: SourceFacts }) {
  const { openPanel, jump, store, arrange } = useActions();
  const narrow = useNarrow();
  const { icon: Icon, name: kind } = KINDS[source.kind] ?? UNKNOWN;
  const name = t(kind);
  const title = source.title || source.url || name;
  const words = (
    <>
      <Icon aria-hidden="true" />
      <span className="visually-hidden">{name}: </span>
      <span className={styles.title} dir="auto">
        {title}
      </span>
    </>
  );
  const facts = { className: styles.source, title: `${name}: ${title}` };
  if (source.kind === "article") {
    return (
      <button type="button" {...facts} onClick={() => openPanel("articles", source.id)}>
        {words}
      </button>
    );
  }
  // A message of the conversation beside it.
  const { openId, threads } = store.getState();
  const said =
    source.kind === "message"
      ? threads[openId ?? ""]?.events.find((event) => event.id === source.id)
      : undefined;
  if (said) {
    const show = () => {
      if (narrow) arrange({ detailsOpen: false });
      jump(said.conversation_id, said.seq);
    };
    return (
      <button type="button" {...facts} onClick={show}>
        {words}
      </button>
    );
  }
  if (isWeb(source.url)) {
    return (
      <a {...facts} href={source.url} target="_blank" rel="noopener noreferrer">
        {words}
        <ExternalLink className={styles.out} aria-hidden="true" />
        <span className="visually-hidden">{t("(opens a new tab)")}</span>
      </a>
    );
  }
  if (source.kind === "answer") {
    return (
      <Link {...facts} href={`/conversations/${source.id}`}>
        {words}
      </Link>
    );
  }
  return <span {...facts}>{words}</span>;
}

/** What the AI agent answered from, for colleagues only. */
export function Sources({ entry }: { entry: Written }) {
  const sources = entry.type === "message.sent" ? entry.data.sources : [];
  if (sources.length === 0) return null;
  return (
    <div className={styles.sources}>
      <span>{t("From|sources")}</span>
      {sources.map((source) => (
        <Source key={`${source.kind}:${source.id}`} source={source} />
      ))}
    </div>
  );
}
