import { describe, expect, it } from "vitest";
import type { Stream } from "../api/types";
import { playbackUrl } from "./url";

const stream = (hls_url: string | null) => ({ playback: { hls_url } }) as Stream;
const page = { href: "http://127.0.0.1:8080/watch/1", hostname: "127.0.0.1" };

describe("playbackUrl", () => {
  it.each([
    ["another loopback name", "http://localhost:8080/hls/1/master.m3u8?t=1", "/hls/1/master.m3u8?t=1"],
    ["a path", "/hls/1/master.m3u8", "/hls/1/master.m3u8"],
    ["a media host", "https://cdn.example/hls/1/master.m3u8", "https://cdn.example/hls/1/master.m3u8"],
  ])("takes %s", (_, address, expected) => {
    expect(playbackUrl(stream(address), page)).toBe(expected);
  });

  it("has none where the stream has none", () => {
    expect(playbackUrl(stream(null), page)).toBeNull();
  });
});
