import { describe, expect, it } from "vitest";
import { parseSignal } from "./signal";

const frame = (extra: object = {}) =>
  JSON.stringify({ type: "stats", status: "live", media: "live", ingest: null, playback: null, advice: [], viewer_count: 3, ...extra });

describe("parseSignal", () => {
  it("reads what the service measures and what players told", () => {
    const signal = parseSignal(
      frame({
        ingest: {
          bitrate_kbps: 2480,
          frames_per_second: 29.87,
          source_frames_per_second: 30,
          speed: 1.01,
          dropped_frames: 4,
          lag_millis: 350,
          width: 1280,
          height: 720,
          renditions: ["480p", "360p"],
          renditions_missing: ["720p"],
          rendition_lean: "360p",
        },
        playback: { reports: 12, bitrate_kbps: 1300, rebuffer_ratio: 0.013, dropped_frames: 0, latency_ms: 3100 },
      }),
    );

    expect(signal).toEqual({
      status: "live",
      media: "live",
      ingest: {
        bitrateKbps: 2480,
        framesPerSecond: 29.87,
        sourceFramesPerSecond: 30,
        speed: 1.01,
        droppedFrames: 4,
        lagMs: 350,
        width: 1280,
        height: 720,
        renditions: ["480p", "360p"],
        renditionsMissing: ["720p"],
        renditionLean: "360p",
      },
      playback: { reports: 12, rebufferRatio: 0.013, latencyMs: 3100 },
      advice: [],
    });
  });

  it("knows that nothing was measured yet", () => {
    expect(parseSignal(frame({ media: "waiting" }))).toEqual({ status: "live", media: "waiting", ingest: null, playback: null, advice: [] });
  });

  it("leaves out what a media server does not measure", () => {
    const ingest = parseSignal(frame({ ingest: { bitrate_kbps: 900, speed: null, width: 0, height: 0, renditions: [] } }))?.ingest;

    expect(ingest).toMatchObject({ bitrateKbps: 900, framesPerSecond: null, speed: null, lagMs: null, width: null, height: null });
    expect(ingest).toMatchObject({ renditions: [], renditionsMissing: [], renditionLean: null });
  });

  it("puts the most important advice first and what it does not know last", () => {
    const codes = ["NEW_CODE", "LADDER_LEAN", "SERVER_SHORT", "BITRATE_HIGH", "VIEWERS_REBUFFER", "UPLOAD_SHORT"];
    const advice = codes.map((code) => ({ code, message: `about ${code}` }));

    const signal = parseSignal(frame({ advice: [...advice, { code: 1 }, null] }));

    expect(signal?.advice.map(({ code }) => code)).toEqual([...codes].reverse());
  });

  it("reads the safe bit rate of an advice where there is one", () => {
    const short = { code: "UPLOAD_SHORT", message: "Your upload is short", safe_kbps: 1200 };
    const stalls = { code: "VIEWERS_REBUFFER", message: "It stands still" };

    const signal = parseSignal(frame({ advice: [short, stalls] }));

    expect(signal?.advice.map(({ safeKbps }) => safeKbps)).toEqual([1200, null]);
  });

  it.each(["no json", "null", "[]", "{}", '{"type":"error","code":"UNKNOWN_TYPE"}', frame({ media: "gone" }), frame({ status: 1 })])(
    "does not take %s",
    (text) => {
      expect(parseSignal(text)).toBeNull();
    },
  );
});
