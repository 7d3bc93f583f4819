/** The steps of a macro, each a sentence whose ends are chosen. */
import type { Step } from "@switchboard/protocol";
import type { ReactNode } from "react";
import { useState } from "react";
import type { Label } from "../api/types";
import { useDesk } from "../app/context";
import { SNOOZES, snoozeWords } from "../text/macro";
import { AI_AGENT } from "../text/people";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { LabelDot } from "../ui/LabelDots";
import { type Option, Picker } from "../ui/Picker";
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
  const names = chosen.map((id) => options.find((each) => each.id === id)?.name ?? "Gone");
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
          placeholder="Choose…"
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

function Line({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className={styles.line}>
      <span>{words}</span>
      {children}
    </div>
  );
}

/** Why others who run it would not find this label, or null. */
function labelRefusal(label: Label, { visibility, team_id }: Shared): string | null {
  if (visibility === "private") return null;
  if (label.scope === "private") return "Only you see it";
  return label.team_id && label.team_id !== team_id ? "Another team's" : null;
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
  return (
    <Line words={step.type === "label" ? "Set the labels" : "Take away the labels"}>
      <Chosen
        label="Labels"
        none="choose labels"
        options={options}
        chosen={step.label_ids}
        set={(label_ids) => set({ ...step, label_ids })}
      />
    </Line>
  );
}

function Assign({ step, set }: StepProps<Of<"assign">>) {
  const users = useDesk((state) => state.users);
  const options: Option[] = [
    { id: "me", name: "Whoever runs it" },
    ...users.map(({ id, name }) => ({ id, name })),
    { id: AI_AGENT, name: "The AI agent" },
  ];
  return (
    <Line words="Assign to">
      <Chosen
        label="Assignees"
        none="nobody (back to Unassigned)"
        options={options}
        chosen={step.user_ids}
        set={(user_ids) => set({ ...step, user_ids })}
      />
    </Line>
  );
}

function Status({ step, set }: StepProps<Of<"status">>) {
  return (
    <>
      <p className={styles.line}>
        <select
          className={styles.select}
          aria-label="Close or reopen"
          value={step.status}
          onChange={({ target }) =>
            set({ ...step, status: target.value === "open" ? "open" : "closed", disposition: null })
          }
        >
          <option value="closed">Close</option>
          <option value="open">Reopen</option>
        </select>
        <span>the conversation</span>
      </p>
      {step.status === "closed" && (
        <Field
          label="How it ended"
          placeholder="Only where your company asks for it"
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
  return (
    <Line words="Snooze it">
      <select
        className={styles.select}
        aria-label="For how long"
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
    </Line>
  );
}

const PRIORITIES = ["urgent", "high", "medium", "low"] as const;

function Priority({ step, set }: StepProps<Of<"priority">>) {
  return (
    <Line words="Set the priority to">
      <select
        className={styles.select}
        aria-label="Priority"
        value={step.priority ?? ""}
        onChange={({ target }) =>
          set({ ...step, priority: PRIORITIES.find((each) => each === target.value) ?? null })
        }
      >
        {PRIORITIES.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
        <option value="">none</option>
      </select>
    </Line>
  );
}

/** One step of whichever sort. */
export function StepFields({ step, set, sharing, error }: StepProps) {
  switch (step.type) {
    case "reply":
    case "note":
      return (
        <TemplateText
          label={step.type === "reply" ? "Reply with" : "Leave a note that says"}
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
