/** Weekdays as RFC 5545 names them, Monday first. */
export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

/** What the editor offers; any other rule is kept as it is written. */
export type Recurrence =
  | { kind: "none" }
  | { kind: "daily" }
  | { kind: "weekly"; days: Weekday[] }
  | { kind: "custom"; rule: string };

const RULE = /^[A-Z-]+=[A-Z0-9,:+-]+(;[A-Z-]+=[A-Z0-9,:+-]+)*$/;

export function toRule(recurrence: Recurrence): string | null {
  switch (recurrence.kind) {
    case "none":
      return null;
    case "daily":
      return "FREQ=DAILY";
    case "weekly": {
      const days = weekdays.filter((day) => recurrence.days.includes(day));
      return days.length === 0 ? "FREQ=WEEKLY" : `FREQ=WEEKLY;BYDAY=${days.join(",")}`;
    }
    case "custom":
      return normalised(recurrence.rule);
  }
}

export function fromRule(rule: string | null | undefined): Recurrence {
  if (rule === null || rule === undefined || rule === "") return { kind: "none" };
  const parts = partsOf(rule);
  const names = [...parts.keys()].filter((name) => name !== "FREQ" && !(name === "INTERVAL" && parts.get(name) === "1"));
  if (parts.get("FREQ") === "DAILY" && names.length === 0) return { kind: "daily" };
  if (parts.get("FREQ") === "WEEKLY" && names.every((name) => name === "BYDAY")) {
    const days = (parts.get("BYDAY") ?? "").split(",").filter((day) => day !== "");
    if (days.every((day) => (weekdays as readonly string[]).includes(day))) return { kind: "weekly", days: days as Weekday[] };
  }
  return { kind: "custom", rule };
}

/** Upper case, without spaces and without a name that somebody pasted along. */
export function normalised(rule: string): string {
  return rule.toUpperCase().replace(/\s/g, "").replace(/^RRULE:/, "").replace(/;$/, "");
}

/** Whether it has the form of a rule; the service says whether it makes sense. */
export function looksLikeRule(rule: string): boolean {
  const text = normalised(rule);
  return RULE.test(text) && /(^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY|HOURLY|MINUTELY|SECONDLY)(;|$)/.test(text);
}

/** The weekday of a local date-time. */
export function weekdayOf(local: string): Weekday {
  const day = new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return weekdays[(day + 6) % 7] ?? "MO";
}

/** A weekday's name in a language. */
export function weekdayName(day: Weekday, locale: string, style: "long" | "short" = "long"): string {
  // 5 January 2026 was a Monday.
  const date = Date.UTC(2026, 0, 5 + weekdays.indexOf(day));
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" }).format(date);
}

function partsOf(rule: string): Map<string, string> {
  const pairs = normalised(rule)
    .split(";")
    .map((part) => part.split("=") as [string, string | undefined]);
  return new Map(pairs.map(([name, value]) => [name, value ?? ""]));
}
