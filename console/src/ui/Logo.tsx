import styles from "./Logo.module.css";

export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg className={styles.logo} viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <rect width="64" height="64" rx="15" />
      <path d="M16 24a6 6 0 0 1 6-6h20a6 6 0 0 1 6 6v13a6 6 0 0 1-6 6H31l-8 7v-7h-1a6 6 0 0 1-6-6z" />
      <circle cx="25" cy="30.5" r="2.75" />
      <circle cx="39" cy="30.5" r="2.75" />
      <line x1="25" y1="30.5" x2="39" y2="30.5" />
    </svg>
  );
}
