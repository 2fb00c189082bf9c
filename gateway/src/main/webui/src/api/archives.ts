import type { Comment } from "../chat/frames";
import { request } from "./client";
import type { Page } from "./types";

export type ArchiveStatus = "pending" | "processing" | "ready" | "failed" | "archived" | "restoring" | "deleted";

export interface RecordingGap {
  from: string;
  to: string;
  duration_s: number;
  reason: string;
}

export interface RecordingReport {
  expected_segments: number;
  stored_segments: number;
  complete: boolean;
  gaps: RecordingGap[];
}

export interface ArchivePlayback {
  hls_url: string;
  mp4_url: string;
  poster_url: string | null;
  sprite_vtt_url: string | null;
}

export interface Archive {
  archive_id: string;
  stream_id: string;
  user_id: string;
  title: string;
  status: ArchiveStatus;
  visibility: string;
  duration_s: number | null;
  file_size: number | null;
  views: number;
  failure: string | null;
  started_at: string;
  ended_at: string | null;
  created_at: string;
  ready_at: string | null;
  progress: { percent: number; stage: string | null };
  playback: ArchivePlayback | null;
  report?: RecordingReport | null;
}

/** A message and the second of the video at which it was there. */
export interface ReplayItem {
  at_s: number;
  comment: Comment;
}

export interface ArchiveFilter {
  user_id?: string;
  stream_id?: string;
  limit?: number;
}

export function archives(filter: ArchiveFilter, signal?: AbortSignal): Promise<Page<Archive>> {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return request<Page<Archive>>("GET", `/api/archives?${query}`, signal ? { signal } : {});
}

export const archive = (archiveId: string, signal?: AbortSignal) =>
  request<Archive>("GET", `/api/archives/${encodeURIComponent(archiveId)}`, signal ? { signal } : {});

export const archiveWatched = (archiveId: string) =>
  request<unknown>("POST", `/api/archives/${encodeURIComponent(archiveId)}/views`, { body: {} });

export const retryArchive = (archiveId: string) =>
  request<Archive>("POST", `/api/archives/${encodeURIComponent(archiveId)}/retry`, { body: {} });

/** The messages from one second of the video to before another; without the second one, to the end and after it. */
export function replay(archiveId: string, fromS: number, toS: number | null, cursor: string | null): Promise<Page<ReplayItem>> {
  const query = new URLSearchParams({ from_s: String(fromS), limit: "100" });
  if (toS !== null) query.set("to_s", String(toS));
  if (cursor !== null) query.set("cursor", cursor);
  return request<Page<ReplayItem>>("GET", `/api/archives/${encodeURIComponent(archiveId)}/chat?${query}`);
}
