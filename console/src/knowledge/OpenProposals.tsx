import { useAskedProposals } from "./open-proposals";

/** The sidebar's badge. */
export default function OpenProposals({ className }: { className: string | undefined }) {
  const count = useAskedProposals();
  if (count === 0) return null;
  return (
    <span className={className}>
      {count > 99 ? "99+" : count}
      <span className="visually-hidden"> to approve</span>
    </span>
  );
}
