/** Protocol A of the chat: what goes over `WS /ws/streams/{id}/chat`. */

/** An address in a text, from `start` to before `end` in UTF-16 units. */
export interface Link {
  start: number;
  end: number;
  url?: string;
}

export interface Mention {
  user_id: string;
  username: string;
}

export interface Reply {
  id: string;
  username: string;
  excerpt: string;
}

export interface Comment {
  id: string;
  stream_id: string;
  user_id: string;
  username: string;
  message: string;
  created_at: string;
  message_type: "message" | "superchat";
  offset: number;
  badges?: string[] | null;
  mentions?: Mention[] | null;
  links?: Link[] | null;
  reply_to?: string | null;
  reply?: Reply | null;
  client_id?: string | null;
  edited_at?: string | null;
  /** Of super chats: what was given, in minor units, and how much that counts for. */
  amount?: number | null;
  currency?: string | null;
  tier?: number | string | null;
  pinned_until?: string | null;
}

/** How a room may be used; moderators are above all of it. */
export interface RoomSettings {
  slow_mode_s: number;
  followers_only: boolean;
  emote_only: boolean;
  closed: boolean;
  links: LinkRule;
}

export type LinkRule = "allow" | "hold" | "block";

/** A message that is not shown before a moderator approves it. */
export interface HeldMessage {
  id: string;
  user_id: string;
  username: string;
  message: string;
  /** Why: `term`, `link`, `spam`, `evasion`, `review`. */
  reasons: string[];
  created_at: string;
}

/** Acts on the room's past; each takes an offset of its own, as a comment does. */
export type Change =
  | { type: "edited"; id: string; message: string; links?: Link[]; mentions?: Mention[]; edited_at: string; offset: number }
  | { type: "deleted"; id: string; offset: number }
  | { type: "pinned"; id: string; pinned: Comment; offset: number }
  | { type: "unpinned"; offset: number }
  | { type: "cleared"; user_id: string; offset: number }
  | { type: "settings"; settings: RoomSettings; offset: number };

export interface Welcome {
  type: "welcome";
  stream_id: string;
  user: { user_id: string; username: string } | null;
  role: string;
  settings: RoomSettings;
  epoch: string;
  offset: number;
  pinned?: Comment | null;
  /** Those that are on top now, however long ago they were said. */
  superchats?: Comment[] | null;
  recent: Comment[];
}

export interface Resumed {
  type: "resumed";
  recovered: boolean;
  comments: Comment[];
  changes?: Change[] | null;
  epoch: string;
  offset: number;
}

export type ServerFrame =
  | { type: "comment"; comment: Comment }
  | Welcome
  | Resumed
  | Change
  | { type: "ack"; client_id: string; id: string; offset: number; stored?: "memory" }
  /** A moderator looks at it first; a later `ack` or `MESSAGE_REJECTED` says what became of it. */
  | { type: "held"; client_id: string; id: string }
  /** Only to who moderates. */
  | { type: "to_review"; held: HeldMessage }
  | { type: "reactions"; items: { stamp_id: number; count: number }[] }
  | { type: "viewers"; count: number }
  /** A busy room: of the offsets from `from` to `to` only this share came here. */
  | { type: "sampled"; from: number; to: number; ratio: number }
  | { type: "notice"; message_type: string; message: string }
  | { type: "error"; message: string; code: string; client_id?: string | null; retry_after_ms?: number | null }
  | { type: "pong" };

export type ClientFrame =
  | { type: "message"; text: string; client_id: string; reply_to?: string }
  | { type: "resume"; epoch: string; offset: number }
  | { type: "reaction"; stamp_id: number }
  | { type: "edit"; id: string; text: string }
  | { type: "delete"; id: string }
  | { type: "pin"; id: string }
  | { type: "unpin" }
  | { type: "ping" };

const known = new Set([
  "welcome",
  "resumed",
  "edited",
  "deleted",
  "pinned",
  "unpinned",
  "cleared",
  "settings",
  "ack",
  "held",
  "to_review",
  "reactions",
  "viewers",
  "sampled",
  "notice",
  "error",
  "pong",
]);

/** Reads one frame; null for one that this page does not know (a newer server may send it). */
export function parseFrame(text: string): ServerFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (value === null || typeof value !== "object") return null;
  if ("comment" in value && !("type" in value && known.has(String(value.type)))) {
    return { type: "comment", comment: value.comment as Comment };
  }
  if ("type" in value && typeof value.type === "string" && known.has(value.type)) return value as ServerFrame;
  return null;
}
