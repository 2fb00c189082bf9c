import { request } from "./client";

/** The stage interface speaks camelCase, for the servers that it was made for. */
export interface StagePage<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Stage {
  stageArn: string;
  name: string;
  tags: Record<string, string>;
  isMaster: boolean;
  state: string;
  viewerCount: number;
  createdAt: string;
  publisherCount: number;
  /** Those of viewers, reserved ones among them. */
  seatsTaken: number;
  seatsMax: number;
}

export interface StageDecision {
  at: string;
  stageArn: string;
  action: string;
  reason: string;
  viewerCount: number;
}

/** All stages with their load, oldest first. */
export async function stages(signal?: AbortSignal): Promise<Stage[]> {
  const all: Stage[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "limit=100" : `limit=100&cursor=${encodeURIComponent(cursor)}`;
    const page: StagePage<Stage> = await request("GET", `/api/stats/stages?${query}`, signal ? { signal } : {});
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

export function decisions(cursor: string | null, signal?: AbortSignal): Promise<StagePage<StageDecision>> {
  const query = cursor === null ? "limit=20" : `limit=20&cursor=${encodeURIComponent(cursor)}`;
  return request("GET", `/api/stats/decisions?${query}`, signal ? { signal } : {});
}

export const stats = (signal?: AbortSignal) => request<unknown>("GET", "/api/stats", signal ? { signal } : {});
