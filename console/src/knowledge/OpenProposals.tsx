import { tn } from "../i18n/t";
import { useAskedProposals } from "./open-proposals";

/** The sidebar's badge. */
export default function OpenProposals({ className }: { className: string | undefined }) {
  const count = useAskedProposals();
  if (count === 0) return null;
  return (
    <span className={className}>
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="visually-hidden">
        {tn(count, "{count} to approve", "{count} to approve")}
      </span>
    </span>
  );
}
