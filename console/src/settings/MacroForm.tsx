import type { Macro, Step } from "@switchboard/protocol";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { fieldError } from "../api/problem";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import type { StepType } from "../text/macro";
import { STEP_NAMES } from "../text/macro";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Picker } from "../ui/Picker";
import own from "./Macro.module.css";
import { emptyStep, type Keyed, keyed, refusalOf, stepErrors } from "./MacroRules";
import { StepFields } from "./MacroSteps";
import styles from "./Settings.module.css";
import { type Shared, Sharing } from "./Sharing";
import { useSubmit } from "./useSubmit";

type ItemProps = {
  step: Step;
  index: number;
  count: number;
  sharing: Shared;
  error: string | undefined;
  set: (step: Step) => void;
  move: (to: number) => void;
  remove: () => void;
};

/** A step with its place in the order. */
function Item({ step, index, count, sharing, error, set, move, remove }: ItemProps) {
  const name = t(STEP_NAMES[step.type]);
  return (
    <li className={own.step} data-testid={`step-${step.type}`}>
      <span className={own.number} aria-hidden="true">
        {index + 1}
      </span>
      <div className={own.fields}>
        <StepFields step={step} set={set} sharing={sharing} error={error} />
        {error && step.type !== "reply" && step.type !== "note" && (
          <p className={own.error} role="alert">
            {error}
          </p>
        )}
      </div>
      <span className={own.tools}>
        <Button
          tone="ghost"
          icon={<ArrowUp />}
          aria-label={t("{step}: earlier", { step: name })}
          refusal={index === 0 ? t("It is the first") : null}
          onClick={() => index > 0 && move(index - 1)}
        />
        <Button
          tone="ghost"
          icon={<ArrowDown />}
          aria-label={t("{step}: later", { step: name })}
          refusal={index === count - 1 ? t("It is the last") : null}
          onClick={() => index < count - 1 && move(index + 1)}
        />
        <Button
          tone="ghost"
          icon={<X />}
          aria-label={t("Remove: {step}", { step: name })}
          onClick={remove}
        />
      </span>
    </li>
  );
}

function AddStep({ steps, add }: { steps: readonly Keyed[]; add: (type: StepType) => void }) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const left = (Object.keys(STEP_NAMES) as StepType[]).filter(
    (type) => !steps.some((each) => each.step.type === type),
  );
  if (left.length === 0) return null;
  return (
    <div>
      <Button
        icon={<Plus />}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        {steps.length === 0 ? t("Add a step") : t("Then…")}
      </Button>
      {anchor && (
        <Picker
          label={t("Steps")}
          placeholder={t("Do what?")}
          anchor={anchor}
          options={left.map((type) => ({ id: type, name: t(STEP_NAMES[type]) }))}
          choose={({ id }) => {
            setAnchor(null);
            add(id as StepType);
          }}
          close={() => setAnchor(null)}
        />
      )}
    </div>
  );
}

type Props = { macro: Macro | null; done: () => void };

export function MacroForm({ macro, done }: Props) {
  const desk = useActions();
  const [name, setName] = useState(macro?.name ?? "");
  const [steps, setSteps] = useState<readonly Keyed[]>(() => keyed(macro?.actions ?? []));
  const [sharing, setSharing] = useState<Shared>({
    visibility: macro?.visibility ?? "everyone",
    team_id: macro?.team_id ?? null,
  });
  const { busy, failure, error, run } = useSubmit();
  const actions = steps.map((each) => each.step);
  const refusal = refusalOf(name, actions);
  const errors = stepErrors(error);

  function move(from: number, to: number) {
    const next = [...steps];
    next.splice(to, 0, ...next.splice(from, 1));
    setSteps(next);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (refusal) return;
    const body = { name: name.trim(), ...sharing, actions };
    if (await run(() => desk.saveMacro(macro?.id ?? null, body))) done();
  }

  return (
    <form
      className={styles.card}
      onSubmit={submit}
      aria-label={macro ? macro.name : t("New macro")}
    >
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={120}
        value={name}
        error={fieldError(error, "name")}
        onChange={(event) => setName(event.target.value)}
      />
      <ol className={own.steps} aria-label={t("Steps")}>
        {steps.map(({ key, step }, index) => (
          <Item
            key={key}
            step={step}
            index={index}
            count={steps.length}
            sharing={sharing}
            error={errors.get(index)}
            set={(next) =>
              setSteps(steps.map((each) => (each.key === key ? { key, step: next } : each)))
            }
            move={(to) => move(index, to)}
            remove={() => setSteps(steps.filter((each) => each.key !== key))}
          />
        ))}
      </ol>
      <AddStep
        steps={steps}
        add={(type) => setSteps([...steps, ...keyed([emptyStep(type)], steps)])}
      />
      <Sharing value={sharing} set={setSharing} />
      {failure && errors.size === 0 && !fieldError(error, "name") && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <p className={styles.buttons}>
        <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
          {macro ? t("Save") : t("Create")}
        </Button>
        <Button onClick={done}>{t("Cancel")}</Button>
      </p>
    </form>
  );
}
