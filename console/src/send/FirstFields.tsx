import { BadgeCheck, CircleAlert } from "lucide-react";
import { lazy, Suspense } from "react";
import { t } from "../i18n/t";
import { ApprovedForm } from "../thread/ApprovedForm";
import { CopyTo } from "../thread/MailFields";
import { Button } from "../ui/Button";
import { channelName } from "../ui/channels";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";
import { TextArea } from "../ui/TextArea";
import type { Way } from "./first";
import styles from "./SendMessage.module.css";
import type { First } from "./useFirst";

const SegmentCount = lazy(() => import("../thread/SegmentCount"));

/** Which channel it takes; those that would be refused say so beside their name. And what about. */
export function ChannelField({ first }: { first: First }) {
  const { ways, way, words, write, setChannel } = first;
  const titleOf = ({ channel, closed, template }: Way) => {
    const name = `${channelName(channel.kind)} · ${channel.name}`;
    if (!closed) return name;
    return template
      ? t("{channel} (template only)", { channel: name })
      : t("{channel} (not possible now)", { channel: name });
  };
  const topic = way && !way.able.subject && (!way.closed || way.template);
  return (
    <div className={topic ? styles.pair : undefined}>
      <Select
        label={t("Channel")}
        value={way?.channel.id}
        onChange={(event) => setChannel(event.target.value)}
      >
        {ways.map((each) => (
          <option key={each.channel.id} value={each.channel.id}>
            {titleOf(each)}
          </option>
        ))}
      </Select>
      {topic && (
        <Field
          label={t("Topic (optional)")}
          dir="auto"
          maxLength={120}
          value={words.topic}
          onChange={(event) => write({ topic: event.target.value })}
        />
      )}
    </div>
  );
}

/** Why the provider would refuse it, before anything is written. */
export function Reason({ way }: { way: Way }) {
  if (!way.closed) return null;
  return (
    <div className={styles.reason} role="note" data-testid="send-reason">
      <CircleAlert aria-hidden="true" />
      <p>
        <strong dir="auto">{way.closed.title}</strong>
        <br />
        {way.closed.text}
      </p>
    </div>
  );
}

/** The template that was chosen, with its gaps, or the way to choose one. */
function TemplatePart({ first, choose }: Props) {
  const { template, form, setTemplate } = first;
  if (!template) {
    return (
      <Button className={styles.choose} icon={<BadgeCheck />} onClick={choose}>
        {t("Choose a template")}
      </Button>
    );
  }
  return (
    <div className={styles.template}>
      <p className={styles.templateHead}>
        <BadgeCheck aria-hidden="true" />
        <span className={styles.name}>{template.name.replaceAll("_", " ")}</span>
        <Button tone="ghost" onClick={choose}>
          {t("Change")}
        </Button>
        {first.way && !first.way.closed && (
          <Button tone="ghost" onClick={() => setTemplate(null)}>
            {t("Write freely")}
          </Button>
        )}
      </p>
      <ApprovedForm template={template} form={form} />
    </div>
  );
}

type Props = { first: First; choose: () => void };

/** The words of a first message, as its channel takes them. */
export function FirstFields({ first, choose }: Props) {
  const { way, words, write, template } = first;
  if (!way) return null;
  const { able } = way;
  if (way.closed && !way.template) return null;
  const free = !way.closed && !template;
  return (
    <>
      {able.subject && (
        <>
          <Field
            label={t("Subject")}
            dir="auto"
            maxLength={200}
            value={words.subject}
            onChange={(event) => write({ subject: event.target.value })}
          />
          <div className={styles.cc}>
            <CopyTo cc={words.cc} setCc={(cc) => write({ cc })} />
          </div>
        </>
      )}
      {free ? (
        <div className={styles.message}>
          <TextArea
            label={t("Message")}
            rows={4}
            maxLength={10_000}
            value={words.text}
            onChange={(event) => write({ text: event.target.value })}
          />
          <p className={styles.below}>
            {able.templates && (
              <button type="button" onClick={choose}>
                {t("Use a template")}
              </button>
            )}
            {able.segments && words.text && (
              <Suspense>
                <SegmentCount text={words.text} />
              </Suspense>
            )}
          </p>
        </div>
      ) : (
        <TemplatePart first={first} choose={choose} />
      )}
    </>
  );
}
