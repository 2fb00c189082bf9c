import { request } from "./client";
import type { Broadcaster, Page, Profile } from "./types";

export interface Follow {
  follow_id: string;
  following_id: string;
}

export interface FollowPage extends Page<{ follow_id: string; user: Broadcaster; created_at: string }> {
  followers_count: number;
  following_count: number;
}

const FOLLOWED_PAGES_MAX = 10;

export const profile = (userId: string, signal?: AbortSignal) =>
  request<Profile>("GET", `/api/users/${encodeURIComponent(userId)}`, signal ? { signal } : {});

/** The caller's own follow of somebody, or null. */
export async function followOf(userId: string, signal?: AbortSignal): Promise<Follow | null> {
  const path = `/api/follows?following_id=${encodeURIComponent(userId)}`;
  const page = await request<Page<Follow>>("GET", path, signal ? { signal } : {});
  return page.items[0] ?? null;
}

export const follow = (userId: string) => request<Follow>("POST", "/api/follows", { body: { following_id: userId } });

export const unfollow = (userId: string) =>
  request<void>("DELETE", `/api/follows?following_id=${encodeURIComponent(userId)}`);

export const followers = (userId: string, signal?: AbortSignal) =>
  request<FollowPage>("GET", `/api/users/${encodeURIComponent(userId)}/followers?limit=1`, signal ? { signal } : {});

/** Whom somebody follows, as far as a page of streams can make use of it. */
export async function followed(userId: string, signal?: AbortSignal): Promise<Broadcaster[]> {
  const users: Broadcaster[] = [];
  let cursor: string | null = null;
  for (let round = 0; round < FOLLOWED_PAGES_MAX; round++) {
    const query: string = cursor === null ? "limit=100" : `limit=100&cursor=${encodeURIComponent(cursor)}`;
    const page: FollowPage = await request<FollowPage>(
      "GET",
      `/api/users/${encodeURIComponent(userId)}/following?${query}`,
      signal ? { signal } : {},
    );
    users.push(...page.items.map((item) => item.user));
    cursor = page.next_cursor;
    if (cursor === null) break;
  }
  return users;
}
