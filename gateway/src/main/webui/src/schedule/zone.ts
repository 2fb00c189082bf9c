/** Wall-clock times of a time zone: as `YYYY-MM-DDTHH:mm`, the form of a date-time field. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Milliseconds since 1970 of the wall clock, read as if it were UTC. */
function wallClock(instantMs: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instantMs)) part[type] = Number(value);
  return Date.UTC(part["year"]!, part["month"]! - 1, part["day"]!, part["hour"]!, part["minute"]!, part["second"]!);
}

export function toLocal(instant: string, timeZone: string): string {
  return new Date(wallClock(Date.parse(instant), timeZone)).toISOString().slice(0, 16);
}

/**
 * The moment at which a zone's clock shows a time. An hour that a clock change skips moves on by the change, of an
 * hour that comes twice it is the first one; null for what is no date-time.
 */
export function toInstant(local: string, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local)) return null;
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return null;
  const candidates = [wanted - 86_400_000, wanted + 86_400_000]
    .map((near) => wanted - (wallClock(near, timeZone) - Math.floor(near / 1000) * 1000))
    .sort((a, b) => a - b);
  const exact = candidates.find((instant) => wallClock(instant, timeZone) === wanted);
  return new Date(exact ?? candidates.at(-1)!).toISOString();
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** All zones that the browser knows, the given one included. */
export function zones(current: string): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return [...new Set([current, "UTC", ...known])].sort();
}

/** The next full hour, for an empty form. */
export function nextHour(nowMs: number, timeZone: string): string {
  const hour = 3_600_000;
  return toLocal(new Date(Math.ceil((nowMs + hour / 2) / hour) * hour).toISOString(), timeZone);
}
