import type { InboxPage, Notification } from "../api/notifications";

/** The pages of the inbox as far as they are loaded, the newest first. */
export interface Inbox {
  pages: InboxPage[];
  pageParams: unknown[];
}

export function unreadCount(inbox: Inbox | undefined): number {
  return inbox?.pages[0]?.unread_count ?? 0;
}

export function notificationsOf(inbox: Inbox | undefined): Notification[] {
  return inbox?.pages.flatMap((page) => page.items) ?? [];
}

/** One arrived while the inbox is open; the same one may come again. */
export function received(inbox: Inbox, notification: Notification): Inbox {
  const known = notificationsOf(inbox).some((one) => one.notification_id === notification.notification_id);
  if (known) return inbox;
  const unread = unreadCount(inbox) + (notification.read_at === null ? 1 : 0);
  return withUnread(
    { ...inbox, pages: inbox.pages.map((page, index) => (index === 0 ? { ...page, items: [notification, ...page.items] } : page)) },
    unread,
  );
}

export function markedRead(inbox: Inbox, notificationId: string, at: string): Inbox {
  const before = notificationsOf(inbox).find((one) => one.notification_id === notificationId);
  if (!before || before.read_at !== null) return inbox;
  const changed = mapItems(inbox, (one) => (one.notification_id === notificationId ? { ...one, read_at: at } : one));
  return withUnread(changed, unreadCount(inbox) - 1);
}

export function allRead(inbox: Inbox, at: string): Inbox {
  return withUnread(
    mapItems(inbox, (one) => (one.read_at === null ? { ...one, read_at: at } : one)),
    0,
  );
}

export function removed(inbox: Inbox, notificationId: string): Inbox {
  const before = notificationsOf(inbox).find((one) => one.notification_id === notificationId);
  if (!before) return inbox;
  const pages = inbox.pages.map((page) => ({
    ...page,
    items: page.items.filter((one) => one.notification_id !== notificationId),
  }));
  return withUnread({ ...inbox, pages }, unreadCount(inbox) - (before.read_at === null ? 1 : 0));
}

/** Where a notification leads: a page of this site, or nowhere. */
export function target(notification: Pick<Notification, "kind" | "data">): string {
  const { data } = notification;
  const id = (name: string) => (typeof data[name] === "string" ? encodeURIComponent(data[name]) : null);
  switch (notification.kind) {
    case "tip_received":
      return "/money";
    case "archive_ready":
    case "restore_done":
      return id("archive_id") ? `/archives/${id("archive_id")}` : ownPath(data["url"]);
    case "new_follower":
      return followerPath(data["followers"]);
    default:
      return id("stream_id") ? `/watch/${id("stream_id")}` : ownPath(data["url"]);
  }
}

/** A single new follower has a page; several have none. */
function followerPath(followers: unknown): string {
  if (!Array.isArray(followers) || followers.length !== 1) return "/notifications";
  const userId = (followers[0] as { user_id?: unknown } | null)?.user_id;
  return typeof userId === "string" ? `/channel/${encodeURIComponent(userId)}` : "/notifications";
}

function ownPath(url: unknown): string {
  return typeof url === "string" && /^\/(?![/\\])/.test(url) ? url : "/notifications";
}

function mapItems(inbox: Inbox, change: (one: Notification) => Notification): Inbox {
  return { ...inbox, pages: inbox.pages.map((page) => ({ ...page, items: page.items.map(change) })) };
}

function withUnread(inbox: Inbox, unread: number): Inbox {
  return { ...inbox, pages: inbox.pages.map((page) => ({ ...page, unread_count: Math.max(0, unread) })) };
}
