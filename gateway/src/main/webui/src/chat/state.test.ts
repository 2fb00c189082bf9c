import { describe, expect, it } from "vitest";
import type { Comment, RoomSettings, ServerFrame } from "./frames";
import { initialState, MESSAGES_MAX, reduce, toResend, unshown, type ChatState } from "./state";

const rules: RoomSettings = { slow_mode_s: 0, followers_only: false, emote_only: false, closed: false, links: "allow" };

const comment = (offset: number, extra: Partial<Comment> = {}): Comment => ({
  id: `m${offset}`,
  stream_id: "s1",
  user_id: "u2",
  username: "bob",
  message: `message ${offset}`,
  created_at: "2026-11-22T07:00:00.000Z",
  message_type: "message",
  offset,
  ...extra,
});

const live = (offset: number, extra: Partial<Comment> = {}): ServerFrame => ({
  type: "comment",
  comment: comment(offset, extra),
});

const welcome = (offset: number, recent: Comment[], epoch = "e1"): ServerFrame => ({
  type: "welcome",
  stream_id: "s1",
  user: { user_id: "u1", username: "alice" },
  role: "viewer",
  settings: rules,
  epoch,
  offset,
  recent,
});

const receive = (state: ChatState, ...frames: ServerFrame[]): ChatState =>
  frames.reduce((next, frame) => reduce(next, { type: "frame", frame, now: 1 }), state);

const shown = (state: ChatState): string[] => state.items.map((item) => (item.kind === "comment" ? item.key : item.kind));

const lost = (state: ChatState): ChatState =>
  reduce(reduce(state, { type: "disconnected", retryAt: 5 }), { type: "connecting" });

describe("a first connection", () => {
  it("shows the recent messages in the order of their offsets", () => {
    const state = receive(initialState, welcome(3, [comment(3), comment(2)]));

    expect(shown(state)).toEqual(["m2", "m3"]);
    expect(state).toMatchObject({ connection: "open", epoch: "e1", offset: 3 });
  });

  it("drops a message that welcome already told", () => {
    const state = receive(initialState, welcome(3, [comment(3)]), live(3), live(4));

    expect(shown(state)).toEqual(["m3", "m4"]);
  });

  it("keeps a bounded number of messages", () => {
    const recent = Array.from({ length: MESSAGES_MAX + 5 }, (_, index) => comment(index + 1));

    const state = receive(initialState, welcome(MESSAGES_MAX + 5, recent));

    expect(state.items).toHaveLength(MESSAGES_MAX);
    expect(shown(state)[0]).toBe("m6");
  });
});

describe("a gap", () => {
  const open = receive(initialState, welcome(3, [comment(3)]));

  it("holds what comes after it and asks for the missing part", () => {
    const state = receive(open, live(6), live(7));

    expect(shown(state)).toEqual(["m3"]);
    expect(state).toMatchObject({ resumeWanted: true, offset: 3 });
  });

  it("is filled in order by resumed, changes included", () => {
    const state = receive(open, live(7), {
      type: "resumed",
      recovered: true,
      comments: [comment(5), comment(4)],
      changes: [{ type: "deleted", id: "m4", offset: 6 }],
      epoch: "e1",
      offset: 6,
    });

    expect(shown(state)).toEqual(["m3", "m5", "m7"]);
    expect(state).toMatchObject({ resumeWanted: false, offset: 7, held: [] });
  });

  it("is none where the server says that it sampled", () => {
    const state = receive(open, { type: "sampled", from: 4, to: 5, ratio: 0.5 }, live(6));

    expect(shown(state)).toEqual(["m3", "m6"]);
    expect(state).toMatchObject({ resumeWanted: false, sampledRatio: 0.5 });
    expect(reduce(state, { type: "sampling_over" }).sampledRatio).toBeNull();
  });

  it("stays one where sampling began behind it", () => {
    const state = receive(open, { type: "sampled", from: 6, to: 7, ratio: 0.5 }, live(8));

    expect(state).toMatchObject({ resumeWanted: true, offset: 3 });
  });

  it("counts a deletion as an offset", () => {
    const state = receive(open, { type: "deleted", id: "m3", offset: 4 }, live(5));

    expect(shown(state)).toEqual(["m5"]);
    expect(state.resumeWanted).toBe(false);
  });
});

