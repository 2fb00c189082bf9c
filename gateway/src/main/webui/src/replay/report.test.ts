import { describe, expect, it } from "vitest";
import { isWhole } from "./report";

const whole = { complete: true, expected_segments: 10, stored_segments: 10, gaps: [] };
const gap = { from: "2026-11-22T07:00:00Z", to: "2026-11-22T07:00:04Z", duration_s: 4, reason: "interrupted" };

describe("a report", () => {
  it("is whole only without any loss", () => {
    expect(isWhole(whole)).toBe(true);
    expect(isWhole({ ...whole, stored_segments: 9 })).toBe(false);
    expect(isWhole({ ...whole, complete: false })).toBe(false);
    expect(isWhole({ ...whole, gaps: [gap] })).toBe(false);
  });
});
