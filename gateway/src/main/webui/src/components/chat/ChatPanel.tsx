import { useState } from "react";
import type { Stamp, User } from "../../api/types";
import type { Comment } from "../../chat/frames";
import { mayModerate } from "../../chat/state";
import type { Chat } from "../../chat/useChat";
import { useI18n } from "../../i18n";
import { chatErrorText } from "../../i18n/errors";
import { Icon } from "../Icon";
import { ChatInput } from "./ChatInput";
import { ChatLog } from "./ChatLog";
import { ChatLogin } from "./ChatLogin";
import { ChatRules } from "./ChatRules";
import { ChatSettingsDialog } from "./ChatSettingsDialog";
import { ChatStatus } from "./ChatStatus";
import { HeldQueue } from "./HeldQueue";
import { MessageDialog } from "./MessageDialog";
import { StampBar } from "./StampBar";
import { SuperChats } from "./SuperChats";

interface ChatPanelProps {
  chat: Chat;
  streamId: string;
  user: User | null;
  broadcasterId: string;
  stamps: readonly Stamp[];
}

/** What the next text that is sent belongs to. */
interface Answering {
  replyTo: Comment | null;
  editing: Comment | null;
}

const NOTHING: Answering = { replyTo: null, editing: null };

export function ChatPanel({ chat, streamId, user, broadcasterId, stamps }: ChatPanelProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { socket, state } = chat;
  const [answering, setAnswering] = useState<Answering>(NOTHING);
  const [setting, setSetting] = useState(false);
  const [chosen, setChosen] = useState<Comment | null>(null);
  const closed = state.connection === "closed";

  return (
    <section className="chat" aria-label={t("chat")}>
      <header className="chat__header">
        <h2>{t("chat")}</h2>
        {user && <ChatStatus state={state} onReconnect={socket.reconnectNow} />}
        {user && state.settings && mayModerate(state.role) && (
          <button
            type="button"
            className="chat__shield"
            aria-label={t("chatSettings")}
            title={t("chatSettings")}
            data-testid="chat-settings"
            onClick={() => setSetting(true)}
          >
            <Icon name="shield" />
          </button>
        )}
      </header>
      {state.pinned && (
        <div className="chat__pinned" data-testid="chat-pinned">
          <Icon name="pin" />
          <p>
            <span className="visually-hidden">{t("chatPinned")}: </span>
            <strong>{state.pinned.username}</strong> {state.pinned.message}
          </p>
        </div>
      )}
      {user && <SuperChats tips={state.tips} />}
      {user && <ChatRules state={state} />}
      {user && !closed && mayModerate(state.role) && <HeldQueue streamId={streamId} toReview={state.toReview} />}
      {user ? (
        <ChatLog
          chat={chat}
          user={user}
          broadcasterId={broadcasterId}
          onReply={(comment) => setAnswering({ replyTo: comment, editing: null })}
          onMore={setChosen}
        />
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
          <ChatInput socket={socket} {...answering} pauseUntil={state.pauseUntil} onDone={() => setAnswering(NOTHING)} />
        </footer>
      )}
      {setting && state.settings && (
        <ChatSettingsDialog streamId={streamId} settings={state.settings} onClose={() => setSetting(false)} />
      )}
      {user && chosen && (
        <MessageDialog
          comment={chosen}
          own={chosen.user_id === user.user_id}
          moderator={mayModerate(state.role)}
          pinned={state.pinned?.id === chosen.id}
          host={chosen.user_id === broadcasterId}
          socket={socket}
          onEdit={(comment) => setAnswering({ replyTo: null, editing: comment })}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}
