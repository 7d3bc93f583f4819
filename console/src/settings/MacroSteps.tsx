/** The steps of a macro, each a sentence whose ends are chosen. */
import type { Step } from "@switchboard/protocol";
import type { ReactNode } from "react";
import { useState } from "react";
import type { Label } from "../api/types";
import { useDesk } from "../app/context";
import { m, t } from "../i18n/t";
import { tx } from "../i18n/tx";
import { SNOOZES, snoozeWords } from "../text/macro";
import { AI_AGENT } from "../text/people";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { LabelDot } from "../ui/LabelDots";
import { type Option, Picker } from "../ui/Picker";
import { Select } from "../ui/Select";
import styles from "./Macro.module.css";
import type { Shared } from "./Sharing";
import { TemplateText } from "./TemplateText";

type Of<Type extends Step["type"]> = Extract<Step, { type: Type }>;

export type StepProps<One extends Step = Step> = {
  step: One;
  set: (step: One) => void;
  /** Who will run it: they must see its labels. */
  sharing: Shared;
  error?: string | undefined;
};

type ChosenProps = {
  label: string;
  /** What the button says while nothing is chosen. */
  none: string;
  options: readonly Option[];
  chosen: readonly string[];
  set: (ids: string[]) => void;
};

/** Some of many, as words that open the list of all. */
function Chosen({ label, none, options, chosen, set }: ChosenProps) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const names = chosen.map((id) => options.find((each) => each.id === id)?.name ?? t("Gone"));
  return (
    <>
      <Button
        className={styles.chosen}
        aria-haspopup="dialog"
        aria-label={`${label}: ${names.join(", ") || none}`}
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <span className={styles.names} dir="auto">
          {names.join(", ") || none}
        </span>
      </Button>
      {anchor && (
        <Picker
          label={label}
          placeholder={t("Choose…")}
          many
          anchor={anchor}
          options={options.map((each) => ({
            ...each,
            state: chosen.includes(each.id) ? "on" : "off",
          }))}
          choose={({ id }) =>
            set(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
          }
          close={() => setAnchor(null)}
        />
      )}
    </>
  );
}

/** A sentence with what is chosen in its place, wherever a language puts that. */
const Line = ({ children }: { children: ReactNode }) => (
  <div className={styles.line}>{children}</div>
);

/** Why others who run it would not find this label, or null. */
function labelRefusal(label: Label, { visibility, team_id }: Shared): string | null {
  if (visibility === "private") return null;
  if (label.scope === "private") return t("Only you see it");
  return label.team_id && label.team_id !== team_id ? t("Another team's") : null;
}

function Labels({ step, set, sharing }: StepProps<Of<"label" | "unlabel">>) {
  const labels = useDesk((state) => state.labels);
  const options = labels.map(
    (label): Option => ({
      id: label.id,
      name: label.name,
      icon: <LabelDot color={label.color} />,
      refusal: labelRefusal(label, sharing),
    }),
  );
  const chosen = (
    <Chosen
      label={t("Labels")}
      none={t("choose labels")}
      options={options}
      chosen={step.label_ids}
      set={(label_ids) => set({ ...step, label_ids })}
    />
  );
  return (
    <Line>
      {step.type === "label"
        ? tx("Set the labels {labels}", { labels: chosen })
        : tx("Take away the labels {labels}", { labels: chosen })}
    </Line>
  );
}

function Assign({ step, set }: StepProps<Of<"assign">>) {
  const users = useDesk((state) => state.users);
  const options: Option[] = [
    { id: "me", name: t("Whoever runs it") },
    ...users.map(({ id, name }) => ({ id, name })),
    { id: AI_AGENT, name: t("The AI agent") },
  ];
  const people = (
    <Chosen
      label={t("Assignees")}
      none={t("nobody (back to Unassigned)")}
      options={options}
      chosen={step.user_ids}
      set={(user_ids) => set({ ...step, user_ids })}
    />
  );
  return <Line>{tx("Assign to {people}", { people })}</Line>;
}

function Status({ step, set }: StepProps<Of<"status">>) {
  const known = useDesk((desk) => desk.dispositions) ?? [];
  const settled = known.length > 0;
  const does = (
    <select
      className={styles.select}
      aria-label={t("Close or reopen")}
      value={step.status}
      onChange={({ target }) =>
        set({ ...step, status: target.value === "open" ? "open" : "closed", disposition: null })
      }
    >
      <option value="closed">{t("Close|a conversation")}</option>
      <option value="open">{t("Reopen")}</option>
    </select>
  );
  return (
    <>
      <Line>{tx("{does} the conversation", { does })}</Line>
      {step.status === "closed" && settled && (
        <Select
          label={t("How it ended")}
          value={step.disposition ?? ""}
          onChange={({ target }) => set({ ...step, disposition: target.value || null })}
        >
          <option value="">{t("Nothing said")}</option>
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {step.disposition && !known.some(({ id }) => id === step.disposition) && (
            <option value={step.disposition}>
              {t("{ending} (gone)", { ending: step.disposition })}
            </option>
          )}
        </Select>
      )}
      {step.status === "closed" && !settled && (
        <Field
          label={t("How it ended")}
          placeholder={t("Only where your company asks for it")}
          dir="auto"
          maxLength={64}
          value={step.disposition ?? ""}
          onChange={({ target }) => set({ ...step, disposition: target.value || null })}
        />
      )}
    </>
  );
}

function Snooze({ step, set }: StepProps<Of<"snooze">>) {
  const known = SNOOZES.map(([minutes]) => minutes);
  const all = known.includes(step.minutes) ? known : [...known, step.minutes];
  const time = (
    <select
      className={styles.select}
      aria-label={t("For how long")}
      value={step.minutes ?? ""}
      onChange={({ target }) =>
        set({ ...step, minutes: target.value === "" ? null : Number(target.value) })
      }
    >
      {all.map((minutes) => (
        <option key={minutes} value={minutes ?? ""}>
          {snoozeWords(minutes)}
        </option>
      ))}
    </select>
  );
  return <Line>{tx("Snooze it {time}", { time })}</Line>;
}

const PRIORITIES = [m("urgent"), m("high"), m("medium"), m("low")] as const;

function Priority({ step, set }: StepProps<Of<"priority">>) {
  const priority = (
    <select
      className={styles.select}
      aria-label={t("Priority")}
      value={step.priority ?? ""}
      onChange={({ target }) =>
        set({ ...step, priority: PRIORITIES.find((each) => each === target.value) ?? null })
      }
    >
      {PRIORITIES.map((each) => (
        <option key={each} value={each}>
          {t(each)}
        </option>
      ))}
      <option value="">{t("none|priority")}</option>
    </select>
  );
  return <Line>{tx("Set the priority to {priority}", { priority })}</Line>;
}

/** One step of whichever sort. */
export function StepFields({ step, set, sharing, error }: StepProps) {
  switch (step.type) {
    case "reply":
    case "note":
      return (
        <TemplateText
          label={step.type === "reply" ? t("Reply with") : t("Leave a note that says")}
          rows={3}
          text={step.text}
          format={step.type === "reply" ? step.format : "plain"}
          set={(text) => set({ ...step, text })}
          error={error}
        />
      );
    case "label":
    case "unlabel":
      return <Labels step={step} set={set} sharing={sharing} />;
    case "assign":
      return <Assign step={step} set={set} sharing={sharing} />;
    case "status":
      return <Status step={step} set={set} sharing={sharing} />;
    case "snooze":
      return <Snooze step={step} set={set} sharing={sharing} />;
    case "priority":
      return <Priority step={step} set={set} sharing={sharing} />;
  }
}
