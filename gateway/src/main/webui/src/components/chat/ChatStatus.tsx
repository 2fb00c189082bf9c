import type { ChatState } from "../../chat/state";
import { useI18n, type I18n } from "../../i18n";
import { useCountdown } from "./useCountdown";

/** Where the connection stands, in words. */
export function ChatStatus({ state, onReconnect }: { state: ChatState; onReconnect: () => void }) {
  const i18n = useI18n();
  const waiting = state.connection === "waiting";
  const seconds = Math.max(1, useCountdown(waiting ? state.retryAt : null));
  return (
    <div className={`chat__status chat__status--${state.connection}`} data-testid="chat-status" data-state={state.connection}>
      <p role="status">{waiting ? i18n.t("chatWaiting", { seconds }) : statusText(state, i18n)}</p>
      {waiting && (
        <button type="button" className="link" onClick={onReconnect}>
          {i18n.t("chatReconnect")}
        </button>
      )}
    </div>
  );
}

function statusText(state: ChatState, { t }: I18n): string {
  switch (state.connection) {
    case "connecting":
      return t("chatConnecting");
    case "resuming":
      return t("chatResuming");
    case "open":
      return t("chatOpen");
    case "waiting":
      return "";
    case "closed":
      switch (state.closedReason) {
        case "session_ended":
          return t("chatSessionEnded");
        case "banned":
          return t("chatBanned");
        case "stream_ended":
          return t("chatEnded");
        case "refused":
        case "left":
        case null:
          return t("chatRefused");
      }
  }
}
