import { request } from "./client";
import type { Broadcaster, Page, Stream } from "./types";

export interface Schedule {
  schedule_id: string;
  user_id: string;
  stream_id: string | null;
  title: string;
  starts_at: string;
  duration_min: number;
  /** An RRULE without its name, or null for a single stream. */
  recurrence: string | null;
  time_zone: string;
  status: string;
  next_at: string | null;
  broadcaster?: Broadcaster | null;
}

export interface ScheduleDraft {
  title: string;
  starts_at: string;
  duration_min: number;
  recurrence: string | null;
  time_zone: string;
}

export function schedules(filter: { user_id?: string; limit?: number }, signal?: AbortSignal): Promise<Page<Schedule>> {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return request<Page<Schedule>>("GET", `/api/schedules?${query}`, signal ? { signal } : {});
}

export const createSchedule = (draft: ScheduleDraft, idempotencyKey: string) =>
  request<Schedule>("POST", "/api/schedules", { body: draft, idempotencyKey });

/** What is left out stays as it is; that a stream no longer comes back has to be said. */
export const changeSchedule = (scheduleId: string, { recurrence, ...rest }: Partial<ScheduleDraft>) =>
  request<Schedule>("PATCH", `/api/schedules/${encodeURIComponent(scheduleId)}`, {
    body: recurrence === undefined ? rest : { ...rest, recurrence: recurrence ?? "" },
  });

export const cancelSchedule = (scheduleId: string) =>
  request<void>("DELETE", `/api/schedules/${encodeURIComponent(scheduleId)}`);

export const startStream = (streamId: string) =>
  request<Stream>("POST", `/api/streams/${encodeURIComponent(streamId)}/start`, { body: {} });
