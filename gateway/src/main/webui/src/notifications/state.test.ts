import { describe, expect, it } from "vitest";
import type { Notification } from "../api/notifications";
import { allRead, markedRead, notificationsOf, received, removed, target, unreadCount, type Inbox } from "./state";

const AT = "2026-11-22T08:00:00.000Z";

const note = (id: string, extra: Partial<Notification> = {}): Notification => ({
  notification_id: id,
  user_id: "u1",
  kind: "stream_started",
  title: `title ${id}`,
  body: "",
  data: {},
  read_at: null,
  created_at: "2026-11-22T07:00:00.000Z",
  ...extra,
});

const inbox = (unread: number, ...pages: Notification[][]): Inbox => ({
  pages: pages.map((items) => ({ items, next_cursor: null, unread_count: unread })),
  pageParams: pages.map(() => null),
});

const ids = (state: Inbox) => notificationsOf(state).map((one) => one.notification_id);

describe("an inbox", () => {
  const two = inbox(1, [note("b"), note("a", { read_at: AT })], [note("z", { read_at: AT })]);

  it("puts what arrives on top and counts it", () => {
    const state = received(two, note("c"));

    expect(ids(state)).toEqual(["c", "b", "a", "z"]);
    expect(unreadCount(state)).toBe(2);
  });

  it("takes the same notification once", () => {
    expect(received(two, note("b"))).toBe(two);
  });

  it("counts down when one is read, once", () => {
    const state = markedRead(two, "b", AT);

    expect(unreadCount(state)).toBe(0);
    expect(markedRead(state, "b", AT)).toBe(state);
    expect(markedRead(two, "nobody", AT)).toBe(two);
  });

  it("has nothing unread after all are read", () => {
    const state = allRead(received(two, note("c")), AT);

    expect(unreadCount(state)).toBe(0);
    expect(notificationsOf(state).every((one) => one.read_at === AT)).toBe(true);
  });

  it("forgets a removed one, and its count only if it was unread", () => {
    expect([ids(removed(two, "b")), unreadCount(removed(two, "b"))]).toEqual([["a", "z"], 0]);
    expect([ids(removed(two, "a")), unreadCount(removed(two, "a"))]).toEqual([["b", "z"], 1]);
    expect(removed(two, "nobody")).toBe(two);
  });

  it("is empty before it is loaded", () => {
    expect([unreadCount(undefined), notificationsOf(undefined)]).toEqual([0, []]);
  });
});

describe("target", () => {
  it.each([
    ["stream_started", { stream_id: "s 1" }, "/watch/s%201"],
    ["archive_ready", { archive_id: "a1", stream_id: "s1" }, "/archives/a1"],
    ["tip_received", { stream_id: "s1" }, "/money"],
    ["new_follower", { followers: [{ user_id: "u2" }] }, "/channel/u2"],
    ["new_follower", { followers: [{ user_id: "u2" }, { user_id: "u3" }] }, "/notifications"],
    ["unheard_of", { url: "/studio" }, "/studio"],
    ["unheard_of", { url: "//evil.example" }, "/notifications"],
    ["unheard_of", { url: "https://evil.example" }, "/notifications"],
    ["unheard_of", {}, "/notifications"],
  ])("of %s %j is %s", (kind, data, path) => {
    expect(target({ kind, data })).toBe(path);
  });
});
