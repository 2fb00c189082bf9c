import type { Comment } from "./frames";

export const TIER_MAX = 7;

/** How much a super chat counts for, from 1 to 7; one that came without a tier counts least. */
export function tierOf(comment: Pick<Comment, "tier">): number {
  const tier = Number(/\d+/.exec(String(comment.tier ?? ""))?.[0] ?? 1);
  return Math.min(TIER_MAX, Math.max(1, tier));
}

/** What is pinned on top at a moment: the highest tiers first, of one tier the newest. */
export function pinnedAt(tips: readonly Comment[], nowMs: number): Comment[] {
  return tips
    .filter((tip) => tip.pinned_until != null && Date.parse(tip.pinned_until) > nowMs)
    .sort((a, b) => tierOf(b) - tierOf(a) || b.offset - a.offset);
}

/** When the list of pinned ones next changes by itself; null if it does not. */
export function nextChange(tips: readonly Comment[], nowMs: number): number | null {
  const ends = pinnedAt(tips, nowMs).map((tip) => Date.parse(tip.pinned_until!));
  return ends.length === 0 ? null : Math.min(...ends);
}
