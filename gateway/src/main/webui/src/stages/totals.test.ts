import { describe, expect, it } from "vitest";
import { CHART_MS, chartPath, chartTop, load, parseTotals, sampled, shortArn } from "./totals";

describe("parseTotals", () => {
  it("reads totals", () => {
    const totals = { viewers: 12, publishers: 1, stages: 2, seats: 96, seatsTaken: 14 };
    expect(parseTotals({ type: "stats", openStages: 2, ...totals })).toEqual(totals);
    expect(parseTotals({ viewers: 0, stages: 1 })).toEqual({ viewers: 0, stages: 1, publishers: 0, seats: 0, seatsTaken: 0 });
  });

  it.each([null, "text", {}, { viewers: "3", stages: 1 }, { viewers: -1, stages: 1 }, { type: "stage", stageArn: "arn", viewerCount: 3 }])("does not take %j", (value) => {
    expect(parseTotals(value)).toBeNull();
  });
});

describe("the chart", () => {
  it("keeps what it reaches back to, and where its line starts", () => {
    const samples = [0, 1, 2].reduce((list, step) => sampled(list, step * 10, step * (CHART_MS / 2 + 1)), [] as ReturnType<typeof sampled>);

    expect(samples.map(({ viewers }) => viewers)).toEqual([0, 10, 20]);
    expect(sampled(samples, 30, 3 * (CHART_MS / 2 + 1)).map(({ viewers }) => viewers)).toEqual([10, 20, 30]);
  });

  it("draws steps from the left edge to the right one", () => {
    const samples = [
      { at: 0, viewers: 0 },
      { at: CHART_MS / 2, viewers: 10 },
    ];

    expect(chartPath(samples, CHART_MS, 100, 50)).toBe("M0 50H50V0H100");
    expect(chartPath([], CHART_MS, 100, 50)).toBe("");
  });

  it.each([
    [0, 5],
    [7, 10],
    [45, 50],
    [120, 200],
    [960, 1000],
  ])("of at most %d viewers reaches to %d", (viewers, top) => {
    expect(chartTop([{ at: 0, viewers }])).toBe(top);
  });
});

describe("a stage", () => {
  it("is loaded by its seats, never above full", () => {
    const loads = [0, 24, 60].map((seatsTaken) => load({ seatsTaken, seatsMax: 48 }));
    expect(loads).toEqual([0, 0.5, 1]);
    expect(load({ seatsTaken: 0, seatsMax: 0 })).toBe(1);
  });

  it("is told from others by the end of its ARN", () => {
    expect(shortArn("arn:aws:ivs:us-east-1:1:stage/AbC")).toBe("AbC");
  });
});
