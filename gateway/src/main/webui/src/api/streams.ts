import { randomId } from "../random";
import { request } from "./client";
import type { Page, Stamp, Stream, StreamStats } from "./types";

export interface StreamDraft {
  title: string;
  description?: string;
  category?: string;
}

export interface Qoe {
  bitrate_kbps: number;
  rebuffer_count: number;
  dropped_frames: number;
  latency_ms: number;
}

export const liveStreams = (signal?: AbortSignal) =>
  request<Page<Stream>>("GET", "/api/streams?status=live&sort=viewers&limit=48", signal ? { signal } : {});

export const liveStreamsOf = (userId: string, signal?: AbortSignal) =>
  request<Page<Stream>>("GET", `/api/streams?status=live&user_id=${encodeURIComponent(userId)}&limit=6`, signal ? { signal } : {});

export const stream = (streamId: string, signal?: AbortSignal) =>
  request<Stream>("GET", `/api/streams/${encodeURIComponent(streamId)}`, signal ? { signal } : {});

export const streamStats = (streamId: string, signal?: AbortSignal) =>
  request<StreamStats>("GET", `/api/streams/${encodeURIComponent(streamId)}/stats`, signal ? { signal } : {});

export async function ownLiveStream(userId: string, signal?: AbortSignal): Promise<Stream | null> {
  const options = signal ? { signal } : {};
  const page = await request<Page<Stream>>("GET", `/api/streams?status=live&user_id=${userId}&limit=1`, options);
  return page.items[0] ?? null;
}

export const createStream = (draft: StreamDraft) =>
  request<Stream>("POST", "/api/streams", { body: draft, idempotencyKey: randomId() });

export const endStream = (streamId: string) => request<Stream>("PUT", `/api/streams/${streamId}/end`, { body: {} });

export const heartbeat = (streamId: string, qoe: Qoe | null) =>
  request<unknown>("POST", `/api/streams/${streamId}/heartbeat`, { body: qoe ? { qoe } : {} });

export const rotateStreamKey = () => request<unknown>("POST", "/api/stream-key/rotate", { body: {} });

export async function stamps(signal?: AbortSignal): Promise<Stamp[]> {
  const answer = await request<Page<Stamp> | Stamp[]>("GET", "/api/stamps", signal ? { signal } : {});
  return Array.isArray(answer) ? answer : answer.items;
}
