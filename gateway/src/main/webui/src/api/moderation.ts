import type { HeldMessage, RoomSettings } from "../chat/frames";
import { request } from "./client";
import type { Page } from "./types";

const room = (streamId: string) => `/api/streams/${encodeURIComponent(streamId)}/chat`;

/** Without a duration a ban, with one a silence. */
export const banUser = (streamId: string, userId: string, durationS: number | null) =>
  request<unknown>("POST", `${room(streamId)}/bans`, {
    body: { user_id: userId, ...(durationS === null ? {} : { duration_s: durationS }) },
  });

export const clearUser = (streamId: string, userId: string) =>
  request<unknown>("POST", `${room(streamId)}/clear`, { body: { user_id: userId } });

export const changeSettings = (streamId: string, changes: Partial<RoomSettings>) =>
  request<RoomSettings>("PATCH", `${room(streamId)}/settings`, { body: changes });

export const heldMessages = (streamId: string, signal?: AbortSignal) =>
  request<Page<HeldMessage>>("GET", `${room(streamId)}/held?limit=50`, signal ? { signal } : {});

export const decideHeld = (streamId: string, id: string, decision: "approve" | "reject") =>
  request<HeldMessage>("POST", `${room(streamId)}/held/${encodeURIComponent(id)}/${decision}`);
