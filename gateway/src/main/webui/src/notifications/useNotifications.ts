import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { inboxKey, useInbox } from "../api/queries";
import * as api from "../api/notifications";
import { browserEnvironment, socketUrl } from "../chat/socket";
import { useSession, useSessionChanged } from "../session/session";
import { NotificationFeed } from "./feed";
import { allRead, markedRead, notificationsOf, received, removed, unreadCount, type Inbox } from "./state";

/** Keeps the inbox live for as long as somebody is signed in; the header does this once for the whole site. */
export function useNotificationFeed(userId: string | null): void {
  const queries = useQueryClient();
  const sessionChanged = useSessionChanged();
  useEffect(() => {
    if (userId === null) return;
    const feed = new NotificationFeed(socketUrl("/ws/notifications"), browserEnvironment, {
      received: (notification) => {
        const known = queries.getQueryData<Inbox>(inboxKey);
        if (known) queries.setQueryData<Inbox>(inboxKey, received(known, notification));
        else void queries.invalidateQueries({ queryKey: inboxKey });
      },
      missed: () => void queries.invalidateQueries({ queryKey: inboxKey }),
      signedOut: () => void sessionChanged(),
    });
    feed.start();
    window.addEventListener("online", feed.reconnectNow);
    return () => {
      window.removeEventListener("online", feed.reconnectNow);
      feed.stop();
      queries.removeQueries({ queryKey: inboxKey });
    };
  }, [userId, queries, sessionChanged]);
}

/** The inbox and what can be done with it; an act shows at once, and is taken back when the service refuses it. */
export function useNotifications() {
  const { user } = useSession();
  const queries = useQueryClient();
  const query = useInbox(user !== null);

  const act = async (change: (inbox: Inbox) => Inbox, call: () => Promise<unknown>) => {
    await queries.cancelQueries({ queryKey: inboxKey });
    queries.setQueryData<Inbox>(inboxKey, (inbox) => inbox && change(inbox));
    try {
      await call();
    } catch {
      await queries.invalidateQueries({ queryKey: inboxKey });
    }
  };

  const now = () => new Date().toISOString();
  return {
    query,
    items: notificationsOf(query.data),
    unread: unreadCount(query.data),
    read: (id: string) => act((inbox) => markedRead(inbox, id, now()), () => api.markRead(id)),
    readAll: () => act((inbox) => allRead(inbox, now()), () => api.markAllRead()),
    remove: (id: string) => act((inbox) => removed(inbox, id), () => api.removeNotification(id)),
  };
}
