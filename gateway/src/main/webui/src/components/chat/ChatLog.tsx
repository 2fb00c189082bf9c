import { useEffect, useMemo, useRef, useState } from "react";
import type { User } from "../../api/types";
import type { Comment } from "../../chat/frames";
import { mayModerate, unshown, type ListItem, type Outgoing } from "../../chat/state";
import type { Chat } from "../../chat/useChat";
import { useI18n } from "../../i18n";
import { MessageList } from "./MessageList";
import { MessageRow } from "./MessageRow";
import { OutgoingRow } from "./OutgoingRow";

type Row = ListItem | { kind: "outgoing"; key: string; entry: Outgoing };

interface ChatLogProps {
  chat: Chat;
  user: User;
  broadcasterId: string;
  onReply: (comment: Comment) => void;
  onMore: (comment: Comment) => void;
}

const ANNOUNCE_EVERY_MS = 2_000;

/** The messages of a room, and below them what is on its way there. */
export function ChatLog({ chat, user, broadcasterId, onReply, onMore }: ChatLogProps) {
  const i18n = useI18n();
  const { socket, state } = chat;
  const rows = useMemo<Row[]>(
    () => [
      ...state.items,
      ...unshown(state).map((entry) => ({ kind: "outgoing" as const, key: `out-${entry.clientId}`, entry })),
    ],
    [state],
  );

  const render = (row: Row) => {
    switch (row.kind) {
      case "comment":
        return (
          <MessageRow
            comment={row.comment}
            storing={row.storing}
            own={row.comment.user_id === user.user_id}
            mayAct={row.comment.user_id === user.user_id || mayModerate(state.role)}
            host={row.comment.user_id === broadcasterId}
            username={user.username}
            onReply={onReply}
            onMore={onMore}
          />
        );
      case "outgoing":
        return (
          <OutgoingRow
            entry={row.entry}
            connected={state.connection === "open"}
            username={user.username}
            onRetry={() => socket.retry(row.entry.clientId)}
            onDiscard={() => socket.discard(row.entry.clientId)}
          />
        );
      case "missed":
        return <p className="chat__divider">{i18n.t("chatMissed")}</p>;
      case "notice":
        return <p className="chat__notice">{row.text}</p>;
    }
  };

  return (
    <div className="chat__body">
      <MessageList
        rows={rows}
        label={i18n.t("chatMessages")}
        empty={state.connection === "open" && <p className="chat__empty">{i18n.t("chatEmpty")}</p>}
        render={render}
      />
      <Announcer comment={latestOfOthers(state.items, user.user_id)} />
    </div>
  );
}

function latestOfOthers(items: readonly ListItem[], userId: string): Comment | null {
  const item = items.at(-1);
  return item?.kind === "comment" && item.comment.user_id !== userId ? item.comment : null;
}

/** Reads new messages out, never faster than somebody could listen. */
function Announcer({ comment }: { comment: Comment | null }) {
  const [said, setSaid] = useState<Comment | null>(null);
  const saidAt = useRef(0);

  useEffect(() => {
    if (comment === null) return;
    const wait = Math.max(0, saidAt.current + ANNOUNCE_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      saidAt.current = Date.now();
      setSaid(comment);
    }, wait);
    return () => clearTimeout(timer);
  }, [comment]);

  return (
    <p className="visually-hidden" aria-live="polite">
      {said && `${said.username}: ${said.message}`}
    </p>
  );
}
