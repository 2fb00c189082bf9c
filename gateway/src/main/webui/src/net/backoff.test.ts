import { expect, test } from "vitest";
import { pauseAfter } from "./backoff";

test("waits at least the least, and longer with every loss up to the bound", () => {
  expect(pauseAfter(1, () => 0, 500, 15_000)).toBe(500);
  expect(pauseAfter(1, () => 1, 500, 15_000)).toBe(1_000);
  expect(pauseAfter(3, () => 0.5, 500, 15_000)).toBe(2_250);
  expect(pauseAfter(40, () => 1, 500, 15_000)).toBe(15_000);
});
