import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { Comment } from "../../chat/frames";
import type { ChatSocket } from "../../chat/socket";
import { MESSAGE_LENGTH_MAX, messageLength } from "../../chat/text";
import { useI18n } from "../../i18n";
import { randomId } from "../../random";
import { Icon } from "../Icon";
import { useCountdown } from "./useCountdown";

interface ChatInputProps {
  socket: ChatSocket;
  replyTo: Comment | null;
  /** An own message whose text is being changed. */
  editing: Comment | null;
  /** Until when (ms since 1970) the room takes nothing from here. */
  pauseUntil: number | null;
  /** The reply or the change is sent or given up. */
  onDone: () => void;
}

const COUNT_FROM_REMAINING = 100;

export function ChatInput({ socket, replyTo, editing, pauseUntil, onDone }: ChatInputProps) {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const input = useRef<HTMLTextAreaElement>(null);
  const counterId = useId();
  const remaining = MESSAGE_LENGTH_MAX - messageLength(text);
  const tooLong = remaining < 0;
  const blank = text.trim() === "";
  const pause = useCountdown(pauseUntil);
  const mayNot = blank || tooLong || (pause > 0 && editing === null);

  useEffect(() => {
    if (replyTo || editing) input.current?.focus();
  }, [replyTo, editing]);

  useEffect(() => {
    setText(editing?.message ?? "");
  }, [editing]);

  const send = () => {
    if (mayNot) return;
    if (editing) socket.editMessage(editing.id, text.trim());
    else socket.sendMessage(text.trim(), randomId(), replyTo?.id ?? null);
    setText("");
    onDone();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes (Japanese, Chinese), Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape" && (replyTo || editing)) onDone();
  };

  return (
    <form
      className="chat__form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {(replyTo || editing) && (
        <p className="chat__reply">
          <Icon name={editing ? "edit" : "reply"} />
          <span>{editing ? t("chatEditing") : replyTo && t("chatReplyingTo", { name: replyTo.username })}</span>
          <button type="button" aria-label={editing ? t("chatCancelEdit") : t("chatCancelReply")} onClick={onDone}>
            <Icon name="close" />
          </button>
        </p>
      )}
      <div className="chat__compose">
        <textarea
          ref={input}
          rows={1}
          value={text}
          placeholder={t("chatPlaceholder")}
          aria-label={t("chatInput")}
          aria-invalid={tooLong || undefined}
          aria-describedby={counterId}
          data-testid="chat-input"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="button chat__send" aria-label={t("chatSend")} data-testid="chat-send" disabled={mayNot}>
          <Icon name="send" />
        </button>
      </div>
      <p
        className={tooLong ? "chat__counter chat__counter--over" : "chat__counter"}
        id={counterId}
        role={tooLong ? "alert" : undefined}
        data-testid="chat-counter"
      >
        {tooLong
          ? t("chatTooLong", { over: -remaining, max: MESSAGE_LENGTH_MAX })
          : remaining <= COUNT_FROM_REMAINING && t("chatRemaining", { count: remaining })}
      </p>
      {pause > 0 && (
        <p className="chat__counter" data-testid="chat-pause">
          {t("chatPause", { seconds: pause })}
        </p>
      )}
    </form>
  );
}
