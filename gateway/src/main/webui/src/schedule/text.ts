import type { I18n } from "../i18n";
import { fromRule, weekdayName } from "./rrule";

/** How a planned stream comes back, in words; empty for a single one. */
export function recurrenceText(rule: string | null, { t, locale }: Pick<I18n, "t" | "locale">): string {
  const recurrence = fromRule(rule);
  switch (recurrence.kind) {
    case "none":
      return "";
    case "daily":
      return t("repeatsDaily");
    case "weekly": {
      if (recurrence.days.length === 0) return t("repeatsWeekly");
      const names = recurrence.days.map((day) => weekdayName(day, locale, recurrence.days.length > 2 ? "short" : "long"));
      return t("repeatsWeeklyOn", { days: new Intl.ListFormat(locale, { type: "conjunction" }).format(names) });
    }
    case "custom":
      return t("repeatsCustom", { rule: recurrence.rule });
  }
}
