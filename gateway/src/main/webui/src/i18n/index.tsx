import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { formatMoney } from "../money/format";
import { en, type Messages } from "./en";
import { ja } from "./ja";
import { zhTW } from "./zhTW";

export type Locale = "en" | "ja" | "zh-TW";

export const locales: { id: Locale; name: string }[] = [
  { id: "en", name: "English" },
  { id: "ja", name: "日本語" },
  { id: "zh-TW", name: "繁體中文" },
];

const dictionaries: Record<Locale, Messages> = { en, ja, "zh-TW": zhTW };
const STORED = "livestream.locale";

type PlainKey = { [Key in keyof Messages]: Messages[Key] extends string ? Key : never }[keyof Messages];
type CountKey = Exclude<keyof Messages, PlainKey>;
type Values = Record<string, string | number>;

/** The first of the wanted languages that we have; any Chinese is written in its traditional form. */
export function chooseLocale(stored: string | null, wanted: readonly string[]): Locale {
  for (const tag of [stored, ...wanted]) {
    const language = tag?.toLowerCase().split("-")[0];
    if (language === "zh") return "zh-TW";
    if (language === "ja" || language === "en") return language;
  }
  return "en";
}

export function fill(template: string, values: Values = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** `1:02:03`, or `2:03` within the first hour. */
export function timecode(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

export interface I18n {
  locale: Locale;
  setLocale(locale: Locale): void;
  t(key: PlainKey, values?: Values): string;
  count(key: CountKey, count: number): string;
  ago(instant: string): string;
  duration(seconds: number): string;
  clock(instant: string): string;
  /** A date and time of day, in the reader's own zone. */
  when(instant: string): string;
  /** A place in a video, as players show it. */
  timecode(seconds: number): string;
  /** An amount in minor units. */
  money(amount: number, currency: string): string;
  number(value: number): string;
}

function build(locale: Locale, setLocale: (locale: Locale) => void): I18n {
  const messages = dictionaries[locale];
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  // A formatter costs far more to make than to use.
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(locale, { weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const dateOfOtherYear = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  const plainNumber = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    locale,
    setLocale,
    t: (key, values) => fill(messages[key], values),
    count: (key, count) =>
      fill(messages[key][plural.select(count) === "one" ? "one" : "other"], { count: number.format(count) }),
    ago: (instant) => {
      const minutes = Math.round((Date.parse(instant) - Date.now()) / 60_000);
      if (minutes > -60) return relative.format(Math.min(0, minutes), "minute");
      if (minutes > -60 * 24) return relative.format(Math.round(minutes / 60), "hour");
      return relative.format(Math.round(minutes / 60 / 24), "day");
    },
    clock: (instant) => clock.format(Date.parse(instant)),
    when: (instant) => {
      const at = new Date(instant);
      return (at.getFullYear() === new Date().getFullYear() ? date : dateOfOtherYear).format(at);
    },
    timecode,
    money: (amount, currency) => formatMoney(amount, currency, locale),
    number: (value) => plainNumber.format(value),
    duration: (seconds) => {
      const whole = Math.max(0, Math.round(seconds));
      const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
      return parts.map((part) => String(part).padStart(2, "0")).join(":");
    },
  };
}

const Context = createContext<I18n>(build("en", () => undefined));

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState(() => chooseLocale(readStored(), navigator.languages));
  const i18n = useMemo(
    () =>
      build(locale, (chosen) => {
        try {
          localStorage.setItem(STORED, chosen);
        } catch {
          // Storage is switched off: the choice holds for this visit.
        }
        setLocale(chosen);
      }),
    [locale],
  );
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return <Context.Provider value={i18n}>{children}</Context.Provider>;
}

export const useI18n = (): I18n => useContext(Context);
