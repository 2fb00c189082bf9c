import { describe, expect, it } from "vitest";
import type { Comment } from "./frames";
import { nextChange, pinnedAt, tierOf } from "./superchats";

const NOW = Date.parse("2026-11-22T07:00:00.000Z");

const tip = (offset: number, tier: number, secondsLeft: number | null): Comment => ({
  id: `m${offset}`,
  stream_id: "s1",
  user_id: "u1",
  username: "vic",
  message: "",
  created_at: "2026-11-22T06:59:00.000Z",
  message_type: "superchat",
  offset,
  tier,
  pinned_until: secondsLeft === null ? null : new Date(NOW + secondsLeft * 1000).toISOString(),
});

describe("tierOf", () => {
  it.each([
    [3, 3],
    ["tier-2", 2],
    [99, 7],
    [0, 1],
    [null, 1],
    ["gold", 1],
  ])("of %j is %d", (tier, expected) => {
    expect(tierOf({ tier })).toBe(expected);
  });
});

describe("pinned super chats", () => {
  const tips = [tip(1, 1, 30), tip(2, 3, 60), tip(3, 1, 90), tip(4, 5, -1), tip(5, 5, null)];

  it("are those whose time is not over, the highest and newest first", () => {
    expect(pinnedAt(tips, NOW).map(({ id }) => id)).toEqual(["m2", "m3", "m1"]);
  });

  it("change when the next one's time is over", () => {
    expect(nextChange(tips, NOW)).toBe(NOW + 30_000);
    expect(pinnedAt(tips, NOW + 30_000).map(({ id }) => id)).toEqual(["m2", "m3"]);
    expect(nextChange(tips, NOW + 90_000)).toBeNull();
  });
});
