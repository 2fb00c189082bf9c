import { useId, useState } from "react";
import { useI18n } from "../../i18n";

interface CopyFieldProps {
  label: string;
  value: string;
  secret?: boolean;
  testId: string;
}

/** A value to carry over to another program; a secret one is hidden until asked for. */
export function CopyField({ label, value, secret = false, testId }: CopyFieldProps) {
  const { t } = useI18n();
  const id = useId();
  const [shown, setShown] = useState(!secret);
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      // No clipboard on this address: the value is selected, to be copied by hand.
      setShown(true);
      const input = document.getElementById(id);
      if (input instanceof HTMLInputElement) input.select();
    }
  };

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="copy">
        <input
          id={id}
          readOnly
          type={shown ? "text" : "password"}
          value={value}
          autoComplete="off"
          spellCheck={false}
          data-testid={testId}
          onFocus={(event) => event.target.select()}
        />
        {secret && (
          <button type="button" className="button button--quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? t("hide") : t("show")}
          </button>
        )}
        <button type="button" className="button button--quiet" aria-label={t("copyWhat", { what: label })} onClick={() => void copy()}>
          {copied ? t("copied") : t("copy")}
        </button>
      </div>
      <span className="visually-hidden" role="status">
        {copied && t("copied")}
      </span>
    </div>
  );
}
