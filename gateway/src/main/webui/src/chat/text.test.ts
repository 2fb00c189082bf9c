import { describe, expect, it } from "vitest";
import { mentionsUser, messageLength, pieces } from "./text";

describe("messageLength", () => {
  it("counts code points of the trimmed text", () => {
    expect(messageLength("  a😀字  ")).toBe(3);
    expect(messageLength("😀".repeat(500))).toBe(500);
  });
});

describe("pieces", () => {
  it("cuts links at the server's offsets", () => {
    const message = "see https://example.org/a?b=1 now";

    expect(pieces({ message, links: [{ start: 4, end: 29 }] })).toEqual([
      { kind: "text", text: "see " },
      { kind: "link", text: "https://example.org/a?b=1", href: "https://example.org/a?b=1" },
      { kind: "text", text: " now" },
    ]);
  });

  it.each([
    ["another scheme", "javascript:alert(1)", { start: 0, end: 19 }],
    ["an offset beyond the text", "https://example.org", { start: 0, end: 99 }],
    ["an empty range", "https://example.org", { start: 3, end: 3 }],
  ])("makes no link of %s", (_, message, range) => {
    expect(pieces({ message, links: [range] })).toEqual([{ kind: "text", text: message }]);
  });

  it("ignores a range that overlaps the one before", () => {
    const message = "https://example.org";

    expect(pieces({ message, links: [{ start: 0, end: 19 }, { start: 5, end: 19 }] })).toHaveLength(1);
  });

  it("marks only the mentions that the server knows", () => {
    expect(pieces({ message: "hi @Bob and @nobody", mentions: [{ user_id: "u2", username: "bob" }] })).toEqual([
      { kind: "text", text: "hi " },
      { kind: "mention", text: "@Bob", username: "bob" },
      { kind: "text", text: " and @nobody" },
    ]);
  });

  it("leaves markup as text", () => {
    expect(pieces({ message: "<b>x</b>" })).toEqual([{ kind: "text", text: "<b>x</b>" }]);
  });
});

describe("mentionsUser", () => {
  it("compares names without case", () => {
    expect(mentionsUser({ mentions: [{ user_id: "u1", username: "Alice" }] }, "alice")).toBe(true);
    expect(mentionsUser({ mentions: null }, "alice")).toBe(false);
  });
});
