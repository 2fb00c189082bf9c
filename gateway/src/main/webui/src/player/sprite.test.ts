import { describe, expect, it } from "vitest";
import { parseSprites, thumbnailAt } from "./sprite";

const track = `WEBVTT

00:00:00.000 --> 00:00:10.000
sprite-001.jpg?expires=1&signature=x#xywh=0,0,160,90

00:10.000 --> 01:00:20.500
sprite-001.jpg?expires=1&signature=x#xywh=160,0,160,90

NOTE nothing to see
`;

describe("a thumbnail track", () => {
  const thumbnails = parseSprites(track, "http://host/api/archives/a1/media/sprite.vtt?expires=1&signature=x");

  it("names a part of a sheet for each stretch of time", () => {
    expect(thumbnails).toEqual([
      {
        fromS: 0,
        toS: 10,
        url: "http://host/api/archives/a1/media/sprite-001.jpg?expires=1&signature=x",
        x: 0,
        y: 0,
        width: 160,
        height: 90,
      },
      expect.objectContaining({ fromS: 10, toS: 3620.5, x: 160 }),
    ]);
  });

  it("has a picture for every second", () => {
    expect(thumbnailAt(thumbnails, 3)?.x).toBe(0);
    expect(thumbnailAt(thumbnails, 12)?.x).toBe(160);
    expect(thumbnailAt(thumbnails, 9_999)?.x).toBe(160);
    expect(thumbnailAt([], 1)).toBeNull();
  });

  it("may be no track at all", () => {
    expect(parseSprites("<html>", "http://host/x")).toEqual([]);
  });
});
