import { type TextareaHTMLAttributes, useId } from "react";
import field from "../../ui/Field.module.css";
import select from "../../ui/Select.module.css";

type Props = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  label: string;
  error?: string | undefined;
  help?: string | undefined;
};

/** A field of several lines that explains itself. */
export function LongField({ label, error, help, ...area }: Props) {
  const id = useId();
  const about = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={select.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        dir="auto"
        rows={3}
        {...area}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={about || undefined}
      />
      {help && (
        <p id={`${id}-help`} className={field.help}>
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={field.error}>
          {error}
        </p>
      )}
    </div>
  );
}
