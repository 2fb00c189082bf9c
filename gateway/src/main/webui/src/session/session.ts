import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { me } from "../api/auth";
import type { User } from "../api/types";

export const sessionKey = ["me"] as const;

/** While the server is away nobody can say who is signed in. */
const ASKED_AGAIN_AFTER_MS = 5_000;

export interface Session {
  user: User | null;
  loading: boolean;
}

export function useSession(): Session {
  const query = useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => me(signal),
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.status === "error" ? ASKED_AGAIN_AFTER_MS : false),
  });
  return { user: query.data ?? null, loading: query.isPending };
}

/** Reads the session anew, after it was begun, ended, changed or came into doubt. */
export function useSessionChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: sessionKey }), [queries]);
}

/** The service decides; a page only spares others the sight of what they may not do. */
export function isAdmin(user: User | null): boolean {
  return user?.groups?.some((group) => group === "admin" || group === "platform_admin") ?? false;
}
