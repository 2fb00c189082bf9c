import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import type { User } from "../../api/types";
import type { Comment } from "../../chat/frames";
import { unshown, type ListItem, type Outgoing } from "../../chat/state";
import type { Chat } from "../../chat/useChat";
import { useI18n } from "../../i18n";
import { Icon } from "../Icon";
import { MessageRow } from "./MessageRow";
import { OutgoingRow } from "./OutgoingRow";
import { useFollow } from "./useFollow";

type Row = ListItem | { kind: "outgoing"; key: string; entry: Outgoing };

interface ChatLogProps {
  chat: Chat;
  user: User;
  broadcasterId: string;
  onReply: (comment: Comment) => void;
}

const ROW_HEIGHT_GUESS = 34;
const ANNOUNCE_EVERY_MS = 2_000;

/** The messages; it follows the newest one until the reader scrolls up. */
export function ChatLog({ chat, user, broadcasterId, onReply }: ChatLogProps) {
  const i18n = useI18n();
  const { socket, state } = chat;
  const scroller = useRef<HTMLDivElement>(null);
  const [seenKey, setSeenKey] = useState<string | null>(null);
  const rows = useMemo<Row[]>(
    () => [
      ...state.items,
      ...unshown(state).map((entry) => ({ kind: "outgoing" as const, key: `out-${entry.clientId}`, entry })),
    ],
    [state],
  );

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_GUESS,
    getItemKey: (index) => rows[index]!.key,
    anchorTo: "end",
    overscan: 8,
  });
  const { following, toEnd, handlers } = useFollow(scroller);

  const lastKey = rows.at(-1)?.key ?? null;
  useEffect(() => {
    if (following) setSeenKey(lastKey);
  }, [following, lastKey]);

  const unread = following ? 0 : rows.length - 1 - rows.findLastIndex((row) => row.key === seenKey);
  return (
    <div className="chat__body">
      <div
        className="chat__log"
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={i18n.t("chatMessages")}
        tabIndex={0}
        {...handlers}
      >
        {rows.length === 0 && state.connection === "open" && <p className="chat__empty">{i18n.t("chatEmpty")}</p>}
        <div className="chat__canvas" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((virtual) => {
            const row = rows[virtual.index]!;
            return (
              <div
                key={virtual.key}
                ref={virtualizer.measureElement}
                data-index={virtual.index}
                className="chat__row"
                style={{ transform: `translateY(${virtual.start}px)` }}
              >
                {row.kind === "comment" && (
                  <MessageRow
                    comment={row.comment}
                    storing={row.storing}
                    own={row.comment.user_id === user.user_id}
                    mayDelete={row.comment.user_id === user.user_id || mayModerate(state.role)}
                    host={row.comment.user_id === broadcasterId}
                    username={user.username}
                    onReply={onReply}
                    onDelete={socket.deleteMessage}
                  />
                )}
                {row.kind === "outgoing" && (
                  <OutgoingRow
                    entry={row.entry}
                    connected={state.connection === "open"}
                    username={user.username}
                    onRetry={() => socket.retry(row.entry.clientId)}
                    onDiscard={() => socket.discard(row.entry.clientId)}
                  />
                )}
                {row.kind === "missed" && <p className="chat__divider">{i18n.t("chatMissed")}</p>}
                {row.kind === "notice" && <p className="chat__notice">{row.text}</p>}
              </div>
            );
          })}
        </div>
      </div>
      {!following && (
        <button type="button" className="button chat__newest" onClick={toEnd}>
          <Icon name="down" />
          {i18n.count("chatNew", Math.max(0, unread))}
        </button>
      )}
      <Announcer comment={latestOfOthers(state.items, user.user_id)} />
    </div>
  );
}

function mayModerate(role: string): boolean {
  return role === "broadcaster" || role === "moderator" || role === "admin";
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
