import { beforeEach, describe, expect, it } from "vitest";
import { FakeEnvironment } from "../testing/wires";
import { ANSWER_WITHIN_MS, SignalFeed, SILENCE_MAX_MS } from "./feed";

let environment: FakeEnvironment;
let feed: SignalFeed;

beforeEach(() => {
  environment = new FakeEnvironment();
  feed = new SignalFeed("ws://test/ws/streams/s1/studio", environment);
  feed.start();
});

const stats = (bitrate_kbps: number | null = null) => ({
  type: "stats",
  status: "live",
  media: "live",
  ingest: bitrate_kbps === null ? null : { bitrate_kbps },
});

const tell = (bitrateKbps: number | null = null) => {
  environment.wire.open();
  environment.wire.say(stats(bitrateKbps));
};

const bitrate = () => feed.getState().signal?.ingest?.bitrateKbps;

describe("a feed", () => {
  it("is open once it was told something", () => {
    environment.wire.open();
    expect(feed.getState()).toMatchObject({ connection: "connecting", signal: null });

    environment.wire.say(stats(2500));

    expect(feed.getState()).toMatchObject({ connection: "open", failures: 0 });
    expect(bitrate()).toBe(2500);
  });

  it("does not mind frames that it does not know", () => {
    tell(2500);
    environment.wire.say({ type: "error", code: "UNKNOWN_TYPE" });
    environment.wire.onmessage?.({ data: "no json" });

    expect(bitrate()).toBe(2500);
  });

  it("keeps the last figures after a loss until new ones come", () => {
    tell(2500);
    environment.wire.drop();
    expect(feed.getState()).toMatchObject({ connection: "lost", failures: 1 });

    environment.pass(1_000);
    environment.wire.open();
    expect(feed.getState().connection).toBe("lost");
    expect(bitrate()).toBe(2500);
    tell(1800);

    expect(environment.wires).toHaveLength(2);
    expect(feed.getState()).toMatchObject({ connection: "open", failures: 0 });
    expect(bitrate()).toBe(1800);
  });

  it("waits longer from try to try, up to a bound", () => {
    environment.random = () => 1;
    const pauses = Array.from({ length: 7 }, () => {
      environment.wire.drop();
      const before = environment.now();
      const tries = environment.wires.length;
      while (environment.wires.length === tries) environment.pass(500);
      return environment.now() - before;
    });

    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("comes back no sooner than a server that leaves asks for", () => {
    tell();
    environment.wire.drop(1001, "reconnect_after_ms=4000");

    environment.pass(3_900);
    expect(environment.wires).toHaveLength(1);
    environment.pass(100);
    expect(environment.wires).toHaveLength(2);
  });

  it.each([1000, 1006, 1011, 1013])("comes back after a close with %d", (code) => {
    tell();
    environment.wire.drop(code);
    environment.pass(1_000);

    expect(environment.wires).toHaveLength(2);
  });

  it.each([
    [4001, "session_ended"],
    [4003, "refused"],
    [4004, "refused"],
    [1008, "refused"],
    [1009, "refused"],
  ] as const)("takes a close with %d for good", (code, ended) => {
    tell(2500);
    environment.wire.drop(code);
    feed.reconnectNow();
    environment.pass(10 * 60_000);

    expect(feed.getState()).toMatchObject({ connection: "ended", ended });
    expect(bitrate()).toBe(2500);
    expect(environment.wires).toHaveLength(1);
  });

  it("asks anew where a signal that is measured falls silent, and is lost without an answer", () => {
    tell(2500);
    environment.pass(SILENCE_MAX_MS - 1);
    expect(environment.wires).toHaveLength(1);
    environment.pass(1);
    expect(environment.wires).toHaveLength(2);
    expect(environment.wires[0]?.closedWith).toBe(1000);

    environment.pass(ANSWER_WITHIN_MS);

    expect(feed.getState().connection).toBe("lost");
    expect(bitrate()).toBe(2500);
  });

  it("does not call figures old that stay the same", () => {
    tell(2500);
    environment.pass(SILENCE_MAX_MS);
    tell(2500);
    environment.pass(ANSWER_WITHIN_MS);

    expect(feed.getState().connection).toBe("open");
  });

  it("is content with silence while there is nothing to measure", () => {
    tell();
    environment.pass(SILENCE_MAX_MS * 10);

    expect(feed.getState().connection).toBe("open");
    expect(environment.wires).toHaveLength(1);
  });

  it("tries again where a handshake is not answered", () => {
    environment.pass(ANSWER_WITHIN_MS + 1_000);

    expect(environment.wires).toHaveLength(2);
  });

  it("follows what the browser says of the network", () => {
    tell(2500);
    feed.networkLost();
    expect(feed.getState().connection).toBe("lost");

    feed.reconnectNow();
    expect(environment.wires).toHaveLength(2);
  });

  it("stays silent after it was stopped, and can be started again", () => {
    const first = environment.wire;
    feed.stop();
    first.say(stats(2500));
    feed.networkLost();
    feed.reconnectNow();
    environment.pass(10 * 60_000);
    expect(environment.wires).toHaveLength(1);
    expect(feed.getState().signal).toBeNull();

    feed.start();
    tell(1800);
    expect(bitrate()).toBe(1800);
  });

  it("tells who listens, until they leave", () => {
    let times = 0;
    const leave = feed.subscribe(() => times++);
    tell(2500);
    expect(times).toBe(1);
    leave();
    tell(1800);

    expect(times).toBe(1);
  });
});
