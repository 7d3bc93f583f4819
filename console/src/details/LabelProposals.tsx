import type { LabelProposal } from "@switchboard/protocol";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { createInsightApi } from "../api/insight-api";
import type { Conversation } from "../api/types";
import { useActions, useAsk } from "../app/context";
import { t } from "../i18n/t";
import { LabelDot } from "../ui/LabelDots";
import styles from "./LabelProposals.module.css";
import { useFetched } from "./useFetched";

function Chip({
  proposal,
  settle,
}: {
  proposal: LabelProposal;
  settle: (accepted: boolean) => void;
}) {
  const { name, color, confidence } = proposal;
  return (
    <li
      className={styles.chip}
      title={t("Proposed, {percent} % sure", { percent: Math.round(confidence * 100) })}
    >
      <LabelDot color={color} />
      <span className={styles.name} dir="auto">
        {name}
      </span>
      <button
        type="button"
        aria-label={t("Add the label {name}", { name })}
        onClick={() => settle(true)}
      >
        <Check aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label={t("Not the label {name}", { name })}
        data-deed="reject"
        onClick={() => settle(false)}
      >
        <X aria-hidden="true" />
      </button>
    </li>
  );
}

/** Labels that would fit: each is the agent's to add or to turn down (NOTE-20). */
export function LabelProposals({ row }: { row: Conversation }) {
  const desk = useActions();
  const api = createInsightApi(useAsk());
  const { value } = useFetched(`${row.id}:${row.received_seq}`, () => api.labelProposals(row.id));
  const [settled, setSettled] = useState<readonly string[]>([]);
  const open = (value?.items ?? []).filter(
    ({ label_id: label }) => !settled.includes(label) && !row.labels.includes(label),
  );
  if (open.length === 0) return null;

  async function settle({ label_id: label }: LabelProposal, accepted: boolean) {
    setSettled((before) => [...before, label]);
    try {
      if (accepted) desk.takeIn(await api.acceptLabel(row.id, label));
      else await api.rejectLabel(row.id, label);
    } catch (error) {
      setSettled((before) => before.filter((each) => each !== label));
      desk.complain(
        accepted ? t("The label was not added") : t("The label is still proposed"),
        error,
      );
    }
  }

  return (
    <ul className={styles.chips} aria-label={t("Proposed labels")} data-testid="label-proposals">
      {open.map((proposal) => (
        <Chip
          key={proposal.label_id}
          proposal={proposal}
          settle={(accepted) => settle(proposal, accepted)}
        />
      ))}
    </ul>
  );
}
