import type { Outgoing } from "../../chat/state";
import { useI18n } from "../../i18n";
import { chatErrorText } from "../../i18n/errors";

interface OutgoingRowProps {
  entry: Outgoing;
  connected: boolean;
  username: string;
  onRetry: () => void;
  onDiscard: () => void;
}

/** A message of one's own that the room has not shown yet. */
export function OutgoingRow({ entry, connected, username, onRetry, onDiscard }: OutgoingRowProps) {
  const i18n = useI18n();
  const { t } = i18n;
  if (entry.status === "failed") {
    return (
      <div className="message message--failed" data-testid="chat-outgoing" data-state="failed">
        <p className="message__text">
          <span className="message__name">{username}</span> {entry.text}
        </p>
        <p className="message__failure" role="alert">
          {entry.failure && chatErrorText(entry.failure, i18n)}{" "}
          <button type="button" className="link" onClick={onRetry}>
            {t("retry")}
          </button>{" "}
          <button type="button" className="link" onClick={onDiscard}>
            {t("chatDiscard")}
          </button>
        </p>
      </div>
    );
  }
  const status =
    entry.status === "held"
      ? t("chatErrHeld")
      : entry.status === "retrying"
        ? t("chatRetrying")
        : connected
          ? t("chatSending")
          : t("chatWillSend");
  return (
    <div className="message message--sending" data-testid="chat-outgoing" data-state={entry.status}>
      <p className="message__text">
        <span className="message__name">{username}</span> {entry.text}
        <span className="message__note"> {status}</span>
      </p>
    </div>
  );
}
