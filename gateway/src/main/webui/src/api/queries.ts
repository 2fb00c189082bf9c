import { useQuery } from "@tanstack/react-query";
import { ApiError } from "./client";
import * as streams from "./streams";

const LIST_EVERY_MS = 10_000;
const STREAM_EVERY_MS = 5_000;
const CHANGE_EXPECTED_EVERY_MS = 2_500;

export const streamKey = (streamId: string) => ["stream", streamId] as const;

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
