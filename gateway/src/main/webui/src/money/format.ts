/** How many digits of an amount stand behind the point: none for yen, two for dollars. */
export function minorDigits(currency: string): number {
  try {
    const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** An amount in minor units as plain digits, such as `12.50`; no floating point is involved. */
export function toMajor(amount: number, digits: number): string {
  const sign = amount < 0 ? "-" : "";
  const all = String(Math.abs(amount)).padStart(digits + 1, "0");
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** An amount in minor units for people, with its currency. */
export function formatMoney(amount: number, currency: string, locale: string, digits: number = minorDigits(currency)): string {
  try {
    const format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    // A numeric string is formatted exactly, which a number would not be.
    return format.format(toMajor(amount, digits) as unknown as number);
  } catch {
    return `${toMajor(amount, digits)} ${currency}`;
  }
}

/** What somebody typed, in minor units; null for what is no amount of that currency. */
export function parseMajor(text: string, digits: number): number | null {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  const ungrouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain.replace(",", ".");
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(ungrouped);
  if (!match) return null;
  const behind = match[2] ?? "";
  if (behind.length > digits) return null;
  const amount = Number(match[1]! + behind.padEnd(digits, "0"));
  return Number.isSafeInteger(amount) ? amount : null;
}