describe("a reconnect", () => {
  const before = lost(receive(initialState, welcome(3, [comment(2), comment(3)])));

  it("resumes instead of taking the recent messages, and then shows each missed one once", () => {
    const back = receive(before, welcome(6, [comment(5), comment(6)]), live(7));
    expect(back).toMatchObject({ connection: "resuming", resumeWanted: true, offset: 3 });

    const state = receive(back, {
      type: "resumed",
      recovered: true,
      comments: [comment(4), comment(5), comment(6)],
      epoch: "e1",
      offset: 6,
    });

    expect(shown(state)).toEqual(["m2", "m3", "m4", "m5", "m6", "m7"]);
    expect(state.connection).toBe("open");
  });

  it("marks what can't be recovered and goes on in the new epoch", () => {
    const back = receive(before, welcome(90, [], "e2"));

    const state = receive(
      back,
      { type: "resumed", recovered: false, comments: [comment(89), comment(90)], epoch: "e2", offset: 90 },
      live(91),
    );

    expect(shown(state)).toEqual(["m2", "m3", "missed", "m89", "m90", "m91"]);
    expect(state).toMatchObject({ epoch: "e2", offset: 91 });
  });

  it("counts the attempts that failed until the room is reached", () => {
    expect(lost(before).failures).toBe(2);
    expect(receive(lost(before), welcome(3, [])).failures).toBe(0);
  });

  it("needs no resume where nothing happened meanwhile", () => {
    const state = receive(before, welcome(3, [comment(3)]));

    expect(state).toMatchObject({ connection: "open", resumeWanted: false });
    expect(shown(state)).toEqual(["m2", "m3"]);
  });
});

describe("a message of one's own", () => {
  const open = receive(initialState, welcome(3, []));
  const sent = reduce(open, { type: "send", clientId: "c1", text: "hi", replyTo: null });
  const echo = live(4, { user_id: "u1", client_id: "c1" });
  const ack: ServerFrame = { type: "ack", client_id: "c1", id: "m4", offset: 4 };

  it("is shown as being stored until it is acknowledged", () => {
    const echoed = receive(sent, echo);
    expect(echoed.items.at(-1)).toMatchObject({ key: "m4", storing: true });
    expect(unshown(echoed)).toEqual([]);

    const state = receive(echoed, ack);

    expect(state.items.at(-1)).toMatchObject({ key: "m4", storing: false });
    expect(state.outgoing).toEqual([]);
  });

  it("may be acknowledged before it is seen", () => {
    const state = receive(sent, ack, echo);

    expect(state.items.at(-1)).toMatchObject({ key: "m4", storing: false });
    expect(state.outgoing).toEqual([]);
  });

  it("is sent again after a loss while it is not acknowledged, and not once it is", () => {
    expect(toResend(lost(receive(sent, echo))).map((entry) => entry.clientId)).toEqual(["c1"]);
    expect(toResend(lost(receive(sent, echo, ack)))).toEqual([]);
  });

  it("waits for a moderator where it is held, and is asked after again on a new connection", () => {
    const held = receive(sent, { type: "held", client_id: "c1", id: "m9" });
    expect(held.outgoing).toMatchObject([{ clientId: "c1", status: "held" }]);
    expect(toResend(lost(held)).map((entry) => entry.clientId)).toEqual(["c1"]);

    const approved = receive(held, live(4, { id: "m9", user_id: "u1" }), { type: "ack", client_id: "c1", id: "m9", offset: 4 });
    expect(shown(approved)).toEqual(["m9"]);
    expect(approved.outgoing).toEqual([]);

    const rejected = receive(held, { type: "error", code: "MESSAGE_REJECTED", message: "No", client_id: "c1" });
    expect(rejected.outgoing).toMatchObject([{ status: "failed", failure: { code: "MESSAGE_REJECTED" } }]);
  });

  it("does not appear twice when resume brings it without its client id", () => {
    const back = receive(lost(sent), welcome(4, []), {
      type: "resumed",
      recovered: true,
      comments: [comment(4, { user_id: "u1" })],
      epoch: "e1",
      offset: 4,
    });

    const state = receive(back, ack);

    expect(shown(state)).toEqual(["m4"]);
    expect(unshown(state)).toEqual([]);
  });

  it("that is refused stays with the reason, for the author to act", () => {
    const state = receive(sent, { type: "error", code: "SLOW_MODE", message: "Wait 5 s", client_id: "c1" });

    expect(state.outgoing).toMatchObject([{ status: "failed", failure: { message: "Wait 5 s" } }]);
    expect(toResend(state)).toEqual([]);
    expect(reduce(state, { type: "discard", clientId: "c1" }).outgoing).toEqual([]);
  });

  it("that could not be kept for the moment is sent again by itself", () => {
    const state = receive(sent, { type: "error", code: "UNAVAILABLE", message: "Try later", client_id: "c1" });

    expect(state.outgoing).toMatchObject([{ status: "retrying" }]);
    expect(toResend(state)).toHaveLength(1);
  });
});

