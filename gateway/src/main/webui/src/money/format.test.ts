import { describe, expect, it } from "vitest";
import { formatMoney, minorDigits, parseMajor, toMajor } from "./format";

describe("minorDigits", () => {
  it.each([
    ["USD", 2],
    ["JPY", 0],
    ["TWD", 2],
    ["nonsense", 2],
  ])("of %s are %d", (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });
});

describe("toMajor", () => {
  it.each([
    [5, 2, "0.05"],
    [1250, 2, "12.50"],
    [500, 0, "500"],
    [0, 2, "0.00"],
    [-120, 2, "-1.20"],
  ])("writes %d with %d digits as %s", (amount, digits, text) => {
    expect(toMajor(amount, digits)).toBe(text);
  });
});

describe("formatMoney", () => {
  it.each([
    [1250, "USD", "en", "$12.50"],
    [500, "JPY", "en", "¥500"],
    [500, "JPY", "ja", "￥500"],
    [99_999_999, "USD", "en", "$999,999.99"],
    [9_007_199_254_740_991, "USD", "en", "$90,071,992,547,409.91"],
  ])("shows %d %s in %s as %s", (amount, currency, locale, text) => {
    expect(formatMoney(amount, currency, locale)).toBe(text);
  });

  it("shows an unknown currency as it is named", () => {
    expect(formatMoney(100, "?", "en")).toBe("1.00 ?");
  });
});

describe("parseMajor", () => {
  it.each([
    ["5", 2, 500],
    ["5.5", 2, 550],
    ["5,50", 2, 550],
    ["1,000", 0, 1000],
    ["1,234.56", 2, 123_456],
    [" ５００ ", 0, 500],
    ["19.99", 2, 1999],
    ["0.29", 2, 29],
  ])("takes %j with %d digits as %d", (text, digits, amount) => {
    expect(parseMajor(text, digits)).toBe(amount);
  });

  it.each([
    ["", 2],
    ["abc", 2],
    ["-5", 2],
    ["5.555", 2],
    ["5.5", 0],
    ["1e3", 2],
    ["9999999999999", 2],
  ])("does not take %j with %d digits", (text, digits) => {
    expect(parseMajor(text, digits)).toBeNull();
  });
});
