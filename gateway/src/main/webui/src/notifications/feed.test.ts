import { beforeEach, describe, expect, it } from "vitest";
import { FakeEnvironment } from "../testing/wires";
import { NotificationFeed, POLL_EVERY_MS } from "./feed";

let environment: FakeEnvironment;
let told: string[];
let feed: NotificationFeed;

beforeEach(() => {
  environment = new FakeEnvironment();
  told = [];
  feed = new NotificationFeed("ws://test/ws/notifications", environment, {
    received: (one) => told.push(one.notification_id),
    missed: () => told.push("missed"),
    signedOut: () => told.push("signed out"),
  });
  feed.start();
});

describe("a feed", () => {
  it("reads the inbox once it is open, then passes on what arrives", () => {
    environment.wire.open();
    environment.wire.say({ notification_id: "n1" });
    environment.wire.say({ something: "else" });
    environment.wire.onmessage?.({ data: "no json" });

    expect(told).toEqual(["missed", "n1"]);
  });

  it("comes back after a loss and reads what it missed", () => {
    environment.wire.open();
    environment.wire.drop();
    environment.pass(1_000);
    expect(environment.wires).toHaveLength(2);
    environment.wire.open();

    expect(told).toEqual(["missed", "missed"]);
  });

  it("polls while there is no socket, and no longer once there is", () => {
    environment.connect = refusing(environment);
    environment.wire.drop();

    environment.pass(POLL_EVERY_MS * 2 + 500);
    expect(told).toEqual(["missed", "missed"]);
  });

  it("stops polling when the socket opens", () => {
    environment.wire.drop();
    environment.pass(1_000);
    environment.wire.open();
    told.length = 0;

    environment.pass(POLL_EVERY_MS * 3);

    expect(told).toEqual([]);
  });

  it("says when its session is over", () => {
    environment.wire.open();
    environment.wire.drop(4001);

    expect(told).toEqual(["missed", "signed out"]);
  });

  it("tries at once when the network is back", () => {
    environment.wire.drop();
    feed.reconnectNow();

    expect(environment.wires).toHaveLength(2);
  });

  it("stays silent after it was stopped", () => {
    environment.wire.open();
    const first = environment.wire;
    feed.stop();
    first.say({ notification_id: "n1" });
    feed.reconnectNow();
    environment.pass(POLL_EVERY_MS * 3);

    expect(told).toEqual(["missed"]);
    expect(environment.wires).toHaveLength(1);
  });
});

/** Every attempt fails after a while. */
function refusing(target: FakeEnvironment): FakeEnvironment["connect"] {
  const connect = target.connect;
  return () => {
    const wire = connect();
    target.after(10, () => wire.drop());
    return wire;
  };
}
