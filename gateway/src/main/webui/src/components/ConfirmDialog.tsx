import { useEffect, useId, useRef } from "react";
import { useI18n } from "../i18n";

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  text: string;
  action: string;
  busy: boolean;
  testId: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before an act that can't be undone; the browser's own dialog keeps the focus inside. */
export function ConfirmDialog({ open, title, text, action, busy, testId, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useI18n();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      <p>{text}</p>
      <div className="dialog__actions">
        <button type="button" className="button button--quiet" onClick={onClose}>
          {t("cancel")}
        </button>
        <button type="button" className="button button--danger" data-testid={testId} disabled={busy} onClick={onConfirm}>
          {action}
        </button>
      </div>
    </dialog>
  );
}
