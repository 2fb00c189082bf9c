import { beforeEach, describe, expect, it } from "vitest";
import { FakeEnvironment } from "../testing/wires";
import { ChatSocket, delayIn, socketUrl } from "./socket";

const welcome = (offset: number, epoch = "e1") => ({
  type: "welcome",
  stream_id: "s1",
  user: { user_id: "u1", username: "alice" },
  role: "viewer",
  epoch,
  offset,
  recent: [],
});

let environment: FakeEnvironment;
let socket: ChatSocket;

beforeEach(() => {
  environment = new FakeEnvironment();
  socket = new ChatSocket("ws://host/ws", environment);
  socket.start();
  environment.wire.open();
  environment.wire.say(welcome(5));
});

describe("a lost connection", () => {
  it("comes back by itself, resumes where it was, then sends again what was not acknowledged", () => {
    socket.sendMessage("hello", "c1", null);
    environment.wire.drop();
    expect(socket.getState().connection).toBe("waiting");

    environment.pass(500);
    environment.wire.open();
    environment.wire.say(welcome(7));
    expect(environment.wire.sent).toEqual([{ type: "resume", epoch: "e1", offset: 5 }]);
    environment.wire.say({ type: "resumed", recovered: true, comments: [], epoch: "e1", offset: 7 });

    expect(environment.wire.sent.at(-1)).toEqual({ type: "message", text: "hello", client_id: "c1" });
    expect(socket.getState().connection).toBe("open");
  });

  it("keeps what is typed meanwhile and sends it afterwards", () => {
    environment.wire.drop();
    socket.sendMessage("while away", "c2", "m1");
    environment.pass(500);
    environment.wire.open();
    environment.wire.say(welcome(5));

    expect(environment.wire.sent).toEqual([
      { type: "message", text: "while away", client_id: "c2", reply_to: "m1" },
    ]);
  });

  it("waits longer after each failure, up to a bound", () => {
    environment.random = () => 1;
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      environment.wire.drop();
      pauses.push(socket.getState().retryAt! - environment.now());
      environment.pass(pauses.at(-1)!);
    }

    expect(pauses).toEqual([1000, 2000, 4000, 8000, 15000, 15000, 15000, 15000]);
  });

  it("waits as long as a departing server asks", () => {
    environment.wire.drop(1001, "reconnect_after_ms=3000");

    expect(socket.getState().retryAt! - environment.now()).toBe(3000);
  });

  it("is noticed by the missing answer to a ping", () => {
    environment.pass(15_000);
    expect(environment.wire.sent).toEqual([{ type: "ping" }]);

    environment.pass(8_000);

    expect(environment.wires[0]!.closedWith).toBe(4000);
    expect(socket.getState().connection).toBe("waiting");
  });

  it("is noticed soon when a message stays without any answer", () => {
    socket.sendMessage("anyone?", "c1", null);
    environment.pass(4_000);

    expect(environment.wire.sent.at(-1)).toEqual({ type: "ping" });
  });
});

describe("a connection that answers", () => {
  it("is kept", () => {
    for (let i = 0; i < 5; i++) {
      environment.pass(15_000);
      environment.wire.say({ type: "pong" });
    }

    expect(environment.wires).toHaveLength(1);
  });

  it("asks once for a gap, however many frames come behind it", () => {
    const late = (offset: number) => ({ comment: { id: `m${offset}`, offset, message: "x", user_id: "u2" } });
    environment.wire.say(late(8));
    environment.wire.say(late(9));

    expect(environment.wire.sent).toEqual([{ type: "resume", epoch: "e1", offset: 5 }]);
  });

  it("sends again with the same client id what the server could not keep", () => {
    socket.sendMessage("hello", "c1", null);
    environment.wire.say({ type: "error", code: "UNAVAILABLE", message: "later", client_id: "c1" });
    environment.pass(2_000);

    expect(environment.wire.sent.filter((frame) => frame["type"] === "message")).toHaveLength(2);
  });

  it("carries edits, deletions and pins", () => {
    socket.editMessage("m1", "better");
    socket.deleteMessage("m2");
    socket.pinMessage("m3");
    socket.unpinMessage();

    expect(environment.wire.sent).toEqual([
      { type: "edit", id: "m1", text: "better" },
      { type: "delete", id: "m2" },
      { type: "pin", id: "m3" },
      { type: "unpin" },
    ]);
  });

  it("says for a while that a busy room is sampled", () => {
    environment.wire.say({ type: "sampled", from: 6, to: 9, ratio: 0.25 });
    expect(socket.getState().sampledRatio).toBe(0.25);

    environment.pass(5_000);

    expect(socket.getState()).toMatchObject({ sampledRatio: null, offset: 9 });
  });

  it("passes reactions on", () => {
    const seen: unknown[] = [];
    socket.onReactions((bursts) => seen.push(...bursts));
    environment.wire.say({ type: "reactions", items: [{ stamp_id: 4, count: 2 }] });

    expect(seen).toEqual([{ stampId: 4, count: 2 }]);
  });
});

describe("an ending", () => {
  it.each([
    [4001, "session_ended"],
    [4003, "banned"],
    [4004, "stream_ended"],
  ])("with code %i is final", (code, reason) => {
    environment.wire.drop(code);
    environment.pass(60_000);

    expect(socket.getState()).toMatchObject({ connection: "closed", closedReason: reason });
    expect(environment.wires).toHaveLength(1);
  });
});

describe("helpers", () => {
  it("read the delay of a close reason", () => {
    expect(delayIn("reconnect_after_ms=1500")).toBe(1500);
    expect(delayIn("")).toBe(0);
    expect(delayIn("999999")).toBe(60_000);
  });

  it("build the socket address of the page's own host", () => {
    expect(socketUrl("/ws/x", { protocol: "https:", host: "live.example" })).toBe("wss://live.example/ws/x");
  });
});
