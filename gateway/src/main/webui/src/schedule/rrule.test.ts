import { describe, expect, it } from "vitest";
import { fromRule, looksLikeRule, toRule, weekdayName, weekdayOf, type Recurrence } from "./rrule";

describe("a rule", () => {
  it.each<[Recurrence, string | null]>([
    [{ kind: "none" }, null],
    [{ kind: "daily" }, "FREQ=DAILY"],
    [{ kind: "weekly", days: ["FR", "MO"] }, "FREQ=WEEKLY;BYDAY=MO,FR"],
    [{ kind: "weekly", days: [] }, "FREQ=WEEKLY"],
    [{ kind: "custom", rule: " rrule:freq=monthly; bymonthday=1; " }, "FREQ=MONTHLY;BYMONTHDAY=1"],
  ])("of %j is %j", (recurrence, rule) => {
    expect(toRule(recurrence)).toBe(rule);
  });

  it.each<[string | null, Recurrence]>([
    [null, { kind: "none" }],
    ["", { kind: "none" }],
    ["FREQ=DAILY", { kind: "daily" }],
    ["FREQ=DAILY;INTERVAL=1", { kind: "daily" }],
    ["FREQ=WEEKLY;BYDAY=MO,WE", { kind: "weekly", days: ["MO", "WE"] }],
    ["BYDAY=SU;FREQ=WEEKLY", { kind: "weekly", days: ["SU"] }],
    ["FREQ=DAILY;COUNT=3", { kind: "custom", rule: "FREQ=DAILY;COUNT=3" }],
    ["FREQ=WEEKLY;INTERVAL=2", { kind: "custom", rule: "FREQ=WEEKLY;INTERVAL=2" }],
    ["FREQ=WEEKLY;BYDAY=1MO", { kind: "custom", rule: "FREQ=WEEKLY;BYDAY=1MO" }],
    ["FREQ=MONTHLY", { kind: "custom", rule: "FREQ=MONTHLY" }],
  ])("%j reads as %j", (rule, recurrence) => {
    expect(fromRule(rule)).toEqual(recurrence);
  });

  it("that was read and written is the same", () => {
    for (const rule of ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=YEARLY;BYMONTH=3"]) {
      expect(toRule(fromRule(rule))).toBe(rule);
    }
  });
});

describe("looksLikeRule", () => {
  it.each(["FREQ=DAILY", "freq=weekly;byday=mo", "RRULE:FREQ=MONTHLY;UNTIL=20261231T000000Z"])("takes %s", (rule) => {
    expect(looksLikeRule(rule)).toBe(true);
  });

  it.each(["", "every day", "COUNT=3", "FREQ=OFTEN", "FREQ=DAILY;;COUNT=2"])("does not take %j", (rule) => {
    expect(looksLikeRule(rule)).toBe(false);
  });
});

describe("weekdays", () => {
  it("are known of a date and named in a language", () => {
    expect(weekdayOf("2026-11-25T20:00")).toBe("WE");
    expect(weekdayOf("2026-11-29T20:00")).toBe("SU");
    expect(weekdayName("MO", "en")).toBe("Monday");
    expect(weekdayName("SU", "ja")).toBe("日曜日");
  });
});
