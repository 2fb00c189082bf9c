import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { Comment } from "../../chat/frames";
import type { ChatSocket } from "../../chat/socket";
import { MESSAGE_LENGTH_MAX, messageLength } from "../../chat/text";
import { useI18n } from "../../i18n";
import { randomId } from "../../random";
import { Icon } from "../Icon";

interface ChatInputProps {
  socket: ChatSocket;
  replyTo: Comment | null;
  onReplyDone: () => void;
}

const COUNT_FROM_REMAINING = 100;

export function ChatInput({ socket, replyTo, onReplyDone }: ChatInputProps) {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const input = useRef<HTMLTextAreaElement>(null);
  const counterId = useId();
  const remaining = MESSAGE_LENGTH_MAX - messageLength(text);
  const tooLong = remaining < 0;
  const blank = text.trim() === "";

  useEffect(() => {
    if (replyTo) input.current?.focus();
  }, [replyTo]);

  const send = () => {
    if (blank || tooLong) return;
    socket.sendMessage(text.trim(), randomId(), replyTo?.id ?? null);
    setText("");
    onReplyDone();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes (Japanese, Chinese), Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape" && replyTo) onReplyDone();
  };

  return (
    <form
      className="chat__form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {replyTo && (
        <p className="chat__reply">
          <Icon name="reply" />
          <span>{t("chatReplyingTo", { name: replyTo.username })}</span>
          <button type="button" aria-label={t("chatCancelReply")} onClick={onReplyDone}>
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
        <button type="submit" className="button chat__send" aria-label={t("chatSend")} data-testid="chat-send" disabled={blank || tooLong}>
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
    </form>
  );
}
