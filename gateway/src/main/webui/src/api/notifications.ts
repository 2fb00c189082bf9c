import { request } from "./client";
import type { Page } from "./types";

/** One thing that the user was told, in the user's language. */
export interface Notification {
  notification_id: string;
  user_id: string;
  kind: string;
  title: string;
  body: string;
  data: Record<string, unknown>;
  read_at: string | null;
  created_at: string;
}

export interface InboxPage extends Page<Notification> {
  unread_count: number;
}

export interface Switches {
  in_app: boolean;
  email: boolean;
  push: boolean;
}

export interface QuietHours {
  start: string;
  end: string;
  time_zone: string | null;
}

export interface Preferences {
  channels: Switches;
  kinds: Record<string, Switches>;
  broadcasters: Record<string, Switches>;
  quiet_hours: QuietHours | null;
  locale: string | null;
  /** How many minutes before planned streams reminders come. */
  remind_before_min: number[];
}

export function inbox(cursor: string | null, signal?: AbortSignal): Promise<InboxPage> {
  const query = new URLSearchParams({ limit: "20" });
  if (cursor !== null) query.set("cursor", cursor);
  return request<InboxPage>("GET", `/api/notifications?${query}`, signal ? { signal } : {});
}

export const markRead = (notificationId: string) =>
  request<Notification>("POST", `/api/notifications/${notificationId}/read`, { body: {}, keepalive: true });

export const markAllRead = () => request<{ unread_count: number }>("POST", "/api/notifications/read-all", { body: {}, keepalive: true });

export const removeNotification = (notificationId: string) =>
  request<void>("DELETE", `/api/notifications/${notificationId}`, { keepalive: true });

export const preferences = (signal?: AbortSignal) =>
  request<Preferences>("GET", "/api/notifications/preferences", signal ? { signal } : {});

export const savePreferences = (wanted: Preferences) =>
  request<Preferences>("PUT", "/api/notifications/preferences", { body: wanted });

/** The address of a calendar of all channels that the caller follows; whoever knows it can read it. */
export const calendarAddress = (signal?: AbortSignal) =>
  request<{ url: string }>("GET", "/api/notifications/calendar", signal ? { signal } : {});

export const replaceCalendarAddress = () => request<{ url: string }>("POST", "/api/notifications/calendar/replace", { body: {} });
