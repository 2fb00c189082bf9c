import { describe, expect, it } from "vitest";
import { nextHour, toInstant, toLocal, zones } from "./zone";

describe("a zone's clock", () => {
  it.each([
    ["2026-11-25T20:00", "Asia/Tokyo", "2026-11-25T11:00:00.000Z"],
    ["2026-07-01T20:00", "Europe/Berlin", "2026-07-01T18:00:00.000Z"],
    ["2026-12-01T20:00", "Europe/Berlin", "2026-12-01T19:00:00.000Z"],
    ["2026-01-01T00:15", "America/New_York", "2026-01-01T05:15:00.000Z"],
    ["2026-11-25T20:00", "UTC", "2026-11-25T20:00:00.000Z"],
    ["2026-06-01T09:30", "Asia/Kathmandu", "2026-06-01T03:45:00.000Z"],
  ])("shows %s in %s at %s, and back", (local, zone, instant) => {
    expect(toInstant(local, zone)).toBe(instant);
    expect(toLocal(instant, zone)).toBe(local);
  });

  it("moves a skipped hour on, and takes the first of a repeated one", () => {
    expect(toInstant("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
    expect(toInstant("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  });

  it.each(["", "tomorrow", "2026-13-40T99:00"])("does not take %j", (text) => {
    expect(toInstant(text, "UTC")).toBeNull();
  });
});

describe("nextHour", () => {
  it("leaves at least half an hour", () => {
    expect(nextHour(Date.parse("2026-11-25T10:10:00Z"), "UTC")).toBe("2026-11-25T11:00");
    expect(nextHour(Date.parse("2026-11-25T10:40:00Z"), "UTC")).toBe("2026-11-25T12:00");
  });
});

describe("zones", () => {
  it("has the current one and UTC", () => {
    expect(zones("Asia/Tokyo")).toEqual(expect.arrayContaining(["Asia/Tokyo", "UTC"]));
  });
});
