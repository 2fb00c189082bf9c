import { useId, type InputHTMLAttributes, type TextareaHTMLAttributes } from "react";

interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

function Frame({
  id,
  label,
  hint,
  error,
  children,
}: FieldProps & { id: string; children: (describedBy: string | undefined) => React.ReactNode }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(described === "" ? undefined : described)}
      {hint && (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field__error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextField({ label, hint, error, ...input }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      {(describedBy) => (
        <input {...input} id={id} aria-describedby={describedBy} aria-invalid={error ? true : undefined} />
      )}
    </Frame>
  );
}

export function TextArea({ label, hint, error, ...area }: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      {(describedBy) => (
        <textarea {...area} id={id} aria-describedby={describedBy} aria-invalid={error ? true : undefined} />
      )}
    </Frame>
  );
}