describe("acts on the past", () => {
  const open = receive(initialState, welcome(3, [comment(2), comment(3, { user_id: "u9" })]));

  it("edit a message in place", () => {
    const state = receive(open, {
      type: "edited",
      id: "m2",
      message: "better",
      edited_at: "2026-11-22T07:01:00.000Z",
      offset: 4,
    });

    expect(state.items[0]).toMatchObject({ comment: { message: "better", edited_at: expect.any(String) } });
  });

  it("clear one user's messages", () => {
    expect(shown(receive(open, { type: "cleared", user_id: "u9", offset: 4 }))).toEqual(["m2"]);
  });

  it("show an error that belongs to no message, until it was seen", () => {
    const state = receive(open, { type: "error", code: "RATE_LIMITED", message: "Slow down" });

    expect(state.error).toMatchObject({ message: "Slow down" });
    expect(reduce(state, { type: "error_seen", at: 1 }).error).toBeNull();
  });
});

describe("the rules of a room", () => {
  const slow = { ...rules, slow_mode_s: 10 };
  const room = receive(initialState, welcome(3, []), { type: "settings", settings: slow, offset: 4 });

  it("are taken over when they change, as an offset", () => {
    expect(room).toMatchObject({ settings: slow, offset: 4 });
  });

  it("pause who wrote in slow mode, but no moderator", () => {
    const ack: ServerFrame = { type: "ack", client_id: "c1", id: "m5", offset: 5 };

    expect(receive(room, ack).pauseUntil).toBe(10_001);
    expect(receive({ ...room, role: "moderator" }, ack).pauseUntil).toBeNull();
  });

  it("pause for as long as a refusal says", () => {
    const refusal: ServerFrame = { type: "error", code: "SLOW_MODE", message: "slow", retry_after_ms: 2_500 };

    expect(receive(room, refusal).pauseUntil).toBe(2_501);
  });
});

describe("super chats", () => {
  const paid = (offset: number, extra: Partial<Comment> = {}) =>
    comment(offset, { message_type: "superchat", amount: 500, currency: "USD", tier: 2, ...extra });
  const open = receive(initialState, welcome(3, [paid(2), comment(3)]));
  const tips = (state: ChatState) => state.tips.map((tip) => tip.id);

  it("are remembered from the start and as they come", () => {
    expect(tips(receive(open, { type: "comment", comment: paid(4) }))).toEqual(["m2", "m4"]);
  });

  it("are remembered when the log has lost them, and told of once", () => {
    const many = Array.from({ length: MESSAGES_MAX + 5 }, (_, index) => live(index + 4));
    const state = receive(open, ...many, live(2));

    expect(shown(state)).not.toContain("m2");
    expect(tips(state)).toEqual(["m2"]);
  });

  it("that are on top are told of on arrival, once, also when they are no longer recent", () => {
    const state = receive(initialState, { ...welcome(90, [paid(90)]), superchats: [paid(7), paid(90)] } as ServerFrame);

    expect(tips(state)).toEqual(["m7", "m90"]);
    expect(shown(state)).toEqual(["m90"]);
  });

  it("go with their message and with their author", () => {
    expect(tips(receive(open, { type: "deleted", id: "m2", offset: 4 }))).toEqual([]);
    expect(tips(receive(open, { type: "cleared", user_id: "u2", offset: 4 }))).toEqual([]);
  });
});
