import { describe, expect, it } from "vitest";
import { encode, SLICE_BYTES_MAX, SliceWindow, UNACKED_MAX } from "./window";

const bytes = (size = 1) => new Uint8Array(size);

describe("SliceWindow", () => {
  it("numbers slices from zero and splits large ones", () => {
    const window = new SliceWindow();

    expect(window.push(bytes())!.map((slice) => slice.seq)).toEqual([0]);
    const split = window.push(bytes(SLICE_BYTES_MAX * 2 + 1))!;
    expect(split.map((slice) => [slice.seq, slice.bytes.byteLength])).toEqual([
      [1, SLICE_BYTES_MAX],
      [2, SLICE_BYTES_MAX],
      [3, 1],
    ]);
  });

  it("holds no more than its bound", () => {
    const window = new SliceWindow();
    for (let i = 0; i < UNACKED_MAX; i++) expect(window.push(bytes())).not.toBeNull();

    expect(window.push(bytes())).toBeNull();
    expect(window.size).toBe(UNACKED_MAX);
    window.acknowledge(0);
    expect(window.push(bytes())).not.toBeNull();
  });

  it("continues after a reconnect with exactly what the service misses", () => {
    const window = new SliceWindow();
    for (let i = 0; i < 4; i++) window.push(bytes());
    window.acknowledge(0);

    expect(window.continueFrom(2)!.map((slice) => slice.seq)).toEqual([2, 3]);
    expect(window.continueFrom(4)).toEqual([]);
  });

  it("says so when the service wants what was acknowledged and dropped", () => {
    const window = new SliceWindow();
    for (let i = 0; i < 4; i++) window.push(bytes());
    window.acknowledge(2);

    expect(window.continueFrom(0)).toBeNull();
    expect(window.continueFrom(9)).toBeNull();
  });

  it("begins anew at the number that the service expects", () => {
    const window = new SliceWindow();
    window.push(bytes());
    window.beginAt(7);

    expect(window.size).toBe(0);
    expect(window.push(bytes())!.map((slice) => slice.seq)).toEqual([7]);
  });
});

describe("encode", () => {
  it("puts the number first, big-endian", () => {
    expect([...encode({ seq: 0x01020304, bytes: new Uint8Array([9, 8]) })]).toEqual([1, 2, 3, 4, 9, 8]);
  });
});
