import { useState } from "react";
import type { Stamp, User } from "../../api/types";
import type { Comment } from "../../chat/frames";
import type { Chat } from "../../chat/useChat";
import { useI18n } from "../../i18n";
import { chatErrorText } from "../../i18n/errors";
import { Icon } from "../Icon";
import { ChatInput } from "./ChatInput";
import { ChatLog } from "./ChatLog";
import { ChatLogin } from "./ChatLogin";
import { ChatStatus } from "./ChatStatus";
import { StampBar } from "./StampBar";
import { SuperChats } from "./SuperChats";

interface ChatPanelProps {
  chat: Chat;
  user: User | null;
  broadcasterId: string;
  stamps: readonly Stamp[];
}

export function ChatPanel({ chat, user, broadcasterId, stamps }: ChatPanelProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { socket, state } = chat;
  const [replyTo, setReplyTo] = useState<Comment | null>(null);
  const closed = state.connection === "closed";

  return (
    <section className="chat" aria-label={t("chat")}>
      <header className="chat__header">
        <h2>{t("chat")}</h2>
        {user && <ChatStatus state={state} onReconnect={socket.reconnectNow} />}
      </header>
      {state.pinned && (
        <div className="chat__pinned">
          <Icon name="pin" />
          <p>
            <span className="visually-hidden">{t("chatPinned")}: </span>
            <strong>{state.pinned.username}</strong> {state.pinned.message}
          </p>
        </div>
      )}
      {user && <SuperChats tips={state.tips} />}
      {user ? (
        <ChatLog chat={chat} user={user} broadcasterId={broadcasterId} onReply={setReplyTo} />
      ) : (
        <ChatLogin />
      )}
      {user && !closed && (
        <footer className="chat__footer">
          <StampBar stamps={stamps} disabled={state.connection !== "open"} onStamp={(id) => socket.react(id)} />
          {state.error && (
            <p className="chat__error" role="alert" data-testid="chat-error">
              {chatErrorText(state.error, i18n)}
            </p>
          )}
          <ChatInput socket={socket} replyTo={replyTo} onReplyDone={() => setReplyTo(null)} />
        </footer>
      )}
    </section>
  );
}
