import type { Tool } from "@switchboard/protocol";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { fieldError } from "../../../api/problem";
import { t } from "../../../i18n/t";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Select } from "../../../ui/Select";
import { LongField } from "../../channels/LongField";
import { sentenceOf, useAttempt } from "../../channels/useAttempt";
import common from "../../Settings.module.css";
import { ChipsField } from "../parts/ChipsField";
import { Switch } from "../parts/Switch";
import { useAiApi } from "../useAiApi";
import styles from "./tools.module.css";

type Facts = Omit<Tool, "id">;
type Parameter = Tool["parameters"][number];

const EMPTY: Facts = {
  name: "",
  description: "",
  method: "GET",
  url: "",
  parameters: [],
  verified_only: true,
  triggers: [],
};

const METHODS: readonly Tool["method"][] = ["GET", "POST"];

const NAME = /^[A-Za-z_]\w{0,39}$/;

const FRESH: Parameter = { name: "", type: "string", required: true, description: "" };

function refusalOf({ name, url, parameters, triggers }: Facts): string | null {
  if (!name.trim()) return t("Give it a name");
  if (!/^https?:\/\/\S+$/.test(url.trim())) return t("Its address begins with https://");
  if (!parameters.every((each) => NAME.test(each.name))) {
    return t("Name each parameter in letters, digits and _");
  }
  return triggers.length > 0 ? null : t("Name the words it is thought of at");
}

type ParameterProps = {
  parameter: Parameter;
  put: (fields: Partial<Parameter>) => void;
  remove: () => void;
};

function ParameterRow({ parameter, put, remove }: ParameterProps) {
  return (
    <div className={styles.parameter}>
      <Field
        label={t("Name")}
        spellCheck={false}
        placeholder="order_number"
        value={parameter.name}
        onChange={(event) => put({ name: event.target.value })}
      />
      <Select
        label={t("Type|sort")}
        value={parameter.type}
        onChange={(event) => put({ type: event.target.value as Parameter["type"] })}
      >
        <option value="string">{t("Text")}</option>
        <option value="number">{t("Number")}</option>
        <option value="boolean">{t("Yes or no")}</option>
      </Select>
      <Field
        label={t("What it is")}
        dir="auto"
        placeholder={t("The number on the receipt")}
        value={parameter.description}
        onChange={(event) => put({ description: event.target.value })}
      />
      <Switch label={t("Required")} on={parameter.required} set={(required) => put({ required })} />
      <Button
        tone="ghost"
        icon={<X />}
        aria-label={t("Remove the parameter {name}", { name: parameter.name })}
        onClick={remove}
      />
    </div>
  );
}

type ParametersProps = { all: readonly Parameter[]; set: (all: Parameter[]) => void };

function Parameters({ all, set }: ParametersProps) {
  let position = 0;
  return (
    <fieldset className={styles.parameters}>
      <legend>{t("Parameters")}</legend>
      {all.map((parameter) => {
        // A parameter has no name until it is written: its place tells it apart.
        const index = position++;
        return (
          <ParameterRow
            key={index}
            parameter={parameter}
            put={(fields) =>
              set(all.map((each, at) => (at === index ? { ...each, ...fields } : each)))
            }
            remove={() => set(all.filter((_, at) => at !== index))}
          />
        );
      })}
      <Button icon={<Plus />} onClick={() => set([...all, FRESH])}>
        {t("Add a parameter")}
      </Button>
    </fieldset>
  );
}

type Props = { tool: Tool | null; saved: (tool: Tool) => void; done: () => void };

export function ToolForm({ tool, saved, done }: Props) {
  const api = useAiApi();
  const [facts, setFacts] = useState<Facts>(tool ?? EMPTY);
  const { busy, failure, run } = useAttempt();
  const refusal = refusalOf(facts);
  const sentence = sentenceOf(failure, ["name", "url", "description"]);
  const change = (fields: Partial<Facts>) => setFacts((held) => ({ ...held, ...fields }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (refusal || busy) return;
    const { name, description, method, url, parameters, verified_only, triggers } = facts;
    const settled = { method, parameters, verified_only, triggers };
    const body = {
      ...settled,
      name: name.trim(),
      description: description.trim(),
      url: url.trim(),
    };
    const kept = await run(async () =>
      saved(tool ? await api.changeTool(tool.id, body) : await api.createTool(body)),
    );
    if (kept) done();
  }

  return (
    <form className={common.card} onSubmit={submit} aria-label={tool ? tool.name : t("New tool")}>
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={60}
        placeholder={t("Where an order is")}
        error={fieldError(failure, "name")}
        value={facts.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <LongField
        label={t("What it tells")}
        rows={2}
        error={fieldError(failure, "description")}
        value={facts.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      <div className={styles.address}>
        <Select
          label={t("Method")}
          value={facts.method}
          onChange={(event) => change({ method: event.target.value as Tool["method"] })}
        >
          {METHODS.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </Select>
        <Field
          label={t("Address")}
          inputMode="url"
          spellCheck={false}
          placeholder="https://shop.example/api/orders/{order_number}"
          error={fieldError(failure, "url")}
          value={facts.url}
          onChange={(event) => change({ url: event.target.value })}
        />
      </div>
      <Parameters all={facts.parameters} set={(parameters) => change({ parameters })} />
      <ChipsField
        label={t("Thought of at these words")}
        placeholder={t("where is my order, tracking, …")}
        values={facts.triggers}
        set={(triggers) => change({ triggers })}
      />
      <Switch
        label={t("Verified customers only")}
        help={t(
          "A code is mailed to the customer first. Your system gets the address that they proved, in the header Switchboard-Verified-Email and in any value about mail. Leave it on for anything personal.",
        )}
        on={facts.verified_only}
        set={(verified_only) => change({ verified_only })}
      />
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      <p className={common.buttons}>
        <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
          {tool ? t("Save") : t("Create")}
        </Button>
        <Button onClick={done}>{t("Cancel")}</Button>
      </p>
    </form>
  );
}
