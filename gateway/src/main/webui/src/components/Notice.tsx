import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { useI18n } from "../i18n";
import { errorText } from "../i18n/errors";

/** What went wrong, read out at once. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const i18n = useI18n();
  const showReference = error instanceof ApiError && error.status >= 500 && error.requestId !== null;
  return (
    <div className="notice notice--error" role="alert">
      <p>{errorText(error, i18n)}</p>
      {showReference && <p className="notice__detail">{i18n.t("requestId", { id: error.requestId! })}</p>}
      {onRetry && (
        <button type="button" className="button button--quiet" onClick={onRetry}>
          {i18n.t("retry")}
        </button>
      )}
    </div>
  );
}

/** A page or panel that has nothing to show, and says what will be there. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div className="empty__actions">{children}</div>}
    </div>
  );
}

export function Loading() {
  const { t } = useI18n();
  return (
    <p className="loading" role="status">
      {t("loading")}
    </p>
  );
}
