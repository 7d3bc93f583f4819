/** Tools: what the AI agent may ask of the company's own systems. */
import type { Tool } from "@switchboard/protocol";
import { Plug } from "lucide-react";
import { t } from "../../../i18n/t";
import { EmptyState } from "../../../ui/EmptyState";
import { useLoaded } from "../../channels/useLoaded";
import { Waiting } from "../../channels/Waiting";
import { EditableList } from "../../EditableList";
import common from "../../Settings.module.css";
import { useAiApi } from "../useAiApi";
import { ToolForm } from "./ToolForm";

export function ToolSettings() {
  const api = useAiApi();
  const { value, error, reload, put } = useLoaded("tools", api.tools);
  if (!value) return <Waiting error={error} retry={reload} />;
  const { items } = value;
  const others = (id: string) => items.filter((each) => each.id !== id);
  const saved = (tool: Tool) => put({ items: [...others(tool.id), tool] });
  const sorted = [...items].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <EditableList
      hint={t(
        "With a tool the AI agent looks something up in your own systems, such as where an order is, and answers with it. Each call is logged in the conversation, for your team only.",
      )}
      add={t("New tool")}
      items={sorted}
      empty={
        <EmptyState
          icon={<Plug />}
          title={t("No tools yet")}
          text={t(
            "Without any, it answers from your knowledge alone, which is enough to begin with.",
          )}
        />
      }
      row={(tool) => (
        <>
          <span className={common.words}>
            <span className={common.name} dir="auto">
              {tool.name}
            </span>
            <span className={common.text}>
              {tool.method} {tool.url}
            </span>
          </span>
          {tool.verified_only && (
            <span className={common.fact}>{t("Verified customers only")}</span>
          )}
        </>
      )}
      form={(tool, done) => <ToolForm tool={tool} saved={saved} done={done} />}
      remove={async (id) => {
        await api.deleteTool(id);
        put({ items: others(id) });
      }}
    />
  );
}
