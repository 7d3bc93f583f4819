/** One article: read by agents, written by admins. */
import type { Article } from "@switchboard/protocol";
import { knowledgePath, usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { BackTo } from "../../settings/channels/BackTo";
import { useLoaded } from "../../settings/channels/useLoaded";
import { Waiting } from "../../settings/channels/Waiting";
import { useMay } from "../../settings/useMay";
import { Marked } from "../../ui/Marked";
import { useKnowledgeApi } from "../api";
import styles from "../knowledge.module.css";
import { languageName } from "../languages";
import { Since } from "../Since";
import { ArticleEditor } from "./ArticleEditor";

function Read({ article }: { article: Article }) {
  const facts = [article.category, article.language && languageName(article.language)];
  return (
    <article className={styles.article} data-testid="article">
      <h2 dir="auto">{article.title}</h2>
      <p className={styles.byline}>
        {[...facts, article.created_by && t("Written by {name}", { name: article.created_by.name })]
          .filter(Boolean)
          .map((fact) => `${fact} · `)}
        {tx("Changed {when}", { when: <Since iso={article.updated_at} /> })}
      </p>
      {article.url && (
        <p className={styles.byline}>
          <a href={article.url} target="_blank" rel="noopener noreferrer">
            {article.url}
          </a>
        </p>
      )}
      <div className={styles.prose}>
        <Marked text={article.text} format="markdown" />
      </div>
    </article>
  );
}

/** A new one may begin with a question that nobody could answer. */
function NewArticle() {
  const { place } = usePlace();
  const { title = "", text = "" } = place.asked;
  // What was begun about one question is not in the way of another.
  const id = title ? `new:${title}` : "new";
  return <ArticleEditor key={id} id={id} article={null} first={{ title, text }} />;
}

function KnownArticle({ id }: { id: string }) {
  const api = useKnowledgeApi();
  const mayEdit = useMay("knowledge.manage");
  const { value, error, reload } = useLoaded(id, () => api.article(id));
  if (!value) return <Waiting error={error} retry={reload} />;
  if (!mayEdit) return <Read article={value} />;
  return <ArticleEditor id={id} article={value} first={{}} />;
}

export function ArticlePage({ id }: { id: string }) {
  const mayEdit = useMay("knowledge.manage");
  return (
    <div className={styles.stack}>
      <BackTo href={knowledgePath("articles")} name={t("Articles")} />
      {id === "new" && mayEdit ? <NewArticle /> : <KnownArticle id={id} />}
    </div>
  );
}
