import { FileText } from "lucide-react";
import { useEffect } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { filled } from "../text/template";
import { type Option, Picker } from "../ui/Picker";

type Props = {
  row: Conversation;
  me: Me;
  anchor: DOMRect;
  choose: (words: string) => void;
  close: () => void;
};

/** Answers that are written already, with the names filled in. */
export function TemplatePicker({ row, me, anchor, choose, close }: Props) {
  const { loadTemplates } = useActions();
  const templates = useDesk((desk) => desk.templates);
  useEffect(() => {
    loadTemplates();
  }, [loadTemplates]);

  const options = templates
    .filter((each) => each.team_id === null || each.team_id === row.team_id)
    .map(
      ({ id, name, text }): Option => ({
        id,
        name,
        also: text,
        icon: <FileText />,
        fact: filled(text, { contact: row.contact, agent: me }).replace(/\s+/g, " "),
      }),
    );
  return (
    <Picker
      label="Templates"
      placeholder="Insert a template…"
      options={options}
      anchor={anchor}
      size="wide"
      close={close}
      choose={({ id }) => {
        const template = templates.find((each) => each.id === id);
        if (template) choose(filled(template.text, { contact: row.contact, agent: me }));
      }}
    />
  );
}
