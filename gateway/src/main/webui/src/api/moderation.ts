import type { RoomSettings } from "../chat/frames";
import { request } from "./client";

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
