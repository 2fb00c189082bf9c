import { describe, expect, it } from "vitest";
import { followedFirst } from "./followed";

describe("followedFirst", () => {
  const items = ["a", "b", "c", "d"].map((user_id) => ({ user_id }));
  const order = (...followed: string[]) => followedFirst(items, new Set(followed)).map(({ user_id }) => user_id);

  it("keeps the order within both parts, and loses nobody", () => {
    expect(order("d", "b")).toEqual(["b", "d", "a", "c"]);
    expect(order()).toEqual(["a", "b", "c", "d"]);
  });
});
