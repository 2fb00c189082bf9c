import { describe, expect, it } from "vitest";
import { en } from "../i18n/en";
import { fill } from "../i18n";
import { ja } from "../i18n/ja";
import { recurrenceText } from "./text";

const english = { locale: "en" as const, t: (key: keyof typeof en, values?: Record<string, string | number>) => fill(en[key] as string, values) };
const japanese = { locale: "ja" as const, t: (key: keyof typeof en, values?: Record<string, string | number>) => fill(ja[key] as string, values) };

describe("recurrenceText", () => {
  it.each([
    [null, ""],
    ["FREQ=DAILY", "Every day"],
    ["FREQ=WEEKLY", "Every week"],
    ["FREQ=WEEKLY;BYDAY=MO,WE", "Every week on Monday and Wednesday"],
    ["FREQ=WEEKLY;BYDAY=MO,WE,FR", "Every week on Mon, Wed, and Fri"],
    ["FREQ=MONTHLY;BYMONTHDAY=1", "Repeats (FREQ=MONTHLY;BYMONTHDAY=1)"],
  ])("of %j is %j", (rule, text) => {
    expect(recurrenceText(rule, english)).toBe(text);
  });

  it("speaks the reader's language", () => {
    expect(recurrenceText("FREQ=WEEKLY;BYDAY=SA,SU", japanese)).toBe("毎週（土曜日、日曜日）");
  });
});
