import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSession } from "../session/session";
import * as archives from "./archives";
import { ApiError } from "./client";
import { inbox } from "./notifications";
import * as schedules from "./schedules";
import * as streams from "./streams";
import { tipConfig, transactions, type TransactionRole } from "./tips";
import * as users from "./users";

const LIST_EVERY_MS = 10_000;
const STREAM_EVERY_MS = 5_000;
const CHANGE_EXPECTED_EVERY_MS = 2_500;
const QUIET_LIST_EVERY_MS = 60_000;
const ARCHIVE_EVERY_MS = 3_000;
const PROFILE_STALE_MS = 60_000;
const ABSENT_LOOKS = 20;

export const streamKey = (streamId: string) => ["stream", streamId] as const;
export const inboxKey = ["notifications"] as const;
export const followKey = (userId: string) => ["follow", userId] as const;
export const followedKey = ["followed"] as const;
export const followersKey = (userId: string) => ["followers", userId] as const;
export const schedulesKey = ["schedules"] as const;
export const transactionsKey = ["transactions"] as const;

export function useLiveStreams() {
  return useQuery({
    queryKey: ["streams", "live"],
    queryFn: ({ signal }) => streams.liveStreams(signal),
    refetchInterval: LIST_EVERY_MS,
  });
}

/** A stream, looked at again more often while its signal is awaited, and no more once it is over. */
export function useStream(streamId: string) {
  return useQuery({
    queryKey: streamKey(streamId),
    queryFn: ({ signal }) => streams.stream(streamId, signal),
    refetchInterval: ({ state }) => {
      const { data, error } = state;
      if (error instanceof ApiError && error.status === 404) return false;
      if (data?.status === "ended" || data?.status === "cancelled") return false;
      return data?.media === "live" ? STREAM_EVERY_MS : CHANGE_EXPECTED_EVERY_MS;
    },
  });
}

export function useStamps() {
  const query = useQuery({ queryKey: ["stamps"], queryFn: ({ signal }) => streams.stamps(signal), staleTime: Infinity });
  return query.data ?? noStamps;
}

const noStamps: Awaited<ReturnType<typeof streams.stamps>> = [];

export function useLiveStreamsOf(userId: string) {
  return useQuery({
    queryKey: ["streams", "live", userId],
    queryFn: ({ signal }) => streams.liveStreamsOf(userId, signal),
    refetchInterval: LIST_EVERY_MS,
  });
}

export function useArchives(filter: archives.ArchiveFilter) {
  return useQuery({
    queryKey: ["archives", filter],
    queryFn: ({ signal }) => archives.archives(filter, signal),
    refetchInterval: QUIET_LIST_EVERY_MS,
  });
}

const settled = new Set<archives.ArchiveStatus>(["ready", "failed", "archived", "deleted"]);

/** What becomes of a stream's recording, looked at until it is done; null until there is one. */
export function useArchiveOfStream(streamId: string, enabled = true) {
  return useQuery({
    queryKey: ["archives", "of", streamId],
    queryFn: async ({ signal }) => (await archives.archives({ stream_id: streamId, limit: 1 }, signal)).items[0] ?? null,
    enabled,
    refetchInterval: ({ state }) => {
      if (state.data && settled.has(state.data.status)) return false;
      // A stream that was not recorded never gets one.
      return state.data || state.dataUpdateCount < ABSENT_LOOKS ? ARCHIVE_EVERY_MS : QUIET_LIST_EVERY_MS;
    },
  });
}

export const archiveKey = (archiveId: string) => ["archive", archiveId] as const;

/** An archive; its links are good for an hour, so that it is not read anew while it plays. */
export function useArchive(archiveId: string) {
  return useQuery({
    queryKey: archiveKey(archiveId),
    queryFn: ({ signal }) => archives.archive(archiveId, signal),
    staleTime: Infinity,
    refetchInterval: ({ state }) => (!state.data || settled.has(state.data.status) ? false : ARCHIVE_EVERY_MS),
  });
}

export function useProfile(userId: string) {
  return useQuery({
    queryKey: ["profile", userId],
    queryFn: ({ signal }) => users.profile(userId, signal),
    staleTime: PROFILE_STALE_MS,
  });
}

export function useFollow(userId: string) {
  const { user } = useSession();
  return useQuery({
    queryKey: followKey(userId),
    queryFn: ({ signal }) => users.followOf(userId, signal),
    enabled: user !== null && user.user_id !== userId,
  });
}

/** Only who is signed in may know. */
export function useFollowersCount(userId: string) {
  const { user } = useSession();
  return useQuery({
    queryKey: followersKey(userId),
    queryFn: async ({ signal }) => (await users.followers(userId, signal)).followers_count,
    enabled: user !== null,
  });
}

/** The ids of whom the caller follows; empty for visitors. */
export function useFollowedIds(): ReadonlySet<string> {
  const { user } = useSession();
  const query = useQuery({
    queryKey: followedKey,
    queryFn: ({ signal }) => users.followed(user!.user_id, signal),
    select: idsOf,
    enabled: user !== null,
    staleTime: PROFILE_STALE_MS,
  });
  return query.data ?? nobody;
}

const nobody: ReadonlySet<string> = new Set();
const idsOf = (list: readonly { user_id: string }[]): ReadonlySet<string> => new Set(list.map((one) => one.user_id));

export function useSchedules(filter: { user_id?: string; limit?: number }) {
  return useQuery({
    queryKey: [...schedulesKey, filter],
    queryFn: ({ signal }) => schedules.schedules(filter, signal),
    refetchInterval: QUIET_LIST_EVERY_MS,
  });
}

export function useInbox(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: inboxKey,
    queryFn: ({ pageParam, signal }) => inbox(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled,
  });
}

export function useTipConfig(enabled: boolean) {
  return useQuery({
    queryKey: ["tips", "config"],
    queryFn: ({ signal }) => tipConfig(signal),
    staleTime: Infinity,
    enabled,
  });
}

export function useTransactions(role: TransactionRole) {
  return useInfiniteQuery({
    queryKey: [...transactionsKey, role],
    queryFn: ({ pageParam, signal }) => transactions(role, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: LIST_EVERY_MS,
  });
}
