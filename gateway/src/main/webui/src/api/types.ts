/** What the services say on the wire, as far as the pages use it. */

export interface User {
  user_id: string;
  username: string;
  display_name: string | null;
  avatar_url: string | null;
  locale: string | null;
  bio?: string | null;
  groups?: string[];
}

/** What anybody may know of a user. */
export interface Profile {
  user_id: string;
  username: string;
  display_name: string | null;
  avatar_url: string | null;
  bio: string | null;
  created_at: string;
}

export interface Broadcaster {
  user_id: string;
  username: string;
  display_name: string | null;
  avatar_url: string | null;
}

export type StreamStatus = "scheduled" | "live" | "ended" | "cancelled";
export type MediaState = "none" | "waiting" | "live" | "interrupted";

export interface Ingest {
  rtmp_url: string | null;
  stream_key: string | null;
}

export interface Stream {
  stream_id: string;
  user_id: string;
  title: string;
  description: string | null;
  category: string | null;
  thumbnail_url: string | null;
  status: StreamStatus;
  media: MediaState;
  started_at: string | null;
  ended_at: string | null;
  viewer_count: number;
  peak_viewer_count?: number;
  broadcaster?: Broadcaster | null;
  playback?: { hls_url: string | null } | null;
  ingest?: Ingest | null;
}

/** A stream in numbers, for its broadcaster; amounts in minor units. */
export interface StreamStats {
  total_viewers: number;
  watch_time_s: number;
  messages: number;
  reactions: number;
  tips: { currency: string; count: number; amount: number; refunded: number }[];
}

export interface Stamp {
  id: number;
  name: string;
  image_url: string;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface FieldError {
  field: string;
  message: string;
}
