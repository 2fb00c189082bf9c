import { describe, expect, it } from "vitest";
import { en } from "./en";
import { chooseLocale, fill, timecode } from "./index";
import { ja } from "./ja";
import { zhTW } from "./zhTW";

const text = (value: string | { one: string; other: string }) => (typeof value === "string" ? value : value.other);
const placeholders = (value: string | { one: string; other: string }) => [...text(value).matchAll(/\{\w+\}/g)].map(String).sort();

describe("chooseLocale", () => {
  it.each([
    ["ja", ["en-US"], "ja"],
    [null, ["fr-FR", "ja-JP", "en"], "ja"],
    [null, ["zh-Hant-TW"], "zh-TW"],
    [null, ["fr"], "en"],
  ] as const)("takes %s of %j as %s", (stored, wanted, expected) => {
    expect(chooseLocale(stored, wanted)).toBe(expected);
  });
});

describe("fill", () => {
  it("puts values in place and leaves what it does not know", () => {
    expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
  });
});

describe("timecode", () => {
  it.each([
    [0, "0:00"],
    [59.9, "0:59"],
    [754, "12:34"],
    [3_723, "1:02:03"],
    [Number.NaN, "0:00"],
  ])("of %d s is %s", (seconds, text) => {
    expect(timecode(seconds)).toBe(text);
  });
});

describe.each([
  ["ja", ja],
  ["zh-TW", zhTW],
])("the %s dictionary", (_, dictionary) => {
  it("uses the same placeholders as the English one", () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect([key, placeholders(dictionary[key])]).toEqual([key, placeholders(en[key])]);
    }
  });
});
