import { describe, expect, it } from "vitest";
import { fill, type I18n } from "../i18n";
import { en } from "../i18n/en";
import { adviceText, renditionNames } from "./advice";
import type { Arrival } from "./signal";

const words: Pick<I18n, "t"> = { t: (key, values) => fill(en[key], values) };

const ingest: Arrival = {
  bitrateKbps: 2480,
  framesPerSecond: null,
  sourceFramesPerSecond: null,
  speed: null,
  droppedFrames: null,
  lagMs: null,
  width: null,
  height: null,
  renditions: ["360p", "audio"],
  renditionsMissing: ["720p", "480p"],
  renditionLean: "360p",
};

const text = (code: string, safeKbps: number | null = null, measured: Arrival | null = ingest) =>
  adviceText({ code, message: "In the service's words", safeKbps }, measured, words);

describe("advice", () => {
  it("says a bit rate that is safe, or enough", () => {
    expect(text("UPLOAD_SHORT", 1200)).toContain("1200 kbps");
    expect(text("BITRATE_HIGH", 6000)).toContain("6000 kbps");
  });

  it("says what the server leaves out", () => {
    expect(text("SERVER_SHORT")).toContain("720p, 480p");
  });

  it.each(["VIEWERS_REBUFFER", "LADDER_LEAN"])("has a sentence for %s", (code) => {
    expect(text(code)).not.toContain("service's words");
  });

  it.each([text("SOMETHING_NEW"), text("UPLOAD_SHORT"), text("BITRATE_HIGH"), text("SERVER_SHORT", null, null)])(
    "is in the service's words where ours would miss something",
    (said) => {
      expect(said).toBe("In the service's words");
    },
  );
});

describe("renditions", () => {
  it("are named as in the quality menu, the lean one marked", () => {
    expect(renditionNames(ingest.renditions, words, ingest.renditionLean)).toBe("360p (lower bit rate), Audio only");
  });
});
