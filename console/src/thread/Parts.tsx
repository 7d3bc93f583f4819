/** What comes with a message and is no file: a place, a contact card, a file that did not arrive. */
import { CircleAlert, MapPin, Phone, UserRound } from "lucide-react";
import type { Part } from "../api/thread-types";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import styles from "./Parts.module.css";

const NO_FILE = new Set(["location", "contact", "missing"]);

export function isFile(part: Part): boolean {
  return !NO_FILE.has(part.kind);
}

/** A link to a map; none is drawn here, which would tell others where the customer is. */
function Where({ part: { latitude, longitude, name, address } }: { part: Part }) {
  if (latitude === null || longitude === null) return null;
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const link = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return (
    <a className={styles.part} href={link} target="_blank" rel="noopener noreferrer">
      <span className={styles.icon}>
        <MapPin aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {name || t("Location")}
        </span>
        <span className={styles.facts} dir="auto">
          {address || at}
        </span>
      </span>
      <span className="visually-hidden">{t("Open on a map")}</span>
    </a>
  );
}

function ContactCard({ part: card }: { part: Part }) {
  return (
    <div className={styles.part}>
      <span className={styles.icon}>
        <UserRound aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {card.name || t("Contact")}
        </span>
        {card.phones.map((phone) => (
          <a key={phone} className={styles.facts} href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
            <Phone aria-hidden="true" /> {phone}
          </a>
        ))}
      </span>
    </div>
  );
}

function Lost({ part: missing }: { part: Part }) {
  return (
    <p className={styles.missing} data-testid="missing">
      <CircleAlert aria-hidden="true" />
      <span>
        {missing.name
          ? tx("{name} did not arrive.", { name: <bdi>{missing.name}</bdi> })
          : t("A file did not arrive.")}{" "}
        {missing.reason || t("Ask the customer to send it again.")}
      </span>
    </p>
  );
}

const DRAWN: Partial<Record<Part["kind"], typeof Where>> = {
  location: Where,
  contact: ContactCard,
  missing: Lost,
};

export function Parts({ parts }: { parts: readonly Part[] }) {
  // They never change, and have no name of their own.
  const placed = parts.map((part, at) => ({ part, at }));
  return placed.map(({ part, at }) => {
    const Drawn = DRAWN[part.kind];
    return Drawn && <Drawn key={at} part={part} />;
  });
}
