import { BadgeCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { messageOf } from "../api/problem";
import type { TemplateUse } from "../api/thread-types";
import type { Approved as Template } from "../api/types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { FormDialog } from "../ui/FormDialog";
import { type Option, Picker } from "../ui/Picker";
import { ApprovedForm, useApprovedForm } from "./ApprovedForm";
import { languageName } from "./gaps";

type Person = { name: string };
type Props = {
  channel: { id: string; kind: string };
  customer: Person;
  agent: Person;
  /** `text`: how it reads. */
  send: (template: TemplateUse, text: string) => void;
  close: () => void;
};

type Loaded = { items: Template[] | null; error: string | null };

/** The templates of a channel that may be sent now. */
function useApproved(channelId: string): Loaded {
  const { api } = useActions();
  const [loaded, setLoaded] = useState<Loaded>({ items: null, error: null });
  useEffect(() => {
    let current = true;
    setLoaded({ items: null, error: null });
    api
      .approved(channelId)
      .then(({ items }) => {
        const usable = items.filter((each) => each.status.toLowerCase() === "approved");
        if (current) setLoaded({ items: usable, error: null });
      })
      .catch((error) => current && setLoaded({ items: [], error: messageOf(error) }));
    return () => {
      current = false;
    };
  }, [api, channelId]);
  return loaded;
}

function optionsOf(templates: readonly Template[]): Option[] {
  return templates.map(({ id, name, body, language }) => ({
    id,
    name: name.replaceAll("_", " "),
    also: `${name} ${body} ${language} ${languageName(language)}`,
    icon: <BadgeCheck />,
    fact: `${languageName(language)} · ${body.replace(/\s+/g, " ")}`,
  }));
}

type FillProps = Omit<Props, "close"> & { template: Template; back: () => void };

/** Fills one in; the preview says what the customer will see. */
function Fill({ template, customer, agent, send, back }: FillProps) {
  const form = useApprovedForm(template, customer, agent);
  return (
    <FormDialog
      title={template.name.replaceAll("_", " ")}
      verb={t("Send")}
      refusal={form.refusal}
      close={back}
      submit={async () => {
        send(form.use(template), form.textOf(template));
      }}
    >
      <ApprovedForm template={template} form={form} />
    </FormDialog>
  );
}

type PickerProps = { channelId: string; choose: (template: Template) => void; close: () => void };

/** Every template that may be sent on a channel, found by its words. */
export function ApprovedPicker({ channelId, choose, close }: PickerProps) {
  const { items, error } = useApproved(channelId);
  const none = items?.length === 0;
  return (
    <Picker
      label={t("Approved templates")}
      placeholder={
        error ?? (none ? t("No template is approved for this channel") : t("Search the templates…"))
      }
      options={optionsOf(items ?? [])}
      busy={!items}
      size="wide"
      testId="approved"
      close={close}
      choose={({ id }) => {
        const template = items?.find((each) => each.id === id);
        if (template) choose(template);
      }}
    />
  );
}

/** Choose a template that the provider approved, fill its gaps in, and send it (CH-18, CH-20). */
export default function Approved(props: Props) {
  const { channel, close, send } = props;
  const [template, setTemplate] = useState<Template | null>(null);
  if (!template) {
    return <ApprovedPicker channelId={channel.id} choose={setTemplate} close={close} />;
  }
  return (
    <Fill
      {...props}
      template={template}
      back={close}
      send={(use, text) => {
        close();
        send(use, text);
      }}
    />
  );
}
