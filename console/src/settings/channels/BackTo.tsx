import { ChevronLeft } from "lucide-react";
import { Link } from "wouter";
import styles from "./channels.module.css";

/** The way back from a page inside of the settings. */
export function BackTo({ href, name }: { href: string; name: string }) {
  return (
    <Link href={href} className={styles.backTo}>
      <ChevronLeft aria-hidden="true" />
      {name}
    </Link>
  );
}
