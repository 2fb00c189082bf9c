import { describe, expect, it } from "vitest";
import type { ReplayItem } from "../api/archives";
import type { Page } from "../api/types";
import { BACKLOG_MIN, countUntil, lastWindow, ReplayTrack, SHOWN_MAX, WINDOW_S, windowAt } from "./track";

const item = (at_s: number): ReplayItem => ({
  at_s,
  comment: {
    id: `m${at_s}`,
    stream_id: "s1",
    user_id: "u1",
    username: "bob",
    message: `at ${at_s}`,
    created_at: "2026-11-22T07:00:00.000Z",
    message_type: "message",
    offset: 1,
  },
});

interface Call {
  fromS: number;
  toS: number | null;
  cursor: string | null;
}

/** A recording whose messages the test names; pages hold as many as it says. */
function recording(durationS: number, seconds: number[], pageSize = 100) {
  const calls: Call[] = [];
  const clock = { now: 0, failing: false };
  const track = new ReplayTrack(
    durationS,
    (fromS, toS, cursor): Promise<Page<ReplayItem>> => {
      calls.push({ fromS, toS, cursor });
      if (clock.failing) return Promise.reject(new Error("away"));
      const inside = seconds.filter((second) => second >= fromS && (toS === null || second < toS));
      const from = Number(cursor ?? 0);
      const next = from + pageSize < inside.length ? String(from + pageSize) : null;
      return Promise.resolve({ items: inside.slice(from, from + pageSize).map(item), next_cursor: next });
    },
    () => clock.now,
  );
  const arrived = () => new Promise((done) => setTimeout(done));
  return { track, calls, clock, arrived };
}

const shown = (track: ReplayTrack, position: number) => track.shown(position).map(({ at_s }) => at_s);

describe("windows", () => {
  it.each([
    [0, 100, 0],
    [WINDOW_S, 100, 1],
    [1_000, 100, 3],
    [-1, 100, 0],
    [5, 0, 0],
  ])("position %d of %d s is in window %d", (position, duration, index) => {
    expect(windowAt(position, duration)).toBe(index);
  });

  it("end with the video, also where it ends with a window", () => {
    expect([lastWindow(0), lastWindow(1), lastWindow(WINDOW_S), lastWindow(WINDOW_S + 0.1)]).toEqual([0, 0, 0, 1]);
  });
});

describe("countUntil", () => {
  it("counts what is said at the position and before", () => {
    const items = [1, 2, 2, 5].map(item);
    expect([0, 1, 2, 4.9, 5].map((at) => countUntil(items, at))).toEqual([0, 1, 3, 3, 4]);
  });
});

describe("a track", () => {
  it("shows what has been said up to the position, and fetches ahead once", async () => {
    const { track, calls, arrived } = recording(100, [1, 20, 40]);

    track.at(2);
    track.at(3);
    await arrived();

    expect(shown(track, 3)).toEqual([1]);
    expect(shown(track, 25)).toEqual([1, 20]);
    expect(calls.map(({ fromS }) => fromS)).toEqual([0, 30]);
    track.at(31);
    expect(shown(track, 41)).toEqual([1, 20, 40]);
  });

  it("follows a seek to where nothing is cached, without messages from elsewhere", async () => {
    const { track, arrived } = recording(300, [1, 200, 215, 220]);
    track.at(0);
    await arrived();

    expect(track.state(216)).toBe("loading");
    expect(shown(track, 216)).toEqual([]);
    track.at(216);
    await arrived();

    expect(track.state(216)).toBe("here");
    expect(shown(track, 216)).toEqual([1, 200, 215]);
  });

  it("looks back for what was said long before, in few requests, and no further than it needs", async () => {
    const { track, calls, arrived } = recording(10_800, [3, 5_000]);

    track.at(10_000);
    await arrived();

    expect(shown(track, 10_000)).toEqual([3, 5_000]);
    expect(track.state(10_000)).toBe("here");
    expect(calls.length).toBeLessThan(20);
    const before = calls.length;
    track.at(10_001);
    await arrived();
    expect(calls.length).toBe(before);
  });

  it("does not look back where enough is said", async () => {
    const many = Array.from({ length: BACKLOG_MIN }, (_, index) => 300 + index / 10);
    const { track, calls, arrived } = recording(600, [1, ...many]);

    track.at(310);
    await arrived();

    expect(calls.map(({ fromS }) => fromS)).toEqual([300, 330]);
    expect(shown(track, 310)).toHaveLength(BACKLOG_MIN);
  });

  it("asks for nothing twice, however often the viewer moves meanwhile", async () => {
    const { track, calls, arrived } = recording(600, [1]);

    for (let second = 100; second < 110; second++) track.at(second);
    await arrived();

    const asked = calls.map(({ fromS, cursor }) => `${fromS} ${cursor}`);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("reads all pages of a window", async () => {
    const { track, calls, arrived } = recording(20, [1, 2, 3, 4, 5], 2);

    track.at(0);
    await arrived();

    expect(shown(track, 20)).toEqual([1, 2, 3, 4, 5]);
    expect(calls.map(({ cursor }) => cursor)).toEqual([null, "2", "4"]);
  });

  it("asks for the last window without an end, so that late messages are in it", async () => {
    const { track, calls, arrived } = recording(45, [45]);

    track.at(45);
    await arrived();

    expect(calls[0]).toMatchObject({ fromS: 30, toS: null });
    expect(shown(track, 45)).toEqual([45]);
  });

  it("asks again for what failed, but not at once", async () => {
    const { track, calls, clock, arrived } = recording(20, [1]);
    clock.failing = true;
    track.at(5);
    await arrived();
    expect(track.state(5)).toBe("failed");

    clock.failing = false;
    clock.now = 1_000;
    track.at(5);
    expect(calls).toHaveLength(1);
    clock.now = 5_000;
    track.at(5);
    await arrived();

    expect(shown(track, 5)).toEqual([1]);
  });

  it("shows a bounded number of messages, the newest", async () => {
    const { track, arrived } = recording(20, Array.from({ length: SHOWN_MAX + 50 }, (_, index) => index / 100));

    track.at(20);
    await arrived();

    const all = shown(track, 20);
    expect(all).toHaveLength(SHOWN_MAX);
    expect(all.at(-1)).toBe((SHOWN_MAX + 49) / 100);
  });

  it("tells its listeners what arrived", async () => {
    const { track, arrived } = recording(20, [1]);
    let told = 0;
    const leave = track.subscribe(() => (told += 1));

    track.at(0);
    await arrived();
    leave();

    expect(told).toBe(1);
    expect(track.getVersion()).toBe(1);
  });
});
